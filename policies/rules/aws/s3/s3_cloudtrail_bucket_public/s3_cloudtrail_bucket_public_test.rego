package rules.aws.s3.s3_cloudtrail_bucket_public_test

import rego.v1

import data.rules.aws.s3.s3_cloudtrail_bucket_public as rule

_bucket(values, linked, maybe) := {"resources": {"aws_s3_bucket": [{
	"address": "aws_s3_bucket.b",
	"type": "aws_s3_bucket",
	"values": values,
	"unknown": {},
	"linked": linked,
	"maybe_linked": maybe,
}]}}

_trail := {"aws_cloudtrail": [{
	"address": "aws_cloudtrail.t",
	"values": {},
	"unknown": {"s3_bucket_name": true},
	"via": {"here": [], "there": ["s3_bucket_name"]},
}]}

_acl := {"aws_s3_bucket_acl": [{
	"address": "aws_s3_bucket_acl.a",
	"type": "aws_s3_bucket_acl",
	"values": {"acl": "public-read"},
	"unknown": {},
}]}

_policy(conclusions, unknown) := {"aws_s3_bucket_policy": [{
	"address": "aws_s3_bucket_policy.p",
	"type": "aws_s3_bucket_policy",
	"values": {},
	"unknown": unknown,
	"documents": {"policy": {"path": ["policy"], "conclusions": conclusions}},
}]}

_public := {"public": [{"label": "statement `Read`", "reason": "lets everybody in"}]}

_block := {"aws_s3_bucket_public_access_block": [{
	"address": "aws_s3_bucket_public_access_block.b",
	"values": {"block_public_acls": true, "block_public_policy": true},
	"unknown": {},
}]}

_acl_finding := {
	"address": "aws_s3_bucket_acl.a",
	"path": ["acl"],
	"msg": "the ACL public-read lets everyone into the logs of CloudTrail",
}

_without := {"without": {"aws_s3_bucket_public_access_block"}}

test_deny_a_bucket_of_a_trail_that_an_acl_opens if {
	found := rule.deny with input as _bucket({}, object.union(_trail, _acl), {})
	found == {object.union(_acl_finding, _without)}
	inside := rule.deny with input as _bucket({"acl": "public-read"}, _trail, {})
	inside == {{
		"address": "aws_s3_bucket.b",
		"path": ["acl"],
		"msg": "the ACL public-read lets everyone into the logs of CloudTrail",
		"without": {"aws_s3_bucket_public_access_block", "aws_s3_bucket_acl"},
	}}
}

test_deny_a_bucket_of_a_trail_that_its_policy_opens if {
	found := rule.deny with input as _bucket({}, object.union(_trail, _policy(_public, {})), {})
	found == {{
		"address": "aws_s3_bucket_policy.p",
		"path": ["policy"],
		"msg": "logs of CloudTrail: statement `Read` lets everybody in",
		"known": true,
		"without": {"aws_s3_bucket_public_access_block"},
	}}
}

test_deny_what_is_unknown_at_plan if {
	trail := rule.deny with input as _bucket({}, _acl, _trail)
	beside := {"beside": {"address": "aws_cloudtrail.t", "path": ["s3_bucket_name"]}}
	trail == {object.union(_acl_finding, beside)}
	policy := rule.deny with input as _bucket({}, object.union(_trail, _policy({}, {"policy": true})), {})
	policy == {{
		"address": "aws_s3_bucket_policy.p",
		"path": ["policy"],
		"msg": "`policy` is known only after apply",
		"without": {"aws_s3_bucket_public_access_block"},
	}}
}

test_allow_a_bucket_that_is_closed if {
	private := rule.deny with input as _bucket({}, object.union(_trail, _policy({}, {})), {})
	private == set()
	open := object.union(_acl, _policy(_public, {}))
	blocked := rule.deny with input as _bucket({}, object.union(object.union(_trail, open), _block), {})
	blocked == set()
}

test_allow_a_bucket_that_no_trail_writes_to if {
	found := rule.deny with input as _bucket({}, object.union(_acl, _policy(_public, {})), {})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
