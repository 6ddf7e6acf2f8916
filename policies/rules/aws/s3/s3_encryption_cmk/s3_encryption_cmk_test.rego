package rules.aws.s3.s3_encryption_cmk_test

import rego.v1

import data.rules.aws.s3.s3_encryption_cmk as rule

_bucket(key, values, unknown, linked, maybe) := {
	"address": sprintf("aws_s3_bucket.b[%q]", [key]),
	"type": "aws_s3_bucket",
	"values": object.union({"bucket": key}, values),
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": maybe,
}

_buckets(buckets) := {"resources": {"aws_s3_bucket": buckets}}

_type := "aws_s3_bucket_server_side_encryption_configuration"

_rule(default_) := [{"apply_server_side_encryption_by_default": [default_]}]

_encryption(rules, unknown) := {
	"address": "module.x.aws_s3_bucket_server_side_encryption_configuration.e",
	"values": {"bucket": "b", "rule": rules},
	"unknown": unknown,
}

_with(rules) := {_type: [_encryption(rules, {})]}

_own := _rule({"sse_algorithm": "aws:kms", "kms_master_key_id": "arn:aws:kms:eu-west-1:123456789012:key/1"})

_s3 := _rule({"sse_algorithm": "AES256"})

_without(key, path, msg) := {
	"address": sprintf("aws_s3_bucket.b[%q]", [key]),
	"path": path,
	"msg": msg,
	"without": {_type},
}

_at(path, msg) := {
	"address": "module.x.aws_s3_bucket_server_side_encryption_configuration.e",
	"path": array.concat(["rule", 0], path),
	"msg": msg,
}

_path(key) := ["apply_server_side_encryption_by_default", 0, key]

_key_of_s3 := "objects are encrypted with a key of S3: `sse_algorithm` is AES256"

_managed := "objects are encrypted with a key that AWS manages, unless `kms_master_key_id` names another"

_nothing := "objects are encrypted with a key of S3: no encryption is configured"

test_deny_the_one_bucket_without_encryption_of_its_own if {
	found := rule.deny with input as _buckets([
		_bucket("a", {}, {}, _with(_own), {}),
		_bucket("b", {}, {}, {}, {}),
		_bucket("c", {}, {}, _with(_own), {}),
	])
	found == {_without("b", [], _nothing)}
}

test_deny_beside_encryption_that_may_be_of_another_bucket if {
	found := rule.deny with input as _buckets([_bucket("b", {}, {}, {}, _with(_own))])
	found == {_without("b", [], _nothing)}
}

test_deny_other_keys if {
	s3 := rule.deny with input as _buckets([_bucket("b", {}, {}, _with(_s3), {})])
	s3 == {_at(_path("sse_algorithm"), _key_of_s3)}
	every default_ in [
		{"sse_algorithm": "aws:kms"},
		{"sse_algorithm": "aws:kms:dsse", "kms_master_key_id": "alias/aws/s3"},
		{"sse_algorithm": "aws:kms", "kms_master_key_id": "arn:aws:kms:eu-west-1:123456789012:alias/aws/s3"},
	] {
		found := rule.deny with input as _buckets([_bucket("b", {}, {}, _with(_rule(default_)), {})])
		found == {_at(_path("kms_master_key_id"), _managed)}
	}
	none := rule.deny with input as _buckets([_bucket("b", {}, {}, _with([{"bucket_key_enabled": true}]), {})])
	none == {_at(
		["apply_server_side_encryption_by_default"],
		"objects are encrypted with a key of S3: `apply_server_side_encryption_by_default` is not set",
	)}
}

test_deny_within_the_bucket if {
	inline := {"server_side_encryption_configuration": [{"rule": _s3}]}
	found := rule.deny with input as _buckets([_bucket("b", inline, {}, {}, {})])
	found == {_without(
		"b",
		array.concat(["server_side_encryption_configuration", 0, "rule", 0], _path("sse_algorithm")),
		_key_of_s3,
	)}
}

test_deny_encryption_of_a_bucket_outside_the_plan if {
	alone := object.union(_encryption(_s3, {}), {"linked": {}, "maybe_linked": {}})
	found := rule.deny with input as {"resources": {_type: [alone]}}
	found == {_at(_path("sse_algorithm"), _key_of_s3)}
	deferred := rule.deny with input as {"resources": {_type: [object.union(alone, {"unknown": {"bucket": true}})]}}
	deferred == {{
		"address": "module.x.aws_s3_bucket_server_side_encryption_configuration.e",
		"path": ["bucket"],
		"msg": _key_of_s3,
	}}
}

test_deny_at_values_unknown_at_plan if {
	key := _encryption(
		_rule({"sse_algorithm": "aws:kms"}),
		{"rule": [{"apply_server_side_encryption_by_default": [{"kms_master_key_id": true}]}]},
	)
	found := rule.deny with input as _buckets([_bucket("b", {}, {}, {_type: [key]}, {})])
	found == {_at(_path("kms_master_key_id"), _managed)}
	algorithm := _encryption(
		_rule({}),
		{"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": true}]}]},
	)
	unknown := rule.deny with input as _buckets([_bucket("b", {}, {}, {_type: [algorithm]}, {})])
	unknown == {_at(
		_path("sse_algorithm"),
		"objects are encrypted with a key of S3: `sse_algorithm` is known only after apply",
	)}
	whole := object.union(_encryption([], {"rule": true}), {"values": {"bucket": "b"}})
	rules := rule.deny with input as _buckets([_bucket("b", {}, {}, {_type: [json.remove(whole, ["values/rule"])]}, {})])
	rules == {{
		"address": "module.x.aws_s3_bucket_server_side_encryption_configuration.e",
		"path": ["rule"],
		"msg": "`rule` is known only after apply",
	}}
	inline := rule.deny with input as _buckets([_bucket("b", {}, {"server_side_encryption_configuration": true}, {}, {})])
	inline == {_without("b", ["server_side_encryption_configuration"], _nothing)}
}

