package rules.aws.ecr.ecr_policy_public_test

import rego.v1

import data.rules.aws.ecr.ecr_policy_public as rule

_resource(type, attribute, access, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": {},
	"unknown": unknown,
	"documents": {attribute: {
		"path": [attribute],
		"conclusions": {"public": [{
			"label": "Statement[0]",
			"reason": "lets anybody do `ecr:BatchGetImage`",
			"statements": [0],
			"access": access,
		}]},
	}},
}]}}

_at(type, attribute) := {
	"address": sprintf("%s.x", [type]),
	"path": [attribute],
	"msg": "Statement[0] lets anybody do `ecr:BatchGetImage`",
	"known": true,
}

test_deny_whatever_everybody_may_do_in_private if {
	every type, attribute in {
		"aws_ecr_repository_policy": "policy",
		"aws_ecr_registry_policy": "policy",
		"aws_ecr_repository_creation_template": "repository_policy",
	} {
		found := rule.deny with input as _resource(type, attribute, "read", {})
		found == {_at(type, attribute)}
	}
}

test_deny_writing_in_public if {
	found := rule.deny with input as _resource("aws_ecrpublic_repository_policy", "policy", "write", {})
	found == {_at("aws_ecrpublic_repository_policy", "policy")}
}

test_deny_what_is_known_of_a_document_that_is_partly_unknown if {
	found := rule.deny with input as _resource("aws_ecr_repository_policy", "policy", "read", {"policy": true})
	found == {_at("aws_ecr_repository_policy", "policy")}
}

test_allow_reading_in_public if {
	found := rule.deny with input as _resource("aws_ecrpublic_repository_policy", "policy", "read", {})
	found == set()
}

test_allow_a_document_unknown_at_plan if {
	found := rule.deny with input as {"resources": {"aws_ecr_repository_policy": [{
		"address": "aws_ecr_repository_policy.x",
		"type": "aws_ecr_repository_policy",
		"values": {},
		"unknown": {"policy": true},
	}]}}
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
