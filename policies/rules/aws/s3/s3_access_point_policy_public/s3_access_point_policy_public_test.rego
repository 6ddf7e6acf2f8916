package rules.aws.s3.s3_access_point_policy_public_test

import rego.v1

import data.rules.aws.s3.s3_access_point_policy_public as rule

_off := {"block_public_policy": false, "restrict_public_buckets": false}

_point(block, extra) := object.union(
	{
		"address": "aws_s3_access_point.a",
		"type": "aws_s3_access_point",
		"values": object.union({"public_access_block_configuration": [block]}, extra),
		"unknown": {},
		"linked": {},
	},
	_public,
)

_public := {"documents": {"policy": {
	"path": ["policy"],
	"conclusions": {"public": [{
		"label": "Statement[0]",
		"reason": "lets anybody do `s3:GetObject`",
		"statements": [0],
	}]},
}}}

_policy(points) := object.union(_public, {
	"address": "aws_s3control_access_point_policy.p",
	"type": "aws_s3control_access_point_policy",
	"values": {},
	"unknown": {"policy": true},
	"linked": {"aws_s3_access_point": points},
})

_at(address, path) := {
	"address": address,
	"path": path,
	"msg": "Statement[0] lets anybody do `s3:GetObject`",
	"known": true,
}

test_deny_a_policy_of_an_open_access_point if {
	found := rule.deny with input as {"resources": {
		"aws_s3_access_point": [_point(_off, {"policy": "{}"})],
		"aws_s3control_access_point_policy": [_policy([_point(_off, {})])],
	}}
	found == {
		object.union(
			_at("aws_s3_access_point.a", ["policy"]),
			{"without": {"aws_s3control_access_point_policy"}},
		),
		_at("aws_s3control_access_point_policy.p", ["policy"]),
	}
}

test_deny_a_policy_of_an_open_multi_region_access_point if {
	path := ["details", 0, "policy"]
	found := rule.deny with input as {"resources": {"aws_s3control_multi_region_access_point_policy": [{
		"address": "aws_s3control_multi_region_access_point_policy.p",
		"type": "aws_s3control_multi_region_access_point_policy",
		"values": {},
		"unknown": {},
		"linked": {"aws_s3control_multi_region_access_point": [{
			"address": "aws_s3control_multi_region_access_point.a",
			"values": {"details": [{"public_access_block": [_off]}]},
		}]},
		"documents": {"details.0.policy": object.union(_public.documents.policy, {"path": path})},
	}]}}
	found == {_at("aws_s3control_multi_region_access_point_policy.p", path)}
}

test_allow_an_access_point_that_is_closed if {
	every block in [{}, {"block_public_policy": true}, object.union(_off, {"restrict_public_buckets": true})] {
		found := rule.deny with input as {"resources": {
			"aws_s3_access_point": [_point(block, {"policy": "{}"})],
			"aws_s3control_access_point_policy": [_policy([_point(block, {})])],
		}}
		found == set()
	}
	vpc := _point(_off, {"policy": "{}", "vpc_configuration": [{"vpc_id": "vpc-1"}]})
	found := rule.deny with input as {"resources": {"aws_s3_access_point": [vpc]}}
	found == set()
}

test_allow_an_access_point_outside_the_plan if {
	found := rule.deny with input as {"resources": {"aws_s3control_access_point_policy": [_policy([])]}}
	found == set()
}

test_allow_a_document_unknown_at_plan if {
	point := json.remove(_point(_off, {}), ["documents"])
	found := rule.deny with input as {"resources": {"aws_s3_access_point": [object.union(
		point,
		{"unknown": {"policy": true}},
	)]}}
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
