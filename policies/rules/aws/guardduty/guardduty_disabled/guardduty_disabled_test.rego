package rules.aws.guardduty.guardduty_disabled_test

import rego.v1

import data.rules.aws.guardduty.guardduty_disabled as rule

_detector(values, unknown) := {"resources": {"aws_guardduty_detector": [{
	"address": "aws_guardduty_detector.d",
	"type": "aws_guardduty_detector",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_a_detector_that_is_off if {
	found := rule.deny with input as _detector({"enable": false}, {})
	found == {{
		"address": "aws_guardduty_detector.d",
		"path": ["enable"],
		"msg": "threats are not looked for: `enable` is false",
	}}
}

test_allow_a_detector_that_is_on if {
	on := rule.deny with input as _detector({"enable": true}, {})
	on == set()
	left_out := rule.deny with input as _detector({}, {})
	left_out == set()
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _detector({}, {"enable": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
