package rules.aws.rds.rds_backup_retention_test

import rego.v1

import data.rules.aws.rds.rds_backup_retention as rule

_found(type, values, unknown, linked) := found if {
	found := rule.deny with input as {"resources": {type: [{
		"address": sprintf("%s.db", [type]),
		"type": type,
		"values": values,
		"unknown": unknown,
		"linked": linked,
	}]}}
}

_instance(values, unknown) := _found("aws_db_instance", values, unknown, {})

_cluster(values, unknown) := _found("aws_rds_cluster", values, unknown, {})

_none(type, state) := {{
	"address": sprintf("%s.db", [type]),
	"path": ["backup_retention_period"],
	"msg": sprintf("no backups are kept: `backup_retention_period` is %s", [state]),
	"without": {"aws_backup_selection"},
}}

_short(type, state) := {{
	"address": sprintf("%s.db", [type]),
	"path": ["backup_retention_period"],
	"msg": sprintf("backups are kept for less than a week: `backup_retention_period` is %s", [state]),
	"without": {"aws_backup_selection"},
	"severity": "low",
}}

_selection := {"aws_backup_selection": [{"address": "aws_backup_selection.s", "values": {}, "unknown": {}}]}

test_deny_an_instance_without_backups if {
	_instance({"backup_retention_period": 0}, {}) == _none("aws_db_instance", "0")
	_instance({"engine": "mysql"}, {}) == _none("aws_db_instance", "not set")
	_instance({"snapshot_identifier": "before", "backup_retention_period": 0}, {}) == _none("aws_db_instance", "0")
}

test_deny_backups_that_do_not_last if {
	_instance({"backup_retention_period": 6}, {}) == _short("aws_db_instance", "6")
	_cluster({"backup_retention_period": 1}, {}) == _short("aws_rds_cluster", "1")
	_cluster({"engine": "aurora-mysql"}, {}) == _short("aws_rds_cluster", "not set")
}

test_allow_a_week_and_more if {
	_instance({"backup_retention_period": 7}, {}) == set()
	_cluster({"backup_retention_period": 35}, {}) == set()
}

test_allow_replicas_and_copies_that_say_nothing if {
	_instance({"replicate_source_db": "main", "backup_retention_period": 0}, {}) == set()
	_instance({}, {"replicate_source_db": true}) == set()
	_instance({"restore_to_point_in_time": [{"use_latest_restorable_time": true}]}, {}) == set()
	_cluster({"snapshot_identifier": "before"}, {}) == set()
	_cluster({"replication_source_identifier": "main"}, {}) == set()
}

test_allow_what_a_backup_selection_names if {
	_found("aws_db_instance", {"backup_retention_period": 0}, {}, _selection) == set()
	_found("aws_rds_cluster", {}, {}, _selection) == set()
}

test_allow_a_term_unknown_at_plan if {
	_instance({}, {"backup_retention_period": true}) == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
