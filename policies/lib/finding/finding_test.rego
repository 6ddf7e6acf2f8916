package lib.finding_test

import rego.v1

import data.lib.finding

test_at_names_address_and_path if {
	found := finding.at({"address": "aws_sqs_queue.q"}, ["policy"], "bad")
	found == {"address": "aws_sqs_queue.q", "path": ["policy"], "msg": "bad"}
}

test_at_keeps_the_deposed_key if {
	found := finding.at({"address": "aws_sqs_queue.q", "deposed": "ab12"}, ["policy"], "bad")
	found == {"address": "aws_sqs_queue.q", "deposed": "ab12", "path": ["policy"], "msg": "bad"}
}

test_whole_has_an_empty_path if {
	found := finding.whole({"address": "aws_sqs_queue.q"}, "bad")
	found == {"address": "aws_sqs_queue.q", "path": [], "msg": "bad"}
}

test_without_names_the_types_that_are_missing if {
	found := finding.without({"address": "aws_s3_bucket.b"}, [], {"aws_s3_bucket_versioning"}, "bad")
	found == {
		"address": "aws_s3_bucket.b",
		"path": [],
		"msg": "bad",
		"without": {"aws_s3_bucket_versioning"},
	}
}

test_beside_names_the_other_value if {
	found := finding.beside({"address": "a.b"}, ["x"], {"address": "c.d"}, ["y", 0], "bad")
	found == {"address": "a.b", "path": ["x"], "msg": "bad", "beside": {"address": "c.d", "path": ["y", 0]}}
}

test_beside_keeps_both_deposed_keys if {
	found := finding.beside({"address": "a.b", "deposed": "1"}, [], {"address": "c.d", "deposed": "2"}, ["y"], "bad")
	found == {
		"address": "a.b",
		"deposed": "1",
		"path": [],
		"msg": "bad",
		"beside": {"address": "c.d", "deposed": "2", "path": ["y"]},
	}
}

test_known_marks_a_finding if {
	found := finding.known(finding.whole({"address": "a.b"}, "bad"))
	found == {"address": "a.b", "path": [], "msg": "bad", "known": true}
}

test_stated_says_what_is_concluded if {
	document := {"path": ["inline_policy", 0, "policy"]}
	conclusion := {"label": "statement `A`", "reason": "allows every action", "statements": [0]}
	found := finding.stated({"address": "a.b"}, document, conclusion)
	found == {
		"address": "a.b",
		"path": ["inline_policy", 0, "policy"],
		"msg": "statement `A` allows every action",
		"known": true,
	}
}

test_graded if {
	found := finding.graded(finding.whole({"address": "a.b"}, "m"), "low")
	found == {"address": "a.b", "path": [], "msg": "m", "severity": "low"}
}
