package rules.aws.opensearch.opensearch_logging_test

import rego.v1

import data.rules.aws.opensearch.opensearch_logging as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.x", [type]), "path": path, "msg": msg}}

_types := ["aws_opensearch_domain", "aws_elasticsearch_domain"]

_block := "log_publishing_options"

test_deny_a_domain_without_an_audit_log if {
	every type in _types {
		every options in [[], [{"log_type": "INDEX_SLOW_LOGS", "enabled": true}]] {
			found := rule.deny with input as _one(type, {_block: options}, {})
			found == _at(type, [_block], "no audit log is published: no `log_publishing_options` is for AUDIT_LOGS")
		}
	}
}

test_deny_an_audit_log_that_is_turned_off if {
	options := [{"log_type": "ES_APPLICATION_LOGS"}, {"log_type": "AUDIT_LOGS", "enabled": false}]
	found := rule.deny with input as _one("aws_opensearch_domain", {_block: options}, {})
	found == _at(
		"aws_opensearch_domain",
		[_block, 1, "enabled"],
		"no audit log is published: `enabled` is false",
	)
}

test_deny_at_values_unknown_at_plan if {
	switch := rule.deny with input as _one(
		"aws_opensearch_domain",
		{_block: [{"log_type": "AUDIT_LOGS"}]},
		{_block: [{"enabled": true}]},
	)
	switch == _at(
		"aws_opensearch_domain",
		[_block, 0, "enabled"],
		"no audit log is published: `enabled` is known only after apply",
	)
	type := rule.deny with input as _one("aws_opensearch_domain", {_block: [{}]}, {_block: [{"log_type": true}]})
	type == _at(
		"aws_opensearch_domain",
		[_block, 0, "log_type"],
		"no audit log is published, unless it is this one",
	)
}

test_allow_an_audit_log if {
	every switch in [{}, {"enabled": true}] {
		options := [object.union({"log_type": "AUDIT_LOGS"}, switch)]
		found := rule.deny with input as _one("aws_opensearch_domain", {_block: options}, {})
		found == set()
	}
}

test_deny_at_logs_unknown_at_plan if {
	found := rule.deny with input as _one("aws_opensearch_domain", {}, {_block: true})
	found == _at("aws_opensearch_domain", [_block], "no audit log is published, unless one of the logs is it")
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
