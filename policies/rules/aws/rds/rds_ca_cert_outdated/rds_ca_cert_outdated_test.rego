package rules.aws.rds.rds_ca_cert_outdated_test

import rego.v1

import data.rules.aws.rds.rds_ca_cert_outdated as rule

_found(type, values, unknown) := found if {
	found := rule.deny with input as {"resources": {type: [{
		"address": sprintf("%s.db", [type]),
		"type": type,
		"values": values,
		"unknown": unknown,
	}]}}
}

_names := {
	"aws_db_instance": "ca_cert_identifier",
	"aws_rds_cluster_instance": "ca_cert_identifier",
	"aws_rds_cluster": "ca_certificate_identifier",
}

test_deny_what_has_expired if {
	every type, name in _names {
		_found(type, {name: "rds-ca-2019"}, {}) == {{
			"address": sprintf("%s.db", [type]),
			"path": [name],
			"msg": sprintf("the authority has expired: `%s` is rds-ca-2019", [name]),
		}}
	}
}

test_allow_what_is_good_or_left_out if {
	every type, name in _names {
		_found(type, {name: "rds-ca-rsa2048-g1"}, {}) == set()
		_found(type, {}, {}) == set()
	}
}

test_allow_a_name_unknown_at_plan if {
	every type, name in _names {
		_found(type, {}, {name: true}) == set()
	}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
