package rules.aws.kinesis.firehose_encryption_test

import rego.v1

import data.rules.aws.kinesis.firehose_encryption as rule

_one(values, unknown) := {"resources": {"aws_kinesis_firehose_delivery_stream": [{
	"address": "aws_kinesis_firehose_delivery_stream.x",
	"type": "aws_kinesis_firehose_delivery_stream",
	"values": values,
	"unknown": unknown,
}]}}

_at(path, msg) := {{"address": "aws_kinesis_firehose_delivery_stream.x", "path": path, "msg": msg}}

_sse := "server_side_encryption"

_fault := "buffered records are not encrypted"

_sources := ["kinesis_source_configuration", "msk_source_configuration"]

test_deny_a_stream_without_encryption if {
	unset := rule.deny with input as _one({_sse: [], "kinesis_source_configuration": []}, {})
	unset == _at([_sse], sprintf("%s: `server_side_encryption` is not set", [_fault]))
	off := rule.deny with input as _one({_sse: [{"enabled": false}]}, {})
	off == _at([_sse, 0, "enabled"], sprintf("%s: `enabled` is false", [_fault]))
}

test_deny_at_a_source_unknown_at_plan if {
	every source in _sources {
		found := rule.deny with input as _one({}, {source: true})
		found == _at([source], sprintf("%s, unless `%s` names a source that is", [_fault, source]))
	}
}

test_allow_encryption if {
	found := rule.deny with input as _one({_sse: [{"enabled": true}]}, {})
	found == set()
}

test_allow_streams_that_read_from_others if {
	every source in _sources {
		found := rule.deny with input as _one({source: [{}]}, {source: [{"kinesis_stream_arn": true}]})
		found == set()
	}
}

test_allow_values_unknown_at_plan if {
	switch := rule.deny with input as _one({_sse: [{}]}, {_sse: [{"enabled": true}]})
	switch == set()
	whole := rule.deny with input as _one({}, {_sse: true})
	whole == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
