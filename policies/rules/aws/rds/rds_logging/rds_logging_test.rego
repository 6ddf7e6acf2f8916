package rules.aws.rds.rds_logging_test

import rego.v1

import data.rules.aws.rds.rds_logging as rule

_found(type, values, unknown) := found if {
	found := rule.deny with input as {"resources": {type: [{
		"address": sprintf("%s.db", [type]),
		"type": type,
		"values": values,
		"unknown": unknown,
	}]}}
}

_key := "enabled_cloudwatch_logs_exports"

_at_exports(type) := {{
	"address": sprintf("%s.db", [type]),
	"path": [_key],
	"msg": "no log is exported: `enabled_cloudwatch_logs_exports` is not set",
}}

_types := ["aws_db_instance", "aws_rds_cluster"]

test_deny_what_exports_nothing if {
	every type in _types {
		_found(type, {"engine": "mysql", _key: []}, {}) == _at_exports(type)
		_found(type, {"replicate_source_db": "main"}, {}) == _at_exports(type)
	}
}

test_allow_what_exports_a_log if {
	every type in _types {
		_found(type, {_key: ["error"]}, {}) == set()
	}
}

test_allow_what_cannot_or_always_does if {
	_found("aws_db_instance", {"engine": "custom-oracle-ee"}, {}) == set()
	_found("aws_rds_cluster", {"engine_mode": "serverless"}, {}) == set()
}

test_allow_logs_unknown_at_plan if {
	_found("aws_rds_cluster", {}, {_key: true}) == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
