package rules.aws.vpc.nacl_unattached_test

import rego.v1

import data.rules.aws.vpc.nacl_unattached as rule

_acl(values, unknown, linked, maybe) := {"resources": {"aws_network_acl": [{
	"address": "aws_network_acl.a",
	"type": "aws_network_acl",
	"values": values,
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": maybe,
}]}}

_association := {"aws_network_acl_association": [{"address": "aws_network_acl_association.s", "values": {}}]}

_finding := {
	"address": "aws_network_acl.a",
	"path": ["subnet_ids"],
	"msg": "no subnet uses the ACL: `subnet_ids` is not set",
	"without": {"aws_network_acl_association"},
}

test_deny_an_acl_without_subnets if {
	every values in [{}, {"subnet_ids": []}] {
		found := rule.deny with input as _acl(values, {}, {}, {})
		found == {_finding}
	}
}

test_deny_beside_an_association_that_may_be_of_another_acl if {
	found := rule.deny with input as _acl({}, {}, {}, _association)
	found == {_finding}
}

test_allow_subnets_known_and_unknown_and_associated if {
	known := rule.deny with input as _acl({"subnet_ids": ["subnet-1"]}, {}, {}, {})
	known == set()
	unknown := rule.deny with input as _acl({}, {"subnet_ids": true}, {}, {})
	unknown == set()
	associated := rule.deny with input as _acl({}, {}, _association, {})
	associated == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
