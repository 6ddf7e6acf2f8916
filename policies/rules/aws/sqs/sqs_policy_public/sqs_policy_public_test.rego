package rules.aws.sqs.sqs_policy_public_test

import rego.v1

import data.rules.aws.sqs.sqs_policy_public as rule

_resource(type, documents, unknown) := {
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": {},
	"unknown": unknown,
	"linked": {},
	"documents": documents,
}

_one(resource) := {"resources": {resource.type: [resource]}}

_documents(kind) := {"policy": {"path": ["policy"], "conclusions": {kind: [{
	"label": "statement `A`",
	"reason": "lets anybody do `sqs:SendMessage`",
	"statements": [0],
}]}}}

_at(type) := {
	"address": sprintf("%s.x", [type]),
	"path": ["policy"],
	"msg": "statement `A` lets anybody do `sqs:SendMessage`",
	"known": true,
}

test_deny_a_policy_beside_the_resource if {
	policy := _resource("aws_sqs_queue_policy", _documents("public"), {})
	found := rule.deny with input as _one(policy)
	found == {_at("aws_sqs_queue_policy")}
}

test_deny_a_policy_in_the_resource if {
	every type in ["aws_sqs_queue"] {
		found := rule.deny with input as _one(_resource(type, _documents("public"), {}))
		found == {object.union(_at(type), {"without": {"aws_sqs_queue_policy"}})}
	}
}

test_deny_what_is_known_of_a_document_that_is_partly_unknown if {
	policy := _resource("aws_sqs_queue_policy", _documents("public"), {"policy": true})
	found := rule.deny with input as _one(policy)
	found == {_at("aws_sqs_queue_policy")}
}

test_allow_in_the_resource_what_a_policy_beside_it_replaces if {
	resource := _resource("aws_sqs_queue", _documents("public"), {})
	linked := {"linked": {"aws_sqs_queue_policy": [_resource("aws_sqs_queue_policy", {}, {})]}}
	found := rule.deny with input as _one(object.union(resource, linked))
	found == set()
}

test_allow_other_conclusions if {
	policy := _resource("aws_sqs_queue_policy", _documents("star_action"), {})
	found := rule.deny with input as _one(policy)
	found == set()
}

test_allow_a_document_unknown_at_plan if {
	found := rule.deny with input as _one(_resource("aws_sqs_queue_policy", {}, {"policy": true}))
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
