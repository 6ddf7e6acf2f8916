package lib.companion_test

import rego.v1

import data.lib.companion

_acl(values, unknown, buckets) := {
	"address": "aws_s3_bucket_acl.a",
	"values": values,
	"unknown": unknown,
	"linked": {"aws_s3_bucket": buckets},
}

_bucket(here) := {"address": "aws_s3_bucket.b", "values": {}, "unknown": {}, "via": {"here": here, "there": []}}

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
	companion.is_without_bucket(_acl({"bucket": "b"}, {}, [_bucket(["policy"])]))
	companion.is_without_bucket(_acl({}, {"bucket": true}, []))
	companion.is_without_bucket(_acl({}, {"bucket": true}, [_bucket(["policy"])]))
	not companion.is_without_bucket(_acl({"bucket": "b"}, {}, [_bucket(["bucket"])]))
	not companion.is_without_bucket(_acl({}, {"bucket": true}, [_bucket(["policy"]), _bucket(["bucket", "policy"])]))
}

test_holders if {
	alone := {"address": "aws_s3_bucket.b", "linked": {}}
	companion.holders(alone, "x") == [alone]
	companion.holders({"address": "aws_s3_bucket.b", "linked": {"x": [1, 2]}}, "x") == [1, 2]
}

test_is_named_in if {
	neighbour := {"via": {"here": ["policy"], "there": ["bucket", "logging.target_bucket"]}}
	companion.is_named_in(neighbour, "bucket")
	companion.is_named_in(neighbour, "logging.target_bucket")
	companion.is_named_in({"via": {"here": [], "there": ["logging"]}}, "logging.target_bucket")
	not companion.is_named_in(neighbour, "logging.target_prefix")
	not companion.is_named_in(neighbour, "buckets")
	not companion.is_named_in(neighbour, "policy")
}

test_path_without_bucket if {
	companion.path_without_bucket(_acl({"bucket": "b"}, {}, []), ["acl"]) == ["acl"]
	companion.path_without_bucket(_acl({}, {"bucket": true}, []), ["acl"]) == ["bucket"]
}
