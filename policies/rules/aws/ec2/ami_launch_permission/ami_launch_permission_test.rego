package rules.aws.ec2.ami_launch_permission_test

import rego.v1

import data.rules.aws.ec2.ami_launch_permission as rule

_permission(values, unknown) := {"resources": {"aws_ami_launch_permission": [{
	"address": "aws_ami_launch_permission.p",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_everybody if {
	found := rule.deny with input as _permission({"image_id": "ami-1", "group": "all"}, {})
	found == {{
		"address": "aws_ami_launch_permission.p",
		"path": ["group"],
		"msg": "every account may use the image: `group` is all",
	}}
}

test_allow_accounts_that_are_named if {
	found := rule.deny with input as _permission({"image_id": "ami-1", "account_id": "111122223333"}, {})
	found == set()
}

test_allow_a_group_unknown_at_plan if {
	found := rule.deny with input as _permission({}, {"group": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
