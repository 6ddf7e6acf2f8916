package rules.aws.emr.emr_kerberos_realm_test

import rego.v1

import data.rules.aws.emr.emr_kerberos_realm as rule

_one(values, unknown) := {"resources": {"aws_emr_cluster": [{
	"address": "aws_emr_cluster.c",
	"type": "aws_emr_cluster",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_an_empty_realm if {
	every kerberos in [{"realm": ""}, {}] {
		found := rule.deny with input as _one({"kerberos_attributes": [kerberos]}, {})
		found == {{
			"address": "aws_emr_cluster.c",
			"path": ["kerberos_attributes", 0, "realm"],
			"msg": "Kerberos has no realm: `realm` is not set",
		}}
	}
}

test_allow_a_realm_and_no_kerberos if {
	realm := rule.deny with input as _one({"kerberos_attributes": [{"realm": "EC2.INTERNAL"}]}, {})
	realm == set()
	none := rule.deny with input as _one({"kerberos_attributes": []}, {})
	none == set()
}

test_allow_a_realm_unknown_at_plan if {
	found := rule.deny with input as _one({"kerberos_attributes": [{}]}, {"kerberos_attributes": [{"realm": true}]})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
