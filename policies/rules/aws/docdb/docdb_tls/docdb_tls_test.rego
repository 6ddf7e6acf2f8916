package rules.aws.docdb.docdb_tls_test

import rego.v1

import data.rules.aws.docdb.docdb_tls as rule

_group(parameters, unknown) := {"resources": {"aws_docdb_cluster_parameter_group": [{
	"address": "aws_docdb_cluster_parameter_group.g",
	"type": "aws_docdb_cluster_parameter_group",
	"values": {"parameter": parameters},
	"unknown": unknown,
}]}}

_at(path, msg) := {{
	"address": "aws_docdb_cluster_parameter_group.g",
	"path": path,
	"msg": sprintf("clients connect in clear: `tls` is %s", [msg]),
}}

test_deny_tls_turned_off if {
	found := rule.deny with input as _group(
		[{"name": "audit_logs", "value": "disabled"}, {"name": "tls", "value": "disabled"}],
		{},
	)
	found == _at(["parameter", 1, "value"], "disabled")
}

test_allow_tls if {
	every value in ["enabled", "tls1.2+", "tls1.3+", "fips-140-3"] {
		found := rule.deny with input as _group([{"name": "tls", "value": value}], {})
		found == set()
	}
	left_out := rule.deny with input as _group([], {})
	left_out == set()
}

test_deny_at_what_is_unknown_at_plan if {
	found := rule.deny with input as _group([{"name": "tls"}], {"parameter": [{"value": true}]})
	found == _at(["parameter", 0, "value"], "known only after apply")
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
