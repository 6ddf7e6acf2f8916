package rules.aws.s3.s3_insecure_transport_test

import rego.v1

import data.rules.aws.s3.s3_insecure_transport as rule

_bucket(key, values, unknown, linked, maybe) := {
	"address": sprintf("aws_s3_bucket.b[%q]", [key]),
	"type": "aws_s3_bucket",
	"values": object.union({"bucket": key}, values),
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": maybe,
}

_buckets(buckets) := {"resources": {"aws_s3_bucket": buckets}}

_tls := _document(true)

_read := _document(false)

_document(denies_plaintext) := {"policy": {
	"path": ["policy"],
	"kind": "resource",
	"conclusions": {},
	"denies_plaintext": denies_plaintext,
}}

_policy(documents) := {
	"address": "module.x.aws_s3_bucket_policy.p",
	"values": {"policy": "{}"},
	"documents": documents,
	"unknown": {"bucket": true},
	"linked": {},
	"maybe_linked": {},
}

_with(documents) := {"aws_s3_bucket_policy": [_policy(documents)]}

_inline(documents) := object.union(
	_bucket("b", {"policy": "{}"}, {}, {}, {}),
	{"documents": documents},
)

_finding(key, path, msg) := {
	"address": sprintf("aws_s3_bucket.b[%q]", [key]),
	"path": path,
	"msg": msg,
	"without": {"aws_s3_bucket_policy"},
}

_no_policy := "requests without TLS are not denied: the bucket has no policy"

_no_statement := "requests without TLS are not denied: no statement of `policy` does"

test_deny_the_one_bucket_without_a_policy if {
	found := rule.deny with input as _buckets([
		_bucket("a", {}, {}, _with(_tls), {}),
		_bucket("b", {}, {}, {}, {}),
		_bucket("c", {}, {}, _with(_tls), {}),
	])
	found == {_finding("b", [], _no_policy)}
}

test_deny_beside_a_policy_that_may_be_of_another_bucket if {
	found := rule.deny with input as _buckets([_bucket("b", {}, {}, {}, _with(_tls))])
	found == {_finding("b", [], _no_policy)}
}

test_deny_a_policy_without_the_denial if {
	found := rule.deny with input as {"resources": {"aws_s3_bucket_policy": [_policy(_read)]}}
	found == {{"address": "module.x.aws_s3_bucket_policy.p", "path": ["policy"], "msg": _no_statement}}
	inline := rule.deny with input as _buckets([_inline(_read)])
	inline == {_finding("b", ["policy"], _no_statement)}
}

_deferred(documents) := object.union(
	json.remove(_policy(documents), ["values/policy"]),
	{"unknown": {"policy": true}},
)

_partial(conditions, names) := {"policy": {
	"path": ["policy"],
	"kind": "resource",
	"conclusions": {},
	"partial": true,
	"statements": [{
		"effect": "Deny",
		"principals": [{"type": "AWS", "id": "*"}],
		"actions": ["s3:*"],
		"resources": names,
		"conditions": conditions,
	}],
}}

_plain := {"operator": "Bool", "key": "aws:SecureTransport", "values": ["false"]}

_unknown_name := "arn:known-after-apply"

_both := [_unknown_name, _unknown_name]

_unknown := {{
	"address": "module.x.aws_s3_bucket_policy.p",
	"path": ["policy"],
	"msg": "`policy` is known only after apply",
}}

test_deny_a_policy_unknown_at_plan if {
	every documents in [
		{},
		_partial([_plain], [_unknown_name]),
		_partial([], _both),
		_partial([_plain, {"operator": "Bool", "key": "aws:MultiFactorAuthPresent", "values": ["false"]}], _both),
		_partial([object.union(_plain, {"values": ["true"]})], _both),
	] {
		found := rule.deny with input as {"resources": {"aws_s3_bucket_policy": [_deferred(documents)]}}
		found == _unknown
	}
	inline := rule.deny with input as _buckets([_bucket("b", {}, {"policy": true}, {}, {})])
	count(inline) == 1
}

test_allow_a_denial_for_a_bucket_unknown_at_plan if {
	services := {"operator": "Bool", "key": "aws:PrincipalIsAWSService", "values": ["false"]}
	every conditions in [[_plain], [_plain, services]] {
		found := rule.deny with input as {"resources": {"aws_s3_bucket_policy": [_deferred(_partial(conditions, _both))]}}
		found == set()
	}
}

test_allow_a_denial_in_the_bucket_or_beside_it if {
	inline := rule.deny with input as _buckets([_inline(_tls)])
	inline == set()
	separate := rule.deny with input as {"resources": {
		"aws_s3_bucket": [object.union(_inline(_read), {"linked": _with(_tls)})],
		"aws_s3_bucket_policy": [_policy(_tls)],
	}}
	separate == set()
}

test_allow_a_bucket_whose_policy_is_a_finding_of_its_own if {
	found := rule.deny with input as _buckets([_bucket("b", {}, {}, _with(_read), {})])
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}

test_deny_a_text_that_is_no_policy if {
	found := rule.deny with input as {"resources": {"aws_s3_bucket_policy": [_policy({})]}}
	found == {{"address": "module.x.aws_s3_bucket_policy.p", "path": ["policy"], "msg": _no_statement}}
}
