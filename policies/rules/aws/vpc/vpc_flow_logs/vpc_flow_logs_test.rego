package rules.aws.vpc.vpc_flow_logs_test

import rego.v1

import data.rules.aws.vpc.vpc_flow_logs as rule

_vpc(type, linked, maybe) := {
	"address": sprintf("%s.v", [type]),
	"type": type,
	"values": {},
	"unknown": {},
	"linked": linked,
	"maybe_linked": maybe,
}

_log := {"aws_flow_log": [{"address": "aws_flow_log.l", "values": {}, "unknown": {"vpc_id": true}}]}

_finding(type) := {
	"address": sprintf("%s.v", [type]),
	"path": [],
	"msg": "no flow log records the traffic of the VPC",
	"without": {"aws_flow_log"},
}

test_deny_each_type_without_a_log if {
	every type in ["aws_vpc", "aws_default_vpc"] {
		found := rule.deny with input as {"resources": {type: [_vpc(type, {}, {})]}}
		found == {_finding(type)}
	}
}

test_deny_beside_a_log_of_an_unknown_vpc if {
	other := _vpc("aws_default_vpc", _log, {})
	found := rule.deny with input as {"resources": {"aws_vpc": [_vpc("aws_vpc", {}, _log)], "aws_default_vpc": [other]}}
	found == {_finding("aws_vpc")}
	elsewhere := object.union(_vpc("aws_vpc", {}, _log), {"module": "module.net"})
	apart := rule.deny with input as {"resources": {"aws_vpc": [elsewhere]}}
	apart == {_finding("aws_vpc")}
}

test_allow_the_only_vpc_beside_a_log_of_an_unknown_vpc if {
	found := rule.deny with input as {"resources": {"aws_vpc": [_vpc("aws_vpc", {}, _log)]}}
	found == set()
}

test_allow_a_vpc_with_a_log if {
	found := rule.deny with input as {"resources": {"aws_vpc": [_vpc("aws_vpc", _log, {})]}}
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
