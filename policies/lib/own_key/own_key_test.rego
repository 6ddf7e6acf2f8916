package lib.own_key_test

import rego.v1

import data.lib.own_key

_found(values, unknown) := own_key.missing(
	[{"address": "x.y", "type": "x", "values": values, "unknown": unknown}],
	["sse", 0, "key"],
	"not your key",
)

_at(path, msg) := {{"address": "x.y", "path": path, "msg": msg}}

test_a_key_that_is_left_out if {
	_found({}, {}) == _at(["sse"], "not your key: `sse` is not set")
	_found({"sse": [{"key": ""}]}, {}) == _at(["sse", 0, "key"], "not your key: `key` is not set")
}

test_a_key_that_aws_manages if {
	every key in ["alias/aws/sqs", "arn:aws:kms:eu-central-1:111122223333:alias/aws/sqs"] {
		found := _found({"sse": [{"key": key}]}, {})
		found == _at(["sse", 0, "key"], sprintf("not your key: `key` is %s", [key]))
	}
}

test_a_key_of_the_customer if {
	_found({"sse": [{"key": "alias/shop"}]}, {}) == set()
	_found({"sse": [{"key": "arn:aws:kms:eu-central-1:111122223333:key/0a1b"}]}, {}) == set()
}

test_a_key_that_is_unknown_at_plan if {
	_found({"sse": [{}]}, {"sse": [{"key": true}]}) == set()
	_found({}, {"sse": true}) == set()
}
