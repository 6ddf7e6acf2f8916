package lib.bucket_test

import rego.v1

import data.lib.bucket

_bucket(key, values, unknown, linked, maybe) := {
	"address": sprintf("aws_s3_bucket.%s", [key]),
	"values": values,
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": maybe,
}

_logging := {"aws_s3_bucket_logging": [{"address": "aws_s3_bucket_logging.l", "values": {}, "unknown": {}}]}

_finding(key, path) := {
	"address": sprintf("aws_s3_bucket.%s", [key]),
	"path": path,
	"msg": "no log",
	"without": {"aws_s3_bucket_logging"},
}

test_lacking_are_buckets_with_neither_companion_nor_block if {
	found := bucket.lacking(
		[
			_bucket("companion", {}, {}, _logging, {}),
			_bucket("block", {"logging": [{"target_bucket": "logs"}]}, {}, {}, {}),
			_bucket("deferred", {}, {"logging": true}, {}, {}),
			_bucket("maybe", {}, {}, {}, _logging),
			_bucket("neither", {"logging": []}, {}, {}, {}),
		],
		"aws_s3_bucket_logging",
		"logging",
		"no log",
	)
	found == {_finding("deferred", ["logging"]), _finding("maybe", []), _finding("neither", [])}
}

test_buckets_of_trails_are_told_by_their_links if {
	trail := {"address": "aws_cloudtrail.t", "values": {}, "unknown": {"s3_bucket_name": true}}
	sure := _bucket("sure", {}, {}, {"aws_cloudtrail": [trail]}, {})
	unsure := _bucket("unsure", {}, {}, {}, {"aws_cloudtrail": [trail]})
	named := {"address": "aws_cloudtrail.n", "values": {"s3_bucket_name": "logs"}, "unknown": {}}
	same := _bucket("same", {"bucket": "logs"}, {}, {}, {"aws_cloudtrail": [named]})
	other := _bucket("other", {}, {}, {}, {})
	bucket.of_trails([sure, unsure, same, other]) == [sure, same]
	bucket.maybe_of_trails([sure, unsure, same, other]) == [{"bucket": unsure, "trail": trail}]
}
