package rules.aws.iam.iam_policy_malformed_test

import rego.v1

import data.rules.aws.iam.iam_policy_malformed as rule

_fault := "statement `A`: `Effect` is missing (line 3, column 5)"

_resource(type, path, unknown) := {"resources": {type: [{
	"address": sprintf("%s.p", [type]),
	"type": type,
	"actions": ["create"],
	"values": {},
	"unknown": unknown,
	"linked": {},
	"documents": {concat(".", path): {"path": path, "statements": [], "faults": [_fault], "conclusions": {}}},
}]}}

_at(type, path) := {"address": sprintf("%s.p", [type]), "path": path, "msg": _fault, "known": true}

test_deny_faults_of_every_kind_of_policy if {
	every type, attribute in {
		"aws_iam_policy": "policy",
		"aws_iam_role": "assume_role_policy",
		"aws_ssoadmin_permission_set_inline_policy": "inline_policy",
		"aws_sqs_queue_policy": "policy",
		"aws_ecr_repository_creation_template": "repository_policy",
		"aws_vpc_endpoint_policy": "policy",
		"aws_cloudwatch_log_resource_policy": "policy_document",
	} {
		found := rule.deny with input as _resource(type, [attribute], {})
		found == {_at(type, [attribute])}
	}
}

test_deny_each_fault if {
	found := rule.deny with input as {"resources": {"aws_iam_policy": [{
		"address": "aws_iam_policy.p",
		"type": "aws_iam_policy",
		"values": {},
		"unknown": {},
		"documents": {"policy": {"path": ["policy"], "faults": [_fault, "there is no statement (line 1, column 1)"]}},
	}]}}
	found == {
		_at("aws_iam_policy", ["policy"]),
		object.union(_at("aws_iam_policy", ["policy"]), {"msg": "there is no statement (line 1, column 1)"}),
	}
}

test_deny_a_fault_of_a_policy_that_a_companion_may_replace if {
	found := rule.deny with input as _resource("aws_sqs_queue", ["policy"], {})
	found == {object.union(_at("aws_sqs_queue", ["policy"]), {"without": {"aws_sqs_queue_policy"}})}
}

test_deny_what_is_known_of_a_document_that_is_partly_unknown if {
	found := rule.deny with input as _resource("aws_iam_policy", ["policy"], {"policy": true})
	found == {_at("aws_iam_policy", ["policy"])}
}

test_allow_what_a_resource_that_exists_may_have_from_aws if {
	every actions in [["no-op"], ["update"]] {
		queue := object.union(
			_resource("aws_sqs_queue", ["policy"], {}).resources.aws_sqs_queue[0],
			{"actions": actions},
		)
		found := rule.deny with input as {"resources": {"aws_sqs_queue": [queue]}}
		found == set()
	}
}

test_allow_a_document_without_faults if {
	found := rule.deny with input as {"resources": {"aws_iam_policy": [{
		"address": "aws_iam_policy.p",
		"type": "aws_iam_policy",
		"values": {},
		"unknown": {},
		"documents": {"policy": {"path": ["policy"], "statements": [], "conclusions": {}}},
	}]}}
	found == set()
}

test_allow_a_document_unknown_at_plan if {
	found := rule.deny with input as {"resources": {"aws_iam_policy": [{
		"address": "aws_iam_policy.p",
		"type": "aws_iam_policy",
		"values": {},
		"unknown": {"policy": true},
	}]}}
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
