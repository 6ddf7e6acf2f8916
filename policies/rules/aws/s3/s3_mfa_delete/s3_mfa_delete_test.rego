package rules.aws.s3.s3_mfa_delete_test

import rego.v1

import data.rules.aws.s3.s3_mfa_delete as rule

_versioning(configuration, unknown) := {
	"address": "aws_s3_bucket_versioning.v",
	"values": {"versioning_configuration": [configuration]},
	"unknown": unknown,
}

_separate(configuration, unknown) := {"resources": {"aws_s3_bucket_versioning": [_versioning(configuration, unknown)]}}

_bucket(values, unknown, linked) := {"resources": {"aws_s3_bucket": [{
	"address": "aws_s3_bucket.b",
	"values": values,
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": {},
}]}}

_off(state) := {{
	"address": "aws_s3_bucket_versioning.v",
	"path": ["versioning_configuration", 0, "mfa_delete"],
	"msg": sprintf("versions can be deleted without MFA: `mfa_delete` is %s", [state]),
}}

_inline(path) := {{
	"address": "aws_s3_bucket.b",
	"path": path,
	"msg": "versions can be deleted without MFA",
	"without": {"aws_s3_bucket_versioning"},
}}

test_deny_versioning_without_mfa if {
	left_out := rule.deny with input as _separate({"status": "Enabled"}, {})
	left_out == _off("not set")
	off := rule.deny with input as _separate({"status": "Enabled", "mfa_delete": "Disabled"}, {})
	off == _off("Disabled")
}

test_deny_a_bucket_without_versioning if {
	none := rule.deny with input as _bucket({}, {}, {})
	none == _inline([])
	inline := rule.deny with input as _bucket({"versioning": [{"enabled": true}]}, {}, {})
	inline == _inline(["versioning", 0, "mfa_delete"])
	deferred := rule.deny with input as _bucket({}, {"versioning": true}, {})
	deferred == _inline(["versioning"])
}

test_allow_mfa_delete if {
	separate := rule.deny with input as _separate({"status": "Enabled", "mfa_delete": "Enabled"}, {})
	separate == set()
	inline := rule.deny with input as _bucket({"versioning": [{"mfa_delete": true}]}, {}, {})
	inline == set()
}

test_allow_what_other_findings_are_about if {
	suspended := rule.deny with input as _separate({"status": "Suspended"}, {})
	suspended == set()
	companion := {"aws_s3_bucket_versioning": [_versioning({"status": "Enabled"}, {})]}
	bucket := rule.deny with input as _bucket({}, {}, companion)
	bucket == set()
}

test_allow_a_flag_unknown_at_plan if {
	unknown := {"versioning_configuration": [{"mfa_delete": true}]}
	found := rule.deny with input as _separate({"status": "Enabled"}, unknown)
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
