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
