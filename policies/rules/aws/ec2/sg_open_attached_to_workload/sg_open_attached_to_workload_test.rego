package rules.aws.ec2.sg_open_attached_to_workload_test

import rego.v1

import data.rules.aws.ec2.sg_open_attached_to_workload as rule

_all := {"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}

_group(name, ingress, unknown, linked, maybe) := {
	"address": sprintf("aws_security_group.%s", [name]),
	"type": "aws_security_group",
	"values": {"ingress": ingress},
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": maybe,
}

_plan(groups) := {"resources": {"aws_security_group": groups}}

_instance(name, unknown) := {
	"address": sprintf("aws_instance.%s", [name]),
	"type": "aws_instance",
	"values": {},
	"unknown": unknown,
	"via": {"here": [], "there": ["vpc_security_group_ids"]},
}

_web := {"aws_instance": [_instance("web", {"vpc_security_group_ids": true})]}

_rule(values, unknown) := {
	"address": "module.x.aws_vpc_security_group_ingress_rule.all",
	"type": "aws_vpc_security_group_ingress_rule",
	"values": values,
	"unknown": unknown,
}

_finding(path, msg) := {"address": "aws_security_group.g", "path": path, "msg": msg}

_range := ["ingress", 0, "cidr_blocks", 0]

_msg := "every port is open to 0.0.0.0/0, and the group is attached to aws_instance.web"

test_deny_the_one_group_that_is_attached if {
	found := rule.deny with input as _plan([
		_group("g", [_all], {}, _web, {}),
		_group("unattached", [_all], {}, {}, {}),
		_group("closed", [object.union(_all, {"cidr_blocks": ["10.0.0.0/8"]})], {}, _web, {}),
	])
	found == {_finding(_range, _msg)}
}

test_deny_every_kind_of_workload_once if {
	balancer := {"address": "aws_lb.front", "type": "aws_lb", "values": {}, "unknown": {}}
	instances := [_instance(sprintf("web%d", [i]), {}) | some i in numbers.range(1, 4)]
	linked := {"aws_instance": instances, "aws_lb": [balancer]}
	found := rule.deny with input as _plan([_group("g", [_all], {}, linked, {})])
	found == {_finding(
		_range,
		"every port is open to 0.0.0.0/0, and the group is attached to aws_instance.web1 and 4 more",
	)}
}

test_deny_at_a_rule_of_its_own if {
	open := _rule({"ip_protocol": "-1", "cidr_ipv6": "::/0"}, {"security_group_id": true})
	narrow := object.union(
		_rule({"ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_ipv4": "0.0.0.0/0"}, {}),
		{"address": "aws_vpc_security_group_ingress_rule.https"},
	)
	found := rule.deny with input as _plan([_group(
		"g",
		[],
		{},
		object.union(_web, {"aws_vpc_security_group_ingress_rule": [open, narrow]}),
		{},
	)])
	found == {{
		"address": "module.x.aws_vpc_security_group_ingress_rule.all",
		"path": ["cidr_ipv6"],
		"msg": "every port is open to ::/0, and the group is attached to aws_instance.web",
	}}
}

test_deny_at_a_rule_that_may_be_of_another_group if {
	open := _rule({"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}, {"security_group_id": true})
	found := rule.deny with input as _plan([_group("g", [], {}, _web, {"aws_vpc_security_group_ingress_rule": [open]})])
	found == {{
		"address": "module.x.aws_vpc_security_group_ingress_rule.all",
		"path": ["security_group_id"],
		"msg": _msg,
	}}
}

test_deny_beside_a_workload_that_may_have_another_group if {
	found := rule.deny with input as _plan([_group("g", [_all], {}, {}, _web)])
	found == {object.union(
		_finding(_range, _msg),
		{"beside": {"address": "aws_instance.web", "path": ["vpc_security_group_ids"]}},
	)}
}

_service(attribute_) := {"aws_ecs_service": [{
	"address": "aws_ecs_service.s",
	"type": "aws_ecs_service",
	"values": {},
	"unknown": {"network_configuration": [{"security_groups": true, "subnets": true}]},
	"via": {"here": [], "there": [attribute_]},
}]}

test_deny_beside_a_block_in_which_the_group_may_be if {
	every attribute_ in ["network_configuration", "network_configuration.security_groups"] {
		found := rule.deny with input as _plan([_group("g", [_all], {}, {}, _service(attribute_))])
		found == {object.union(
			_finding(_range, "every port is open to 0.0.0.0/0, and the group is attached to aws_ecs_service.s"),
			{"beside": {"address": "aws_ecs_service.s", "path": ["network_configuration"]}},
		)}
	}
}

test_allow_a_group_that_may_be_named_where_none_is_attached if {
	found := rule.deny with input as _plan([_group("g", [_all], {}, {}, _service("network_configuration.subnets"))])
	found == set()
}

test_deny_at_a_range_unknown_at_plan if {
	found := rule.deny with input as _plan([_group(
		"g",
		[json.remove(_all, ["cidr_blocks"])],
		{"ingress": [{"cidr_blocks": true}]},
		_web,
		{},
	)])
	found == {_finding(
		["ingress", 0, "cidr_blocks"],
		"every port is open to a range known only after apply, and the group is attached to aws_instance.web",
	)}
}

test_allow_single_ports if {
	found := rule.deny with input as _plan([_group(
		"g",
		[{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]}],
		{},
		_web,
		{},
	)])
	found == set()
}

test_allow_what_only_functions_have if {
	lambda := {"aws_lambda_function": [{"address": "aws_lambda_function.f", "values": {}, "unknown": {}}]}
	found := rule.deny with input as _plan([_group("g", [_all], {}, lambda, {})])
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
