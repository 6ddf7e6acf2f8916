package rules.aws.eks.eks_secrets_encryption_test

import rego.v1

import data.rules.aws.eks.eks_secrets_encryption as rule

_cluster(config, unknown) := {"resources": {"aws_eks_cluster": [{
	"address": "aws_eks_cluster.c",
	"values": {"encryption_config": config},
	"unknown": unknown,
}]}}

_at(path, end) := {{
	"address": "aws_eks_cluster.c",
	"path": path,
	"msg": sprintf("secrets are encrypted with a key that AWS owns: %s", [end]),
}}

test_deny_secrets_without_a_key if {
	none := rule.deny with input as _cluster([], {})
	none == _at(["encryption_config"], "`encryption_config` is not set")
	other := rule.deny with input as _cluster([{"resources": []}], {})
	other == _at(["encryption_config", 0, "resources"], "`resources` lacks secrets")
}

test_allow_a_key_for_secrets if {
	found := rule.deny with input as _cluster([{"resources": ["secrets"]}], {"encryption_config": [{"provider": true}]})
	found == set()
}

test_allow_values_unknown_at_plan if {
	block := rule.deny with input as _cluster([], {"encryption_config": true})
	block == set()
	resources := rule.deny with input as _cluster([{}], {"encryption_config": [{"resources": true}]})
	resources == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
