package rules.aws.codebuild.codebuild_public_test

import rego.v1

import data.rules.aws.codebuild.codebuild_public as rule

_project(values, unknown) := {"resources": {"aws_codebuild_project": [{
	"address": "aws_codebuild_project.p",
	"type": "aws_codebuild_project",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_public_builds if {
	found := rule.deny with input as _project({"project_visibility": "PUBLIC_READ"}, {})
	found == {{
		"address": "aws_codebuild_project.p",
		"path": ["project_visibility"],
		"msg": "everybody may read logs and artifacts: `project_visibility` is PUBLIC_READ",
	}}
}

test_allow_private_builds if {
	every values in [{}, {"project_visibility": "PRIVATE"}] {
		found := rule.deny with input as _project(values, {})
		found == set()
	}
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _project({}, {"project_visibility": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
