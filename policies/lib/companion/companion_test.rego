package lib.companion_test

import rego.v1

import data.lib.companion

_acl(values, unknown, buckets) := {
	"address": "aws_s3_bucket_acl.a",
	"values": values,
	"unknown": unknown,
	"linked": {"aws_s3_bucket": buckets},
}

_bucket(name) := {"address": "aws_s3_bucket.b", "values": {"bucket": name}, "unknown": {}}

test_neighbours_by_type if {
	resource := {"linked": {"x": [1]}, "maybe_linked": {"y": [2]}}
	companion.certain(resource, "x") == [1]
	companion.certain(resource, "y") == []
	companion.possible(resource, "y") == [2]
	companion.possible(resource, "x") == []
	companion.has(resource, "x")
	not companion.has(resource, "y")
	companion.certain({}, "x") == []
}

test_is_without_bucket if {
	companion.is_without_bucket(_acl({"bucket": "b"}, {}, []))
	companion.is_without_bucket(_acl({"bucket": "b"}, {}, [_bucket("other")]))
	companion.is_without_bucket(_acl({}, {"bucket": true}, []))
	not companion.is_without_bucket(_acl({"bucket": "b"}, {}, [_bucket("b")]))
	not companion.is_without_bucket(_acl({}, {"bucket": true}, [_bucket("b")]))
}

test_path_without_bucket if {
	companion.path_without_bucket(_acl({"bucket": "b"}, {}, []), ["acl"]) == ["acl"]
	companion.path_without_bucket(_acl({}, {"bucket": true}, []), ["acl"]) == ["bucket"]
}
