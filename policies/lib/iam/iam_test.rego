package lib.iam_test

import rego.v1

import data.lib.iam

_conclusion := {"label": "Statement[0]", "reason": "allows all", "statements": [0]}

_other := {"label": "statement `B`", "reason": "allows all", "statements": [1], "account": "123456789012"}

_document := {"path": ["policy"], "kind": "resource", "conclusions": {"public": [_conclusion, _other]}}

_queue(linked) := {
	"address": "aws_sqs_queue.q",
	"type": "aws_sqs_queue",
	"documents": {"policy": _document},
	"linked": linked,
}

_found(address, msg) := {"address": address, "path": ["policy"], "msg": msg, "known": true}

test_concluded if {
	iam.concluded(_queue({}), "public") == [
		{"document": _document, "conclusion": _conclusion},
		{"document": _document, "conclusion": _other},
	]
	iam.concluded(_queue({}), "cross_account") == []
	iam.concluded({"address": "aws_sqs_queue.q", "type": "aws_sqs_queue"}, "public") == []
	iam.concluded({"documents": {"policy": {"path": ["policy"]}}}, "public") == []
}

test_findings if {
	policy := {"address": "a.p", "type": "aws_sqs_queue_policy", "documents": {"policy": _document}}
	iam.findings(policy, "public") == {
		_found("a.p", "Statement[0] allows all"),
		_found("a.p", "statement `B` allows all"),
	}
	iam.findings(policy, "cross_account") == set()
}

test_findings_about_what_a_companion_may_replace if {
	missing := {"without": {"aws_sqs_queue_policy"}}
	iam.findings(_queue({}), "public") == {
		object.union(_found("aws_sqs_queue.q", "Statement[0] allows all"), missing),
		object.union(_found("aws_sqs_queue.q", "statement `B` allows all"), missing),
	}
	iam.findings(_queue({"aws_sqs_queue_policy": [{"address": "a.p"}]}), "public") == set()
}

test_split_findings if {
	principal := {"address": "aws_iam_role.r", "principal": {"conclusions": {"full_admin": [
		object.union(_conclusion, {"sources": ["a.one", "a.two"], "split": true}),
		object.union(_conclusion, {"sources": ["a.one"], "split": false}),
		object.union(_conclusion, {"sources": ["a.three"]}),
	]}}}
	iam.split_findings(principal, "full_admin") == {{
		"address": "aws_iam_role.r",
		"path": [],
		"msg": "Statement[0] allows all (from a.one, a.two)",
	}}
	iam.split_findings(principal, "full_iam") == set()
	iam.split_findings({"address": "aws_iam_role.r"}, "full_admin") == set()
}

test_first_findings if {
	resource := {"address": "a.p", "documents": {
		"policy": _document,
		"other": {"path": ["other"], "conclusions": {"public": [_other]}},
	}}
	iam.first_findings(resource, "public") == {
		_found("a.p", "Statement[0] allows all and 1 more"),
		object.union(_found("a.p", "statement `B` allows all"), {"path": ["other"]}),
	}
	iam.first_findings(resource, "cross_account") == set()
	iam.first_findings({"address": "a.p"}, "public") == set()
}

test_is_foreign if {
	pair := {"document": _document, "conclusion": _other}
	iam.is_foreign(pair, [])
	iam.is_foreign(object.union(pair, {"document": {"account": "210987654321"}}), ["1"])
	not iam.is_foreign(object.union(pair, {"document": {"account": "123456789012"}}), [])
	not iam.is_foreign(pair, ["123456789012"])
}
