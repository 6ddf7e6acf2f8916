package rules.aws.iam.iam_grant_widened_test

import rego.v1

import data.rules.aws.iam.iam_grant_widened as rule

_grant(level, path) := {
	"address": "aws_iam_role.ci",
	"section": "grants",
	"path": path,
	"label": "statement `A`",
	"reason": "newly allows `s3:PutObject` on `*`",
	"level": level,
	"to": ["aws_iam_role.ci"],
}

_found(level, path) := {
	"address": "aws_iam_role.ci",
	"section": "grants",
	"path": path,
	"msg": "statement `A` newly allows `s3:PutObject` on `*`",
	"known": true,
	"severity": level,
}

test_deny_graded_by_what_the_actions_can_do if {
	every level, severity in {
		"list": "low",
		"read": "low",
		"tagging": "medium",
		"write": "medium",
		"permissions management": "high",
	} {
		found := rule.deny with input as {"grants": [_grant(level, ["policy"])]}
		found == {_found(severity, ["policy"])}
	}
}

test_deny_what_was_kept_from_the_principal if {
	found := rule.deny with input as {"grants": [_grant("write", [])]}
	found == {_found("medium", [])}
}

test_deny_to_others if {
	every to, words in {
		["aws_iam_user.eve"]: " (to aws_iam_user.eve)",
		["aws_iam_role.ci", "aws_iam_user.eve", "aws_iam_user.bob"]: " (to aws_iam_user.eve and 1 more)",
		[]: "",
	} {
		grant := object.union(_grant("write", ["policy"]), {"to": to})
		found := rule.deny with input as {"grants": [grant]}
		found == {object.union(
			_found("medium", ["policy"]),
			{"msg": sprintf("statement `A` newly allows `s3:PutObject` on `*`%s", [words])},
		)}
	}
}

test_allow_nothing_new if {
	found := rule.deny with input as {"grants": []}
	found == set()
}

test_deny_what_is_not_known_at_plan if {
	grant := object.union(_grant("write", ["policy"]), {"open": true, "label": "`policy`", "reason": "is known only after apply"})
	found := rule.deny with input as {"grants": [grant]}
	found == {{
		"address": "aws_iam_role.ci",
		"section": "grants",
		"path": ["policy"],
		"msg": "`policy` is known only after apply",
	}}
}

# What is known of a document that is partly unknown is granted all the same.
test_deny_in_a_document_that_is_partly_unknown if {
	found := rule.deny with input as {"grants": [_grant("read", ["policy"])]}
	found == {_found("low", ["policy"])}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {}
	found == set()
}
