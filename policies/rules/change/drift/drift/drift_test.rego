package rules.change.drift.drift_test

import rego.v1

import data.rules.change.drift.drift as rule

_plan(members) := {"drift": [object.union(
	{
		"address": "aws_security_group.a", "type": "aws_security_group", "actions": ["update"],
		"before": {}, "after": {}, "unknown": {}, "looked_at": true,
	},
	members,
)]}

_found(path, msg) := {{"address": "aws_security_group.a", "path": path, "msg": msg}}

test_deny_a_change if {
	found := rule.deny with input as _plan({
		"before": {"tags": {"Team": "shop"}, "ingress": [{"from_port": 443}]},
		"after": {"ingress": [{"from_port": 22}]},
	})
	found == _found(["ingress"], "changed outside of Terraform: `ingress`, `tags`")
}

test_deny_a_deletion if {
	found := rule.deny with input as _plan({"actions": ["delete"], "before": {"name": "a"}})
	found == _found([], "deleted outside of Terraform")
}

test_allow_types_that_no_rule_looks_at if {
	found := rule.deny with input as {"drift": [
		object.remove(_plan({"before": {"name": "a"}, "after": {"name": "b"}}).drift[0], ["looked_at"]),
		object.union(_plan({"actions": ["delete"]}).drift[0], {"looked_at": false}),
	]}
	found == set()
}

test_allow_what_changes_by_itself if {
	found := rule.deny with input as _plan({
		"before": {"etag": "a", "latest_restorable_time": "b"},
		"after": {"etag": "c", "latest_restorable_time": "d"},
	})
	found == set()
}

test_allow_an_empty_value_in_place_of_none if {
	found := rule.deny with input as _plan({"before": {"description": ""}, "after": {"tags": {}}})
	found == set()
}

test_allow_a_change_to_a_value_unknown_at_plan if {
	found := rule.deny with input as _plan({"unknown": {"name": true}})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}, "drift": []}
	found == set()
}
