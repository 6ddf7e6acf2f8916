package rules.aws.qldb.qldb_permissions_mode_test

import rego.v1

import data.rules.aws.qldb.qldb_permissions_mode as rule

_one(values, unknown) := {"resources": {"aws_qldb_ledger": [{
	"address": "aws_qldb_ledger.x",
	"type": "aws_qldb_ledger",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_every_statement_on_every_table if {
	found := rule.deny with input as _one({"permissions_mode": "ALLOW_ALL"}, {})
	found == {{
		"address": "aws_qldb_ledger.x",
		"path": ["permissions_mode"],
		"msg": "`permissions_mode` is ALLOW_ALL",
	}}
}

test_allow_the_standard_mode if {
	found := rule.deny with input as _one({"permissions_mode": "STANDARD"}, {})
	found == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _one({}, {"permissions_mode": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
