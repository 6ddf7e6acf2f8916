package rules.change.deletion.mass_delete_test

import rego.v1

import data.rules.change.deletion.mass_delete as rule

_plan(deletes, resources) := {
	"plan": {"address": "plan", "resources": resources},
	"changes": [_change(sprintf("x.a[%d]", [i]), ["delete"]) | some i in numbers.range(1, deletes)],
}

_change(address, actions) := {
	"address": address, "type": "x", "actions": actions, "before": {}, "after": {}, "unknown": {},
}

_found(msg) := {{"address": "plan", "path": [], "msg": msg}}

test_deny_many if {
	found := rule.deny with input as _plan(11, 400)
	found == _found("11 resources are deleted, which is more than 10")
}

test_deny_most if {
	part := rule.deny with input as _plan(4, 7)
	part == _found("4 of 7 resources are deleted, which is more than 50 %")
	all := rule.deny with input as _plan(5, 5)
	all == _found("5 of 5 resources are deleted, which is more than 50 %")
}

test_deny_by_the_limits_of_the_user if {
	found := rule.deny with input as _plan(2, 100) with data.params.mass_delete_max as 1
	found == _found("2 resources are deleted, which is more than 1")
	share := rule.deny with input as _plan(3, 5) with data.params.mass_delete_share as 0.55
	share == _found("3 of 5 resources are deleted, which is more than 55 %")
}

test_allow_few if {
	ten := rule.deny with input as _plan(10, 400)
	ten == set()
	half := rule.deny with input as _plan(3, 6)
	half == set()
	small := rule.deny with input as _plan(4, 4)
	small == set()
}

test_allow_what_is_no_deletion if {
	changes := [_change(sprintf("x.a[%d]", [i]), actions) |
		some i in numbers.range(1, 6)
		some actions in [["delete", "create"], ["create", "delete"], ["forget"], ["create", "forget"], ["update"]]
	]
	found := rule.deny with input as {"plan": {"address": "plan", "resources": 30}, "changes": changes}
	found == set()
	deposed := [object.union(changed, {"deposed": "0a1b2c3d"}) | some changed in _plan(20, 20).changes]
	left := rule.deny with input as {"plan": {"address": "plan", "resources": 20}, "changes": deposed}
	left == set()
}

test_allow_updates_to_values_unknown_at_plan if {
	changes := [object.union(_change(sprintf("x.a[%d]", [i]), ["update"]), {"unknown": {"name": true}}) |
		some i in numbers.range(1, 20)
	]
	found := rule.deny with input as {"plan": {"address": "plan", "resources": 20}, "changes": changes}
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"plan": {"address": "plan", "resources": 0}, "resources": {}, "changes": []}
	found == set()
}
