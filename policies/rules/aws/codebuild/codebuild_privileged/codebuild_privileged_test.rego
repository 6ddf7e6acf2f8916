package rules.aws.codebuild.codebuild_privileged_test

import rego.v1

import data.rules.aws.codebuild.codebuild_privileged as rule

_project(environment, unknown) := {"resources": {"aws_codebuild_project": [{
	"address": "aws_codebuild_project.p",
	"type": "aws_codebuild_project",
	"values": {"environment": [environment]},
	"unknown": {"environment": [unknown]},
}]}}

test_deny_privileged_builds if {
	found := rule.deny with input as _project({"privileged_mode": true}, {})
	found == {{
		"address": "aws_codebuild_project.p",
		"path": ["environment", 0, "privileged_mode"],
		"msg": "builds have root on the machine: `privileged_mode` is true",
	}}
}

test_allow_other_builds if {
	off := rule.deny with input as _project({"privileged_mode": false}, {})
	off == set()
	left_out := rule.deny with input as _project({}, {})
	left_out == set()
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _project({}, {"privileged_mode": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
