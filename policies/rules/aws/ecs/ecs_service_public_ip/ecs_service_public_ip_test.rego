package rules.aws.ecs.ecs_service_public_ip_test

import rego.v1

import data.rules.aws.ecs.ecs_service_public_ip as rule

_one(type, network, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"values": {"network_configuration": network},
	"unknown": unknown,
}]}}

test_deny_public_addresses if {
	every type in ["aws_ecs_service", "aws_ecs_task_set"] {
		found := rule.deny with input as _one(type, [{"assign_public_ip": true}], {})
		found == {{
			"address": sprintf("%s.x", [type]),
			"path": ["network_configuration", 0, "assign_public_ip"],
			"msg": "tasks have public addresses: `assign_public_ip` is true",
		}}
	}
}

test_allow_private_addresses if {
	off := rule.deny with input as _one("aws_ecs_service", [{"assign_public_ip": false}], {})
	off == set()
	none := rule.deny with input as _one("aws_ecs_service", [], {})
	none == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _one("aws_ecs_service", [{}], {"network_configuration": [{"assign_public_ip": true}]})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
