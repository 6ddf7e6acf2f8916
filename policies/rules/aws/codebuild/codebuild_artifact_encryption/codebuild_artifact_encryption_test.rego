package rules.aws.codebuild.codebuild_artifact_encryption_test

import rego.v1

import data.rules.aws.codebuild.codebuild_artifact_encryption as rule

_of(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.b", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_project(values, unknown) := _of("aws_codebuild_project", values, unknown)

_at(path, msg) := {"address": "aws_codebuild_project.b", "path": path, "msg": msg}

_msg(what) := sprintf("%s are stored without the key: `encryption_disabled` is true", [what])

test_deny_artifacts if {
	found := rule.deny with input as _project(
		{
			"artifacts": [{"type": "S3", "encryption_disabled": true}],
			"secondary_artifacts": [
				{"type": "S3", "encryption_disabled": false},
				{"type": "S3", "encryption_disabled": true},
			],
		},
		{},
	)
	found == {
		_at(["artifacts", 0, "encryption_disabled"], _msg("artifacts")),
		_at(["secondary_artifacts", 1, "encryption_disabled"], _msg("artifacts")),
	}
}

test_deny_logs_and_reports if {
	logs := rule.deny with input as _project(
		{"logs_config": [{"s3_logs": [{"status": "ENABLED", "encryption_disabled": true}]}]},
		{},
	)
	logs == {_at(["logs_config", 0, "s3_logs", 0, "encryption_disabled"], _msg("logs"))}
	reports := rule.deny with input as _of(
		"aws_codebuild_report_group",
		{"export_config": [{"type": "S3", "s3_destination": [{"encryption_disabled": true}]}]},
		{},
	)
	reports == {{
		"address": "aws_codebuild_report_group.b",
		"path": ["export_config", 0, "s3_destination", 0, "encryption_disabled"],
		"msg": _msg("reports"),
	}}
}

test_allow_what_is_encrypted_or_not_written if {
	left_out := rule.deny with input as _project({"artifacts": [{"type": "S3"}], "logs_config": []}, {})
	left_out == set()
	nowhere := rule.deny with input as _project(
		{
			"artifacts": [{"type": "NO_ARTIFACTS", "encryption_disabled": true}],
			"logs_config": [{"s3_logs": [{"status": "DISABLED", "encryption_disabled": true}]}],
		},
		{},
	)
	nowhere == set()
}

test_deny_at_what_is_unknown_at_plan if {
	found := rule.deny with input as _project(
		{"artifacts": [{"encryption_disabled": true}]},
		{"artifacts": [{"type": true}]},
	)
	found == {_at(["artifacts", 0, "type"], sprintf("%s, if this is S3", [_msg("artifacts")]))}
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _project(
		{"artifacts": [{"type": "S3"}]},
		{"artifacts": [{"encryption_disabled": true}]},
	)
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
