package rules.aws.sns.sns_policy_cross_account_test

import rego.v1

import data.rules.aws.sns.sns_policy_cross_account as rule

_resource(type, account, unknown) := {
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": {},
	"unknown": unknown,
	"linked": {},
	"documents": {"policy": {
		"path": ["policy"],
		"account": account,
		"conclusions": {"cross_account": [{
			"label": "statement `A`",
			"reason": "lets account `123456789012` do `sns:Publish`",
			"statements": [0],
			"account": "123456789012",
		}]},
	}},
}

_one(resource) := {"resources": {resource.type: [resource]}}

_policy(account) := _one(_resource("aws_sns_topic_policy", account, {}))

_at(type) := {
	"address": sprintf("%s.x", [type]),
	"path": ["policy"],
	"msg": "statement `A` lets account `123456789012` do `sns:Publish`",
	"known": true,
}

test_deny_another_account if {
	found := rule.deny with input as _policy("210987654321")
	found == {_at("aws_sns_topic_policy")}
	inline := rule.deny with input as _one(_resource("aws_sns_topic", "210987654321", {}))
	inline == {object.union(_at("aws_sns_topic"), {"without": {"aws_sns_topic_policy"}})}
}

test_deny_what_is_known_of_a_document_that_is_partly_unknown if {
	found := rule.deny with input as _one(_resource("aws_sns_topic_policy", "210987654321", {"policy": true}))
	found == {_at("aws_sns_topic_policy")}
}

test_allow_the_own_account if {
	found := rule.deny with input as _policy("123456789012")
	found == set()
}

test_allow_a_trusted_account if {
	found := rule.deny with input as _policy("210987654321") with data.params.trusted_accounts as ["123456789012"]
	found == set()
}

test_allow_in_the_topic_what_a_policy_beside_it_replaces if {
	topic := object.union(
		_resource("aws_sns_topic", "210987654321", {}),
		{"linked": {"aws_sns_topic_policy": [_resource("aws_sns_topic_policy", "", {})]}},
	)
	found := rule.deny with input as _one(topic)
	found == set()
}

test_allow_a_document_unknown_at_plan if {
	policy := json.remove(_resource("aws_sns_topic_policy", "", {"policy": true}), ["documents"])
	found := rule.deny with input as _one(policy)
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