test_deny_beside_a_log_whose_target_is_unknown if {
	logger := {"aws_s3_bucket_logging": [{
		"address": "aws_s3_bucket_logging.l",
		"values": {},
		"unknown": {"target_bucket": true},
	}]}
	found := rule.deny with input as _buckets([_bucket("b", {}, {}, _with(_s3), logger)])
	found == {object.union(
		_at(_path("sse_algorithm"), _key_of_s3),
		{"beside": {"address": "aws_s3_bucket_logging.l", "path": ["target_bucket"]}},
	)}
}

test_deny_at_a_key_unknown_at_plan_whatever_logs_to_the_bucket if {
	key := _encryption(
		_rule({"sse_algorithm": "aws:kms"}),
		{"rule": [{"apply_server_side_encryption_by_default": [{"kms_master_key_id": true}]}]},
	)
	logger := {"address": "aws_s3_bucket_logging.l", "values": {}, "unknown": {"target_bucket": true}}
	found := rule.deny with input as _buckets([_bucket("b", {}, {}, {_type: [key]}, {"aws_s3_bucket_logging": [logger]})])
	found == {_at(_path("kms_master_key_id"), _managed)}
}

test_allow_keys_of_the_customer if {
	double := _rule({"sse_algorithm": "aws:kms:dsse", "kms_master_key_id": "alias/shop"})
	found := rule.deny with input as _buckets([
		_bucket("companion", {}, {}, _with(_own), {}),
		_bucket("double", {}, {}, _with(double), {}),
		_bucket("inline", {"server_side_encryption_configuration": [{"rule": _own}]}, {}, {}, {}),
	])
	found == set()
}

test_allow_buckets_that_services_log_to if {
	logger := {"address": "aws_s3_bucket_logging.l", "values": {"target_bucket": "b"}, "unknown": {}}
	other := _other({"there": ["logging.target_bucket"], "here": []})
	balancer := _balancer({"bucket": "b", "enabled": true}, {})
	found := rule.deny with input as _buckets([
		_bucket("a", {}, {}, object.union(_with(_s3), {"aws_s3_bucket_logging": [logger]}), {}),
		_bucket("b", {}, {}, {"aws_s3_bucket": [other]}, {}),
		_bucket("c", {}, {}, {"aws_lb": [balancer]}, {}),
	])
	found == set()
	connections := {"address": "aws_lb.c", "values": {}, "unknown": {}, "via": {"here": [], "there": ["connection_logs"]}}
	deferred := rule.deny with input as _buckets([_bucket("b", {}, {}, {"aws_lb": [connections]}, {})])
	deferred == set()
}

_other(via) := {
	"address": "aws_s3_bucket.o",
	"values": {"logging": [{"target_bucket": "b"}]},
	"unknown": {},
	"via": via,
}

_balancer(log, unknown) := {
	"address": "aws_lb.l",
	"values": {"load_balancer_type": "application", "access_logs": [log]},
	"unknown": unknown,
	"via": {"here": [], "there": ["access_logs.bucket"]},
}

test_deny_a_bucket_beside_others_that_write_nothing_to_it if {
	network := {"values": {"load_balancer_type": "network"}}
	every neighbours in [
		{"aws_lb": [object.union(_balancer({"bucket": "b", "enabled": true}, {}), network)]},
		{"aws_lb": [_balancer({"bucket": "b", "enabled": false}, {})]},
		{"aws_s3_bucket": [_other({"here": ["logging.target_bucket"], "there": []})]},
	] {
		found := rule.deny with input as _buckets([_bucket("b", {}, {}, neighbours, {})])
		found == {_without("b", [], _nothing)}
	}
}

_beside(address, path) := {object.union(
	json.remove(_without("b", [], _nothing), ["without"]),
	{"beside": {"address": address, "path": path}},
)}

test_deny_beside_logs_that_are_unknown_at_plan if {
	switch := _balancer({"bucket": "b"}, {"access_logs": [{"enabled": true}]})
	maybe_on := rule.deny with input as _buckets([_bucket("b", {}, {}, {"aws_lb": [switch]}, {})])
	maybe_on == _beside("aws_lb.l", ["access_logs", 0, "enabled"])
	target := _balancer({"enabled": true}, {"access_logs": [{"bucket": true}]})
	maybe_here := rule.deny with input as _buckets([_bucket("b", {}, {}, {}, {"aws_lb": [target]})])
	maybe_here == _beside("aws_lb.l", ["access_logs"])
	other := object.union(
		_other({"here": [], "there": ["logging.target_bucket"]}),
		{"unknown": {"logging": [{"target_bucket": true}]}},
	)
	maybe_logged := rule.deny with input as _buckets([_bucket("b", {}, {}, {}, {"aws_s3_bucket": [other]})])
	maybe_logged == _beside("aws_s3_bucket.o", ["logging"])
	elsewhere := object.union(other, {"via": {"here": ["logging.target_bucket"], "there": []}})
	found := rule.deny with input as _buckets([_bucket("b", {}, {}, {}, {"aws_s3_bucket": [elsewhere]})])
	found == {_without("b", [], _nothing)}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
