package rules.change.sources.provider_unpinned_test

import rego.v1

import data.rules.change.sources.provider_unpinned as rule

_provider(address, name, members) := object.union(
	{
		"address": sprintf("provider.%s", [address]),
		"name": "x",
		"full_name": sprintf("registry.terraform.io/%s", [name]),
	},
	members,
)

test_deny_a_provider_without_a_constraint_once if {
	found := rule.deny with input as {"providers": [
		_provider("aws", "hashicorp/aws", {}),
		_provider("aws.west", "hashicorp/aws", {"alias": "west"}),
		_provider("random", "hashicorp/random", {"version_constraint": "~> 3.6"}),
	]}
	found == {{
		"address": "provider.aws",
		"path": ["version_constraint"],
		"msg": "no module says which version of registry.terraform.io/hashicorp/aws it wants",
	}}
}

test_allow_a_constraint_in_any_module if {
	found := rule.deny with input as {"providers": [
		_provider("aws", "hashicorp/aws", {}),
		_provider("aws", "hashicorp/aws", {"module": "module.net", "version_constraint": ">= 5.0"}),
	]}
	found == set()
}

test_allow_what_is_built_in if {
	found := rule.deny with input as {"providers": [{
		"address": "provider.terraform", "name": "terraform", "full_name": "terraform.io/builtin/terraform",
	}]}
	found == set()
}

# Constraints are constants: Terraform takes nothing else.
test_allow_settings_unknown_at_plan if {
	found := rule.deny with input as {"providers": [_provider("aws", "hashicorp/aws", {
		"version_constraint": "6.25.0",
		"unknown": {"region": true},
	})]}
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}, "providers": []}
	found == set()
}
