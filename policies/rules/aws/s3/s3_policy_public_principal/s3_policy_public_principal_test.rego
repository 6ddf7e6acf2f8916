package rules.aws.s3.s3_policy_public_principal_test

import rego.v1

import data.rules.aws.s3.s3_policy_public_principal as rule

_bucket(key, documents, unknown, linked, maybe) := {
	"address": sprintf("aws_s3_bucket.b[%q]", [key]),
	"type": "aws_s3_bucket",
	"values": {"bucket": key},
	"documents": documents,
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": maybe,
}

_buckets(buckets) := {"resources": {"aws_s3_bucket": buckets}}

_document(conclusions) := {"path": ["policy"], "kind": "resource", "conclusions": conclusions}

_closed := _document({})

_public := _document({"public": [{
	"label": "Statement[0]",
	"reason": "lets anybody do `s3:GetObject`",
	"statements": [0],
	"access": "read",
}]})

_policy(document) := {
	"address": "module.x.aws_s3_bucket_policy.p",
	"values": {"bucket": "b", "policy": "{}"},
	"documents": {"policy": document},
	"unknown": {},
}

_block(values, unknown) := {
	"address": "module.x.aws_s3_bucket_public_access_block.k",
	"values": values,
	"unknown": unknown,
}

_with(policies, blocks) := {"aws_s3_bucket_policy": policies, "aws_s3_bucket_public_access_block": blocks}

_msg := "Statement[0] lets anybody do `s3:GetObject`"

_at(address) := {"address": address, "path": ["policy"], "msg": _msg, "known": true}

_at_policy := _at("module.x.aws_s3_bucket_policy.p")

_missing := {"without": {"aws_s3_bucket_public_access_block"}}

_missing_inline := {"without": {"aws_s3_bucket_policy", "aws_s3_bucket_public_access_block"}}

test_deny_a_public_policy if {
	found := rule.deny with input as _buckets([_bucket("b", {}, {}, _with([_policy(_public)], []), {})])
	found == {object.union(_at_policy, _missing)}
	inline := rule.deny with input as _buckets([_bucket("b", {"policy": _public}, {}, {}, {})])
	inline == {object.union(
		_at(`aws_s3_bucket.b["b"]`),
		_missing_inline,
	)}
}

test_deny_the_one_bucket_without_a_block if {
	closed := _with([_policy(_public)], [_block({"restrict_public_buckets": true}, {})])
	found := rule.deny with input as _buckets([
		_bucket("a", {}, {}, closed, {}),
		_bucket("b", {"policy": _public}, {}, {}, {}),
		_bucket("c", {}, {}, closed, {}),
	])
	found == {object.union(_at(`aws_s3_bucket.b["b"]`), _missing_inline)}
}

test_deny_a_policy_of_a_bucket_outside_the_plan if {
	alone := object.union(_policy(_public), {"linked": {}, "maybe_linked": {}})
	found := rule.deny with input as {"resources": {"aws_s3_bucket_policy": [alone]}}
	found == {object.union(_at_policy, _missing)}
	named := {"aws_s3_bucket": [{"address": "aws_s3_bucket.o", "via": {"here": ["policy"], "there": []}}]}
	other := rule.deny with input as {"resources": {"aws_s3_bucket_policy": [object.union(alone, {"linked": named})]}}
	other == {object.union(_at_policy, _missing)}
}

test_deny_beside_a_block_that_is_off_or_unknown if {
	off := rule.deny with input as _buckets([_bucket(
		"b",
		{},
		{},
		_with([_policy(_public)], [_block({"block_public_acls": true}, {})]),
		{},
	)])
	off == {_at_policy}
	unknown := rule.deny with input as _buckets([_bucket(
		"b",
		{},
		{},
		_with([_policy(_public)], [_block({}, {"restrict_public_buckets": true})]),
		{},
	)])
	unknown == {object.union(_at_policy, {"beside": {
		"address": "module.x.aws_s3_bucket_public_access_block.k",
		"path": ["restrict_public_buckets"],
	}})}
	maybe := rule.deny with input as _buckets([_bucket(
		"b",
		{},
		{},
		_with([_policy(_public)], []),
		_with([], [_block({"restrict_public_buckets": true}, {"bucket": true})]),
	)])
	maybe == {object.union(_at_policy, {"beside": {
		"address": "module.x.aws_s3_bucket_public_access_block.k",
		"path": ["bucket"],
	}})}
}

