package rules.aws.msk.msk_logging_test

import rego.v1

import data.rules.aws.msk.msk_logging as rule

_cluster(values, unknown) := {"resources": {"aws_msk_cluster": [{
	"address": "aws_msk_cluster.c",
	"type": "aws_msk_cluster",
	"values": values,
	"unknown": unknown,
}]}}

_logs(destinations) := {"logging_info": [{"broker_logs": [destinations]}]}

_at(path, msg) := {{
	"address": "aws_msk_cluster.c",
	"path": path,
	"msg": sprintf("logs of the brokers go nowhere%s", [msg]),
}}

test_deny_no_logs if {
	left_out := rule.deny with input as _cluster({"logging_info": []}, {})
	left_out == _at(["logging_info"], ": `logging_info` is not set")
	off := rule.deny with input as _cluster(_logs({"s3": [{"enabled": false}], "firehose": []}), {})
	off == _at(["logging_info", 0, "broker_logs"], ": no destination is enabled")
}

test_allow_one_destination if {
	found := rule.deny with input as _cluster(
		_logs({"cloudwatch_logs": [{"enabled": true}], "s3": [{"enabled": false}], "firehose": [{}]}),
		{"logging_info": [{"broker_logs": [{"firehose": [{"enabled": true}]}]}]},
	)
	found == set()
}

test_deny_at_what_is_unknown_at_plan if {
	msg := ", unless this sends them somewhere"
	switch := rule.deny with input as _cluster(
		_logs({"s3": [{}], "cloudwatch_logs": [{"enabled": false}]}),
		_logs({"s3": [{"enabled": true}]}),
	)
	switch == _at(["logging_info", 0, "broker_logs", 0, "s3", 0, "enabled"], msg)
	whole := rule.deny with input as _cluster({}, {"logging_info": true})
	whole == _at(["logging_info"], msg)
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
