package rules.change.checks.check_failed_test

import rego.v1

import data.rules.change.checks.check_failed as rule

_plan(members) := {"checks": [object.union(
	{"address": "check.health", "kind": "check", "status": "pass", "problems": [], "unknown": {}},
	members,
)]}

_found(msg) := {{"address": "check.health", "path": ["status"], "msg": msg}}

test_deny_a_check_that_fails if {
	told := rule.deny with input as _plan({"status": "fail", "problems": ["The site is down", "It is slow"]})
	told == _found("The site is down")
	untold := rule.deny with input as _plan({"status": "fail"})
	untold == _found("the check fails")
}

test_deny_a_check_that_could_not_be_evaluated if {
	found := rule.deny with input as _plan({"status": "error"})
	found == _found("the check could not be evaluated")
	told := rule.deny with input as _plan({"status": "error", "problems": ["No such host"]})
	told == _found("No such host")
}

test_deny_at_a_status_unknown_at_plan if {
	found := rule.deny with input as _plan({"status": "unknown", "unknown": {"status": true}})
	found == _found("whether the check holds is known only after apply")
}

test_allow_a_postcondition_unknown_at_plan if {
	found := rule.deny with input as _plan({"kind": "resource", "status": "unknown", "unknown": {"status": true}})
	found == set()
}

test_allow_a_check_that_holds if {
	found := rule.deny with input as _plan({})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}, "checks": []}
	found == set()
}
