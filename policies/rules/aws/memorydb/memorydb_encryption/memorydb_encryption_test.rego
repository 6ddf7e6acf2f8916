package rules.aws.memorydb.memorydb_encryption_test

import rego.v1

import data.rules.aws.memorydb.memorydb_encryption as rule

_of(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.m", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

test_deny_no_key if {
	every type in ["aws_memorydb_cluster", "aws_memorydb_snapshot"] {
		found := rule.deny with input as _of(type, {"name": "m"}, {})
		found == {{
			"address": sprintf("%s.m", [type]),
			"path": ["kms_key_arn"],
			"msg": "data is encrypted with a key of MemoryDB: `kms_key_arn` is not set",
		}}
	}
}

test_allow_an_own_key if {
	found := rule.deny with input as _of(
		"aws_memorydb_cluster",
		{"kms_key_arn": "arn:aws:kms:eu-central-1:111122223333:key/1234"},
		{},
	)
	found == set()
}

_snapshot(linked, maybe_linked) := {"resources": {"aws_memorydb_snapshot": [{
	"address": "aws_memorydb_snapshot.s",
	"type": "aws_memorydb_snapshot",
	"values": {},
	"unknown": {},
	"linked": linked,
	"maybe_linked": maybe_linked,
}]}}

_clusters(values, unknown) := {"aws_memorydb_cluster": [{"values": values, "unknown": unknown}]}

test_allow_snapshots_of_a_cluster_with_a_key if {
	linked := rule.deny with input as _snapshot(_clusters({"kms_key_arn": "arn"}, {}), {})
	linked == set()
	maybe := rule.deny with input as _snapshot({}, _clusters({}, {"kms_key_arn": true}))
	maybe == set()
}

test_deny_snapshots_of_a_cluster_without_a_key if {
	found := rule.deny with input as _snapshot(_clusters({}, {}), {})
	found == {{
		"address": "aws_memorydb_snapshot.s",
		"path": ["kms_key_arn"],
		"msg": "data is encrypted with a key of MemoryDB: `kms_key_arn` is not set",
	}}
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _of("aws_memorydb_cluster", {}, {"kms_key_arn": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
