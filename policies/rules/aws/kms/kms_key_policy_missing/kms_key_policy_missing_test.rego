package rules.aws.kms.kms_key_policy_missing_test

import rego.v1

import data.rules.aws.kms.kms_key_policy_missing as rule

_key(values, unknown, linked, maybe) := {"resources": {"aws_kms_key": [{
	"address": "aws_kms_key.k",
	"values": values,
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": maybe,
}]}}

_companion := {"aws_kms_key_policy": [{
	"address": "aws_kms_key_policy.k",
	"values": {"policy": "{}"},
	"unknown": {"key_id": true},
	"via": {"here": [], "there": ["key_id"]},
}]}

_found := {{
	"address": "aws_kms_key.k",
	"path": ["policy"],
	"msg": "the key has no policy of its own",
	"without": {"aws_kms_key_policy"},
}}

test_deny_a_key_that_leaves_its_policy_out if {
	found := rule.deny with input as _key({"enable_key_rotation": true}, {}, {}, {})
	found == _found
}

test_deny_beside_a_policy_that_may_be_of_another_key if {
	found := rule.deny with input as _key({"policy": ""}, {}, {}, _companion)
	found == _found
}

test_allow_a_policy_in_the_key_or_beside_it if {
	inside := rule.deny with input as _key({"policy": "{}"}, {}, {}, {})
	inside == set()
	beside := rule.deny with input as _key({}, {}, _companion, {})
	beside == set()
}

test_allow_a_policy_unknown_at_plan if {
	found := rule.deny with input as _key({}, {"policy": true}, {}, {})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