test_deny_at_values_unknown_at_plan if {
	deferred := object.union(json.remove(_policy({}), ["values/policy", "documents"]), {"unknown": {"policy": true}})
	policy := rule.deny with input as _buckets([_bucket("b", {}, {}, _with([deferred], []), {})])
	policy == {object.union(
		json.remove(_at_policy, ["known"]),
		object.union(_missing, {"msg": "`policy` is known only after apply"}),
	)}
	nameless := object.union(json.remove(_policy(_public), ["values/bucket"]), {"unknown": {"bucket": true}})
	bucket := rule.deny with input as {"resources": {"aws_s3_bucket_policy": [object.union(nameless, {"linked": {}})]}}
	bucket == {{
		"address": "module.x.aws_s3_bucket_policy.p",
		"path": ["bucket"],
		"msg": concat("", [_msg, ", unless its bucket restricts that"]),
	}}
}

test_deny_a_policy_whose_bucket_is_unknown_at_plan_and_that_names_another if {
	other := {"address": "aws_s3_bucket.o", "values": {}, "via": {"here": ["policy"], "there": []}}
	policy := object.union(
		json.remove(_policy(_public), ["values/bucket"]),
		{"unknown": {"bucket": true}, "linked": {"aws_s3_bucket": [other]}, "maybe_linked": {}},
	)
	found := rule.deny with input as {"resources": {"aws_s3_bucket_policy": [policy]}}
	found == {{
		"address": "module.x.aws_s3_bucket_policy.p",
		"path": ["bucket"],
		"msg": concat("", [_msg, ", unless its bucket restricts that"]),
	}}
	own := object.union(other, {"via": {"here": ["bucket", "policy"], "there": []}})
	linked := object.union(policy, {"linked": {"aws_s3_bucket": [own]}})
	elsewhere := rule.deny with input as {"resources": {"aws_s3_bucket_policy": [linked]}}
	elsewhere == set()
}

test_deny_what_is_known_of_a_policy_that_is_partly_unknown if {
	policy := object.union(_policy(_public), {"unknown": {"policy": true}})
	found := rule.deny with input as _buckets([_bucket("b", {}, {}, _with([policy], []), {})])
	found == {object.union(_at_policy, _missing)}
}

test_allow_what_a_block_restricts_or_refuses if {
	every flag in ["restrict_public_buckets", "block_public_policy"] {
		found := rule.deny with input as _buckets([_bucket(
			"b",
			{},
			{},
			_with([_policy(_public)], [_block({flag: true}, {})]),
			{},
		)])
		found == set()
	}
	unknown := rule.deny with input as _buckets([_bucket(
		"b",
		{},
		{"policy": true},
		_with([], [_block({"restrict_public_buckets": true}, {})]),
		{},
	)])
	unknown == set()
	account := rule.deny with input as {"resources": {
		"aws_s3_bucket": [_bucket("b", {"policy": _public}, {}, {}, {})],
		"aws_s3_account_public_access_block": [_block({"restrict_public_buckets": true}, {})],
	}}
	account == set()
}

test_allow_named_principals if {
	found := rule.deny with input as _buckets([
		_bucket("a", {}, {}, _with([_policy(_closed)], []), {}),
		_bucket("b", {"policy": _closed}, {}, {}, {}),
		_bucket("c", {}, {}, {}, {}),
	])
	found == set()
}

test_allow_what_the_bucket_said_before_its_companion if {
	policy := _policy(_closed)
	found := rule.deny with input as _buckets([_bucket("b", {"policy": _public}, {}, _with([policy], []), {})])
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
