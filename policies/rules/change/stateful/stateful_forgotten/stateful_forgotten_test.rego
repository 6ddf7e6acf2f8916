package rules.change.stateful.stateful_forgotten_test

import rego.v1

import data.rules.change.stateful.stateful_forgotten as rule

_plan(members) := {"changes": [object.union(
	{
		"address": "aws_s3_bucket.a", "type": "aws_s3_bucket", "actions": ["forget"],
		"before": {}, "after": {}, "unknown": {},
	},
	members,
)]}

_found(msg) := {{"address": "aws_s3_bucket.a", "path": [], "msg": msg}}

test_deny_a_store_that_is_forgotten if {
	found := rule.deny with input as _plan({"action_reason": "delete_because_no_resource_config"})
	found == _found("bucket leaves the state and goes on existing: it is no longer in the configuration")
}

test_deny_a_store_beside_its_successor if {
	found := rule.deny with input as _plan({"actions": ["create", "forget"], "replace_paths": [["bucket"]]})
	found == _found("bucket leaves the state and goes on existing beside a new one: `bucket` can't be changed in place")
}

test_deny_a_store_that_the_provider_leaves_alone if {
	found := rule.deny with input as _plan({
		"type": "aws_cloudwatch_log_group",
		"actions": ["delete"],
		"before": {"skip_destroy": true},
	})
	found == _found("log group leaves the state and goes on existing")
}

test_allow_other_changes if {
	every actions in [["update"], ["delete"], ["delete", "create"], ["create", "delete"]] {
		found := rule.deny with input as _plan({"actions": actions})
		found == set()
	}
}

test_allow_what_holds_no_data if {
	found := rule.deny with input as _plan({"type": "aws_security_group"})
	found == set()
}

test_allow_an_update_to_a_value_unknown_at_plan if {
	found := rule.deny with input as _plan({"actions": ["update"], "unknown": {"bucket": true}})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}, "changes": []}
	found == set()
}

test_deny_a_replaced_store_that_the_provider_leaves_alone if {
	found := rule.deny with input as _plan({
		"type": "aws_cloudwatch_log_group",
		"actions": ["delete", "create"], "replace_paths": [["name"]],
		"before": {"name": "a", "skip_destroy": true}, "after": {"name": "b", "skip_destroy": true},
	})
	found == {{
		"address": "aws_s3_bucket.a",
		"path": [],
		"msg": "log group leaves the state and goes on existing beside a new one: `name` can't be changed in place",
	}}
}

test_deny_an_account_that_leaves_its_organization if {
	found := rule.deny with input as _plan({
		"type": "aws_organizations_account", "actions": ["delete"], "before": {"close_on_deletion": false},
	})
	found == _found("account leaves the state and goes on existing")
}
