package rules.change.stateful.stateful_replaced_test

import rego.v1

import data.rules.change.stateful.stateful_replaced as rule

_plan(members) := {"changes": [object.union(
	{
		"address": "aws_db_instance.a", "type": "aws_db_instance", "actions": ["delete", "create"],
		"before": {}, "after": {}, "unknown": {},
	},
	members,
)]}

_found(path, msg) := {{"address": "aws_db_instance.a", "path": path, "msg": msg}}

_because(keys) := {"action_reason": "replace_because_cannot_update", "replace_paths": [[key] | some key in keys]}

test_deny_at_the_attribute_that_is_why if {
	found := rule.deny with input as _plan(object.union(
		_because(["engine", "username"]),
		{"before": {"engine": "mysql"}, "after": {"engine": "postgres"}},
	))
	found == _found(["engine"], "database is destroyed and made anew: `engine`, `username` can't be changed in place")
}

test_deny_in_either_order if {
	found := rule.deny with input as _plan({
		"actions": ["create", "delete"],
		"action_reason": "replace_because_tainted",
	})
	found == _found([], "database is destroyed and made anew: it is tainted")
}

test_deny_an_attribute_that_is_gone if {
	found := rule.deny with input as _plan(object.union(
		_because(["snapshot_identifier"]),
		{"before": {"snapshot_identifier": "a", "skip_final_snapshot": true}, "after": {"skip_final_snapshot": false}},
	))
	found == _found(
		[],
		"database is destroyed without a final snapshot and made anew: `snapshot_identifier` can't be changed in place",
	)
}

test_deny_at_a_whole_where_the_value_is_unknown if {
	found := rule.deny with input as _plan(object.union(
		_because(["kms_key_id"]),
		{"before": {"kms_key_id": "a"}, "unknown": {"kms_key_id": true}},
	))
	found == _found([], "database is destroyed and made anew: `kms_key_id` can't be changed in place")
}

test_deny_without_a_reason if {
	found := rule.deny with input as _plan({"replace_paths": []})
	found == _found([], "database is destroyed and made anew")
}

test_allow_other_changes if {
	every actions in [["update"], ["delete"], ["forget"], ["create", "forget"]] {
		found := rule.deny with input as _plan({"actions": actions})
		found == set()
	}
}

test_allow_what_holds_no_data if {
	group := rule.deny with input as _plan({"type": "aws_security_group"})
	group == set()
	key := rule.deny with input as _plan({"type": "aws_kms_key"})
	key == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}, "changes": []}
	found == set()
}

test_allow_a_replica_and_what_the_provider_leaves_alone if {
	replica := rule.deny with input as _plan(object.union(_because(["availability_zone"]), {
		"before": {"availability_zone": "a", "replicate_source_db": "main"},
		"after": {"availability_zone": "b", "replicate_source_db": "main"},
	}))
	replica == set()
	kept := rule.deny with input as _plan(object.union(_because(["name"]), {
		"type": "aws_cloudwatch_log_group",
		"before": {"name": "a", "skip_destroy": true}, "after": {"name": "b", "skip_destroy": true},
	}))
	kept == set()
}
