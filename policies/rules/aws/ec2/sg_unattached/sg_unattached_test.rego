package rules.aws.ec2.sg_unattached_test

import rego.v1

import data.rules.aws.ec2.sg_unattached as rule

_group(linked, maybe) := {"resources": {"aws_security_group": [{
	"address": "aws_security_group.g",
	"type": "aws_security_group",
	"values": {"name": "web"},
	"unknown": {},
	"linked": linked,
	"maybe_linked": maybe,
}]}}

_user(type) := {type: [{"address": sprintf("%s.u", [type]), "values": {}}]}

_found(items) := {object.filter(item, ["address", "path", "msg"]) | some item in items}

_finding := {"address": "aws_security_group.g", "path": [], "msg": "nothing in the plan has the security group"}

test_deny_a_group_that_nothing_has if {
	found := rule.deny with input as _group({}, {})
	_found(found) == {_finding}
}

test_deny_beside_what_may_have_it_as_its_groups_are_unknown if {
	found := rule.deny with input as _group({}, _user("aws_instance"))
	_found(found) == {_finding}
	some item in found
	{"aws_instance", "aws_lb", "aws_lambda_function", "aws_vpc_endpoint"} - item.without == set()
}

test_allow_a_group_that_something_has if {
	every type in ["aws_instance", "aws_lb", "aws_lambda_function", "aws_eks_cluster"] {
		found := rule.deny with input as _group(_user(type), {})
		found == set()
	}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
