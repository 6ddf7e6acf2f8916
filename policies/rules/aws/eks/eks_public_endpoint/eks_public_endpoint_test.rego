package rules.aws.eks.eks_public_endpoint_test

import rego.v1

import data.rules.aws.eks.eks_public_endpoint as rule

_cluster(config, unknown) := {"resources": {"aws_eks_cluster": [{
	"address": "aws_eks_cluster.c",
	"values": {"vpc_config": [config]},
	"unknown": unknown,
}]}}

_is(state) := {{
	"address": "aws_eks_cluster.c",
	"path": ["vpc_config", 0, "endpoint_public_access"],
	"msg": sprintf("the API of the cluster has a public endpoint: `endpoint_public_access` is %s", [state]),
}}

test_deny_a_public_endpoint if {
	on := rule.deny with input as _cluster({"endpoint_public_access": true}, {})
	on == _is("true")
	unset := rule.deny with input as _cluster({"endpoint_private_access": true}, {})
	unset == _is("not set")
}

test_allow_a_private_endpoint if {
	found := rule.deny with input as _cluster({"endpoint_public_access": false}, {})
	found == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _cluster({}, {"vpc_config": [{"endpoint_public_access": true}]})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
