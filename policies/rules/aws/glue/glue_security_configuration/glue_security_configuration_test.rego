package rules.aws.glue.glue_security_configuration_test

import rego.v1

import data.rules.aws.glue.glue_security_configuration as rule

_of(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.g", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_configuration(logs, bookmarks, objects) := _of(
	"aws_glue_security_configuration",
	{"encryption_configuration": [{
		"cloudwatch_encryption": [logs],
		"job_bookmarks_encryption": [bookmarks],
		"s3_encryption": [objects],
	}]},
	{},
)

_at(block, msg) := {
	"address": "aws_glue_security_configuration.g",
	"path": ["encryption_configuration", 0, block, 0, sprintf("%s_mode", [block])],
	"msg": msg,
}

_logs := {"cloudwatch_encryption_mode": "SSE-KMS"}

_bookmarks := {"job_bookmarks_encryption_mode": "CSE-KMS"}

_objects := {"s3_encryption_mode": "SSE-KMS"}

test_deny_modes_without_a_key if {
	found := rule.deny with input as _configuration(
		{"cloudwatch_encryption_mode": "DISABLED"},
		{},
		{"s3_encryption_mode": "SSE-S3"},
	)
	found == {
		_at("cloudwatch_encryption", "no key is given for logs: `cloudwatch_encryption_mode` is DISABLED"),
		_at("job_bookmarks_encryption", "no key is given for bookmarks: `job_bookmarks_encryption_mode` is not set"),
		_at("s3_encryption", "no key is given for what is written to S3: `s3_encryption_mode` is SSE-S3"),
	}
}

test_deny_what_has_no_configuration if {
	every type in ["aws_glue_job", "aws_glue_crawler", "aws_glue_dev_endpoint"] {
		found := rule.deny with input as _of(type, {"name": "g"}, {})
		found == {{
			"address": sprintf("%s.g", [type]),
			"path": ["security_configuration"],
			"msg": "no key is given for what it writes: `security_configuration` is not set",
		}}
	}
}

test_allow_keys if {
	all_ := rule.deny with input as _configuration(_logs, _bookmarks, _objects)
	all_ == set()
	job := rule.deny with input as _of("aws_glue_job", {"security_configuration": "main"}, {})
	job == set()
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _of("aws_glue_crawler", {}, {"security_configuration": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
