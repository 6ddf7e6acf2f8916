package rules.aws.cloudwatch.cloudwatch_log_group_cmk_test

import rego.v1

import data.rules.aws.cloudwatch.cloudwatch_log_group_cmk as rule

_group(values, unknown) := {"resources": {"aws_cloudwatch_log_group": [{
	"address": "aws_cloudwatch_log_group.g",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_a_group_that_names_no_key if {
	every values in [{}, {"kms_key_id": ""}] {
		found := rule.deny with input as _group(values, {})
		found == {{
			"address": "aws_cloudwatch_log_group.g",
			"path": ["kms_key_id"],
			"msg": "logs are encrypted with a key of CloudWatch Logs: `kms_key_id` is not set",
		}}
	}
}

test_allow_a_key if {
	key := "arn:aws:kms:eu-west-1:111122223333:key/1"
	found := rule.deny with input as _group({"kms_key_id": key}, {})
	found == set()
}

test_allow_a_key_unknown_at_plan if {
	found := rule.deny with input as _group({}, {"kms_key_id": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
