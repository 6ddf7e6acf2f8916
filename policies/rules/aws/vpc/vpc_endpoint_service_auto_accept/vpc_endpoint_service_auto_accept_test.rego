package rules.aws.vpc.vpc_endpoint_service_auto_accept_test

import rego.v1

import data.rules.aws.vpc.vpc_endpoint_service_auto_accept as rule

_service(values, unknown, linked) := {"resources": {"aws_vpc_endpoint_service": [{
	"address": "aws_vpc_endpoint_service.s",
	"type": "aws_vpc_endpoint_service",
	"values": values,
	"unknown": unknown,
	"linked": linked,
}]}}

_at(msg) := {"address": "aws_vpc_endpoint_service.s", "path": ["acceptance_required"], "msg": msg}

_msg := "connections are accepted without approval: `acceptance_required` is false"

_open := object.union(_at(sprintf("%s, and any account may ask for one", [_msg])), {"severity": "high"})

test_deny_connections_without_approval if {
	found := rule.deny with input as _service(
		{"acceptance_required": false, "allowed_principals": ["arn:aws:iam::111122223333:root"]},
		{},
		{},
	)
	found == {_at(_msg)}
}

test_deny_connections_from_everybody if {
	inline := rule.deny with input as _service({"acceptance_required": false, "allowed_principals": ["*"]}, {}, {})
	inline == {_open}
	principal := {"aws_vpc_endpoint_service_allowed_principal": [{
		"address": "aws_vpc_endpoint_service_allowed_principal.p", "values": {"principal_arn": "*"},
	}]}
	own := rule.deny with input as _service({"acceptance_required": false}, {}, principal)
	own == {_open}
}

test_allow_what_has_to_be_approved_or_is_unknown if {
	approved := rule.deny with input as _service({"acceptance_required": true, "allowed_principals": ["*"]}, {}, {})
	approved == set()
	unknown := rule.deny with input as _service({}, {"acceptance_required": true}, {})
	unknown == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
