package rules.aws.s3.s3_policy_lockout_test

import rego.v1

import data.rules.aws.s3.s3_policy_lockout as rule

_everything := {
	"label": "statement `All`",
	"effect": "Deny",
	"actions": ["s3:*"],
	"not_actions": [],
	"resources": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
	"not_resources": [],
	"principals": [{"type": "AWS", "id": "*"}],
	"not_principals": [],
	"conditions": [],
}

_document(changes) := {"policy": {"path": ["policy"], "statements": [object.union(_everything, changes)]}}

_one(type, documents, unknown, linked) := {"resources": {type: [{
	"address": sprintf("%s.b", [type]),
	"type": type,
	"values": {},
	"unknown": unknown,
	"documents": documents,
	"linked": linked,
	"maybe_linked": {},
}]}}

_policy(changes) := _one("aws_s3_bucket_policy", _document(changes), {}, {})

_found := {{
	"address": "aws_s3_bucket_policy.b",
	"path": ["policy"],
	"msg": "statement `All` denies every action to everybody",
	"known": true,
}}

test_deny_what_locks_everybody_out if {
	every changes in [
		{},
		{"actions": ["*"], "resources": ["*"]},
		{"actions": ["S3:*"], "resources": ["arn:aws:s3:::b*"]},
		{"resources": [], "not_resources": ["arn:aws:s3:::b/public/*"]},
		{"actions": [], "not_actions": ["s3:GetObject"]},
	] {
		found := rule.deny with input as _policy(changes)
		found == _found
	}
}

test_deny_within_a_bucket_without_a_companion if {
	found := rule.deny with input as _one("aws_s3_bucket", _document({}), {}, {})
	found == {{
		"address": "aws_s3_bucket.b",
		"path": ["policy"],
		"msg": "statement `All` denies every action to everybody",
		"known": true,
		"without": {"aws_s3_bucket_policy"},
	}}
	companion := {"aws_s3_bucket_policy": [{"address": "aws_s3_bucket_policy.b"}]}
	beside := rule.deny with input as _one("aws_s3_bucket", _document({}), {}, companion)
	beside == set()
}

test_deny_a_policy_unknown_at_plan if {
	whole := rule.deny with input as _one("aws_s3_bucket_policy", {}, {"policy": true}, {})
	whole == {{
		"address": "aws_s3_bucket_policy.b",
		"path": ["policy"],
		"msg": "`policy` is known only after apply",
	}}
	document := {"policy": object.union(_document({}).policy, {"partial": true})}
	part := rule.deny with input as _one("aws_s3_bucket_policy", document, {"policy": true}, {})
	part == {object.remove(found, ["known"]) | some found in _found}
}

test_allow_what_leaves_somebody_in if {
	every changes in [
		{"effect": "Allow"},
		{"conditions": [{"operator": "Bool", "key": "aws:SecureTransport", "values": ["false"]}]},
		{"principals": [{"type": "AWS", "id": "111122223333"}]},
		{"principals": [], "not_principals": [{"type": "AWS", "id": "arn:aws:iam::111122223333:root"}]},
		{"actions": ["s3:DeleteBucket", "s3:PutObject*"]},
		{"actions": [], "not_actions": ["s3:*BucketPolicy"]},
		{"resources": ["arn:aws:s3:::b/*"]},
		{"resources": [], "not_resources": ["arn:aws:s3:::b"]},
	] {
		found := rule.deny with input as _policy(changes)
		found == set()
	}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
