package lib.password_policy_test

import rego.v1

import data.lib.password_policy

_policy(values, unknown) := {"address": "aws_iam_account_password_policy.p", "values": values, "unknown": unknown}

_at(key, msg) := {"address": "aws_iam_account_password_policy.p", "path": [key], "msg": msg}

test_not_required_when_off_or_left_out if {
	found := password_policy.not_required([_policy({"require_numbers": false}, {})], "require_numbers", "no digit")
	found == {_at("require_numbers", "no digit: `require_numbers` is false")}
	unset := password_policy.not_required([_policy({}, {})], "require_numbers", "no digit")
	unset == {_at("require_numbers", "no digit: `require_numbers` is not set")}
}

test_not_required_passes_what_is_on_or_known_only_after_apply if {
	found := password_policy.not_required(
		[_policy({"require_numbers": true}, {}), _policy({}, {"require_numbers": true})],
		"require_numbers",
		"no digit",
	)
	found == set()
	none := password_policy.not_required([], "require_numbers", "no digit")
	none == set()
}

_range := {"least": 1, "most": 90}

test_outside_a_range if {
	every age in [0, 91] {
		found := password_policy.outside([_policy({"age": age}, {})], "age", _range, "old")
		found == {_at("age", sprintf("old: `age` is %d", [age]))}
	}
	unset := password_policy.outside([_policy({}, {})], "age", _range, "old")
	unset == {_at("age", "old: `age` is not set")}
}

test_outside_passes_what_is_within_or_known_only_after_apply if {
	every policy in [_policy({"age": 1}, {}), _policy({"age": 90}, {}), _policy({}, {"age": true})] {
		found := password_policy.outside([policy], "age", _range, "old")
		found == set()
	}
	none := password_policy.outside([], "age", _range, "old")
	none == set()
}
