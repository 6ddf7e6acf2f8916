package rules.aws.lambda.lambda_vpc_test

import rego.v1

import data.rules.aws.lambda.lambda_vpc as rule

_function(config, unknown) := {"resources": {"aws_lambda_function": [{
	"address": "aws_lambda_function.f",
	"values": {"vpc_config": config},
	"unknown": unknown,
}]}}

_at(path, end) := {{
	"address": "aws_lambda_function.f",
	"path": path,
	"msg": sprintf("the function is outside of every VPC%s", [end]),
}}

test_deny_a_function_without_subnets if {
	none := rule.deny with input as _function([], {})
	none == _at(["vpc_config"], ": `vpc_config` is not set")
	empty := rule.deny with input as _function([{"subnet_ids": []}], {})
	empty == _at(["vpc_config", 0, "subnet_ids"], ": `subnet_ids` is not set")
}

test_allow_subnets_known_or_unknown_at_plan if {
	known := rule.deny with input as _function([{"subnet_ids": ["subnet-1"]}], {})
	known == set()
	later := rule.deny with input as _function([{}], {"vpc_config": [{"subnet_ids": true}]})
	later == set()
}

test_deny_at_a_block_unknown_at_plan if {
	found := rule.deny with input as _function([], {"vpc_config": true})
	found == _at(["vpc_config"], ", if `vpc_config` has no subnets")
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
