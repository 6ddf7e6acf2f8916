package rules.aws.cloudtrail.cloudtrail_cloudwatch_test

import rego.v1

import data.rules.aws.cloudtrail.cloudtrail_cloudwatch as rule

_trail(values, unknown) := {"resources": {"aws_cloudtrail": [{
	"address": "aws_cloudtrail.t",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_a_trail_that_goes_to_s3_alone if {
	every values in [{}, {"cloud_watch_logs_group_arn": ""}] {
		found := rule.deny with input as _trail(values, {})
		found == {{
			"address": "aws_cloudtrail.t",
			"path": ["cloud_watch_logs_group_arn"],
			"msg": "events are not sent to CloudWatch Logs: `cloud_watch_logs_group_arn` is not set",
		}}
	}
}

test_allow_a_log_group if {
	group := "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*"
	found := rule.deny with input as _trail({"cloud_watch_logs_group_arn": group}, {})
	found == set()
}

test_allow_a_trail_of_data_events if {
	found := rule.deny with input as _trail({"event_selector": [{"include_management_events": false}]}, {})
	found == set()
}

test_allow_a_log_group_unknown_at_plan if {
	found := rule.deny with input as _trail({}, {"cloud_watch_logs_group_arn": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
