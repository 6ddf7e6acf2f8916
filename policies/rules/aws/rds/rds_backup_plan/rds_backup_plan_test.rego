package rules.aws.rds.rds_backup_plan_test

import rego.v1

import data.rules.aws.rds.rds_backup_plan as rule

_found(type, values, unknown, selections) := found if {
	found := rule.deny with input as {"resources": {
		type: [{"address": sprintf("%s.db", [type]), "type": type, "values": values, "unknown": unknown}],
		"aws_backup_selection": selections,
	}}
}

_selection(values, unknown) := {
	"address": "aws_backup_selection.s",
	"type": "aws_backup_selection",
	"values": values,
	"unknown": unknown,
}

_cluster(values, selection) := _found("aws_rds_cluster", values, {}, [_selection(selection, {})])

_unselected(type, more) := {object.union(more, {
	"address": sprintf("%s.db", [type]),
	"path": [],
	"msg": "no backup plan selects the database",
})}

_without := {"without": {"aws_backup_selection"}}

_daily := {"tags_all": {"backup": "daily"}}

_by_tag := {"selection_tag": [{"type": "STRINGEQUALS", "key": "backup", "value": "daily"}]}

test_deny_what_nothing_selects if {
	every type in ["aws_rds_cluster", "aws_db_instance"] {
		_found(type, {}, {}, []) == _unselected(type, _without)
	}
}

test_deny_beside_selections_of_others if {
	every selection in [
		{"resources": ["arn:aws:dynamodb:*:*:table/*"]},
		{"resources": ["arn:aws:rds:*:*:db:*"]},
		{"resources": ["arn:aws:rds:eu-west-1:111122223333:cluster:billing-*"]},
		{"selection_tag": [{"type": "STRINGEQUALS", "key": "backup", "value": "hourly"}]},
		{"resources": ["*"], "condition": [{"string_equals": [{"key": "aws:ResourceTag/tier", "value": "gold"}]}]},
	] {
		found := _cluster({"cluster_identifier": "orders", "tags_all": {"backup": "daily"}}, selection)
		found == _unselected("aws_rds_cluster", _without)
	}
}

test_allow_what_a_pattern_selects if {
	every pattern in ["*", "arn:aws:rds:*", "arn:*:rds:*:*:cluster:*", "arn:aws:rds:*:*:cluster:ord*"] {
		_cluster({"cluster_identifier": "orders"}, {"resources": [pattern]}) == set()
	}
	condition := [{"string_equals": [{"key": "aws:ResourceTag/backup", "value": "daily"}]}]
	_cluster(_daily, {"resources": ["*"], "condition": condition}) == set()
}

test_allow_what_a_tag_selects if {
	_cluster(_daily, _by_tag) == set()
	_cluster({"tags": {"backup": "daily"}}, _by_tag) == set()
}

test_allow_what_is_selected_by_name if {
	found := rule.deny with input as {"resources": {"aws_rds_cluster": [{
		"address": "aws_rds_cluster.db",
		"type": "aws_rds_cluster",
		"values": {},
		"unknown": {},
		"linked": {"aws_backup_selection": [_selection({}, {"resources": true})]},
	}]}}
	found == set()
}

test_allow_a_replica if {
	_found("aws_db_instance", {"replicate_source_db": "main"}, {}, []) == set()
}

test_deny_at_tags_unknown_at_plan if {
	own := _found("aws_db_instance", {}, {"tags": {"backup": true}}, [_selection(_by_tag, {})])
	own == _unselected("aws_db_instance", {"beside": {"address": "aws_db_instance.db", "path": ["tags"]}})
	asked := _found("aws_db_instance", _daily, {}, [_selection({}, {"selection_tag": true})])
	of_selection := {"address": "aws_backup_selection.s", "path": ["selection_tag"]}
	asked == _unselected("aws_db_instance", {"beside": of_selection})
	patterns := _found("aws_db_instance", {}, {"tags": true}, [_selection({"resources": ["arn:aws:s3:::*"]}, {})])
	patterns == _unselected("aws_db_instance", _without)
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
