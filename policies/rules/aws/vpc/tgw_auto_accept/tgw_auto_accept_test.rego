package rules.aws.vpc.tgw_auto_accept_test

import rego.v1

import data.rules.aws.vpc.tgw_auto_accept as rule

_gateway(values, unknown) := {"resources": {"aws_ec2_transit_gateway": [{
	"address": "aws_ec2_transit_gateway.g",
	"type": "aws_ec2_transit_gateway",
	"values": values,
	"unknown": unknown,
}]}}

_msg := "attachments of other accounts are accepted without approval: `auto_accept_shared_attachments` is enable"

test_deny_attachments_without_approval if {
	found := rule.deny with input as _gateway({"auto_accept_shared_attachments": "enable"}, {})
	found == {{"address": "aws_ec2_transit_gateway.g", "path": ["auto_accept_shared_attachments"], "msg": _msg}}
}

test_allow_what_is_off_left_out_or_unknown if {
	off := rule.deny with input as _gateway({"auto_accept_shared_attachments": "disable"}, {})
	off == set()
	unset := rule.deny with input as _gateway({}, {})
	unset == set()
	unknown := rule.deny with input as _gateway({}, {"auto_accept_shared_attachments": true})
	unknown == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
