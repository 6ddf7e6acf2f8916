package rules.aws.eks.eks_public_endpoint_open_cidr_test

import rego.v1

import data.rules.aws.eks.eks_public_endpoint_open_cidr as rule

_cluster(config, unknown) := {"resources": {"aws_eks_cluster": [{
	"address": "aws_eks_cluster.c",
	"values": {"vpc_config": [config]},
	"unknown": {"vpc_config": [unknown]},
}]}}

_at(path, text) := {{
	"address": "aws_eks_cluster.c",
	"path": array.concat(["vpc_config", 0], path),
	"msg": sprintf("the API of the cluster is open to %s", [text]),
}}

_default := "0.0.0.0/0: `public_access_cidrs` is not set"

test_deny_the_world if {
	named := rule.deny with input as _cluster({"public_access_cidrs": ["203.0.113.0/24", "0.0.0.0/0"]}, {})
	named == _at(["public_access_cidrs", 1], "0.0.0.0/0")
	default_ := rule.deny with input as _cluster({"endpoint_public_access": true}, {})
	default_ == _at(["public_access_cidrs"], _default)
	empty := rule.deny with input as _cluster({"public_access_cidrs": []}, {})
	empty == _at(["public_access_cidrs"], _default)
	halves := rule.deny with input as _cluster({"public_access_cidrs": ["0.0.0.0/1", "128.0.0.0/1"]}, {})
	halves == _at(["public_access_cidrs", 0], "0.0.0.0/1") | _at(["public_access_cidrs", 1], "128.0.0.0/1")
}

test_allow_narrow_ranges_and_private_endpoints if {
	narrow := rule.deny with input as _cluster({"public_access_cidrs": ["203.0.113.0/24"]}, {})
	narrow == set()
	private := rule.deny with input as _cluster(
		{"endpoint_public_access": false, "public_access_cidrs": ["0.0.0.0/0"]},
		{},
	)
	private == set()
}

test_deny_at_what_is_unknown_at_plan if {
	ranges := rule.deny with input as _cluster({}, {"public_access_cidrs": true})
	ranges == _at(["public_access_cidrs"], "a range known only after apply")
	switch := rule.deny with input as _cluster({}, {"endpoint_public_access": true})
	switch == _at(["endpoint_public_access"], _default)
	narrow := rule.deny with input as _cluster(
		{"public_access_cidrs": ["203.0.113.0/24"]},
		{"endpoint_public_access": true},
	)
	narrow == set()
	block := rule.deny with input as {"resources": {"aws_eks_cluster": [{
		"address": "aws_eks_cluster.c",
		"values": {},
		"unknown": {"vpc_config": true},
	}]}}
	block == {{
		"address": "aws_eks_cluster.c",
		"path": ["vpc_config"],
		"msg": "the API of the cluster may be open to the world",
	}}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
