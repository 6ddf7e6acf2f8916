package rules.aws.s3.s3_event_notifications_test

import rego.v1

import data.rules.aws.s3.s3_event_notifications as rule

_notification(values, unknown) := {"aws_s3_bucket_notification": [{
	"address": "aws_s3_bucket_notification.n",
	"values": values,
	"unknown": unknown,
}]}

_bucket(linked, maybe) := {"resources": {"aws_s3_bucket": [{
	"address": "aws_s3_bucket.b",
	"values": {},
	"unknown": {},
	"linked": linked,
	"maybe_linked": maybe,
}]}}

_nothing := {{
	"address": "aws_s3_bucket.b",
	"path": [],
	"msg": "nothing is told of events in the bucket",
	"without": {"aws_s3_bucket_notification"},
}}

_on := _notification({"eventbridge": true}, {})

test_deny_a_bucket_without_notifications if {
	none := rule.deny with input as _bucket({}, {})
	none == _nothing
	maybe := rule.deny with input as _bucket({}, _on)
	maybe == _nothing
}

test_deny_a_notification_of_nobody if {
	found := rule.deny with input as {"resources": _notification({"eventbridge": false, "queue": []}, {})}
	found == {{
		"address": "aws_s3_bucket_notification.n",
		"path": [],
		"msg": "nothing is told of events in the bucket: no target is set",
	}}
}

test_allow_a_target if {
	bucket := rule.deny with input as _bucket(_on, {})
	bucket == set()
	every values in [{"eventbridge": true}, {"topic": [{"events": ["s3:ObjectCreated:*"]}]}] {
		found := rule.deny with input as {"resources": _notification(values, {})}
		found == set()
	}
}

test_allow_targets_unknown_at_plan if {
	every unknown in [{"eventbridge": true}, {"lambda_function": true}] {
		found := rule.deny with input as {"resources": _notification({}, unknown)}
		found == set()
	}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
