package lib.public_access_block_test

import rego.v1

import data.lib.public_access_block

_block(values, unknown) := {
	"address": "aws_s3_bucket_public_access_block.b",
	"provider_config": "aws",
	"values": values,
	"unknown": unknown,
}

_account(provider_config, values, unknown) := {
	"address": "aws_s3_account_public_access_block.a",
	"provider_config": provider_config,
	"values": values,
	"unknown": unknown,
}

_flag := "ignore_public_acls"

_found(block, accounts) := public_access_block.flag_findings(block, _flag, accounts, "public ACLs count")

_at(path, msg) := {"address": "aws_s3_bucket_public_access_block.b", "path": path, "msg": msg}

test_flag_findings_of_a_flag_that_is_off if {
	_found(_block({_flag: false}, {}), []) == {_at([_flag], "public ACLs count: `ignore_public_acls` is false")}
	_found(_block({}, {}), []) == {_at([_flag], "public ACLs count: `ignore_public_acls` is not set")}
	_found(_block({}, {_flag: true}), []) == {_at(
		[_flag],
		"public ACLs count: `ignore_public_acls` is known only after apply",
	)}
	_found(_block({_flag: true}, {}), []) == set()
}

test_flag_findings_under_the_block_of_an_account if {
	off := _block({_flag: false}, {})
	msg := "public ACLs count: `ignore_public_acls` is false"
	_found(off, [_account("aws", {_flag: true}, {})]) == set()
	_found(off, [_account("aws", {_flag: false}, {})]) == {_at([_flag], msg)}
	_found(off, [_account("aws.other", {_flag: true}, {})]) == {_at([_flag], msg)}
	_found(off, [_account("aws", {}, {_flag: true})]) == {object.union(
		_at([_flag], msg),
		{"beside": {"address": "aws_s3_account_public_access_block.a", "path": [_flag]}},
	)}
	_found(off, [_account("aws", {}, {_flag: true}), _account("aws", {_flag: true}, {})]) == set()
}

_bucket(linked, maybe) := {
	"address": "aws_s3_bucket.b",
	"provider_config": "aws",
	"actions": ["create"],
	"values": {},
	"unknown": {},
	"linked": {"aws_s3_bucket_public_access_block": linked},
	"maybe_linked": {"aws_s3_bucket_public_access_block": maybe},
}

_guard(accounts) := {"lasting": _flag, "refusing": "block_public_acls", "accounts": accounts}

_open(bucket, accounts) := public_access_block.open_findings(bucket, ["acl"], "open", bucket, _guard(accounts))

_finding := {"address": "aws_s3_bucket.b", "path": ["acl"], "msg": "open"}

_missing := object.union(_finding, {"without": {"aws_s3_bucket_public_access_block"}})

_beside(address, path) := object.union(_finding, {"beside": {"address": address, "path": path}})

test_open_findings_without_a_block if {
	_open(_bucket([], []), []) == {_missing}
	_open(_bucket([], []), [_account("aws", {_flag: true}, {})]) == set()
	_open(_bucket([], []), [_account("aws.other", {_flag: true}, {})]) == {_missing}
}

test_open_findings_under_a_block if {
	_open(_bucket([_block({_flag: true}, {})], []), []) == set()
	_open(_bucket([_block({"block_public_acls": true}, {})], []), []) == set()
	_open(_bucket([_block({"block_public_policy": true}, {})], []), []) == {_finding}
}

_typed(blocks) := object.union(_bucket(blocks, []), {"type": "aws_s3_bucket"})

test_open_findings_where_a_companion_of_the_bucket_may_count if {
	guard := object.union(_guard([]), {"companion": "aws_s3_bucket_acl"})
	types := {"aws_s3_bucket_acl", "aws_s3_bucket_public_access_block"}
	missing := public_access_block.open_findings(_typed([]), ["acl"], "open", _typed([]), guard)
	missing == {object.union(_finding, {"without": types})}
	idle := _typed([_block({"block_public_policy": true}, {})])
	under := public_access_block.open_findings(idle, ["acl"], "open", idle, guard)
	under == {object.union(_finding, {"without": {"aws_s3_bucket_acl"}})}
	acl := {"address": "aws_s3_bucket_acl.b", "type": "aws_s3_bucket_acl", "values": {}, "unknown": {}}
	separate := public_access_block.open_findings(acl, ["acl"], "open", idle, guard)
	separate == {{"address": "aws_s3_bucket_acl.b", "path": ["acl"], "msg": "open"}}
}

test_open_findings_of_what_is_there_already if {
	unchanged := {"actions": ["no-op"]}
	refusing := object.union(_bucket([_block({"block_public_acls": true}, {})], []), unchanged)
	_open(refusing, []) == {_finding}
	lasting := object.union(_bucket([_block({_flag: true}, {})], []), unchanged)
	_open(lasting, []) == set()
}

test_open_findings_at_what_is_deferred if {
	address := "aws_s3_bucket_public_access_block.b"
	_open(_bucket([_block({}, {_flag: true})], []), []) == {_beside(address, [_flag])}
	_open(_bucket([], []), [_account("aws", {}, {_flag: true})]) == {_beside(
		"aws_s3_account_public_access_block.a",
		[_flag],
	)}
	_open(_bucket([], [_block({_flag: true}, {})]), []) == {_beside(address, ["bucket"])}
	_open(_bucket([], [_block({_flag: false}, {})]), []) == {_missing}
}
