package rules.aws.elb.alb_drop_invalid_headers_test

import rego.v1

import data.rules.aws.elb.alb_drop_invalid_headers as rule

_balancer(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_finding(type, key, msg) := {{"address": sprintf("%s.x", [type]), "path": [key], "msg": msg}}

test_deny_headers_passed_on if {
	every type in ["aws_lb", "aws_alb"] {
		left_out := rule.deny with input as _balancer(type, {}, {})
		msg := "invalid headers are forwarded: `drop_invalid_header_fields` is not set"
		left_out == _finding(type, "drop_invalid_header_fields", msg)
	}
	values := {"load_balancer_type": "application", "drop_invalid_header_fields": false}
	off := rule.deny with input as _balancer("aws_lb", values, {})
	msg := "invalid headers are forwarded: `drop_invalid_header_fields` is false"
	off == _finding("aws_lb", "drop_invalid_header_fields", msg)
}

test_deny_a_kind_unknown_at_plan if {
	found := rule.deny with input as _balancer("aws_lb", {}, {"load_balancer_type": true})
	msg := "invalid headers are forwarded, if this is an Application Load Balancer"
	found == _finding("aws_lb", "load_balancer_type", msg)
}

test_allow_what_drops_headers_or_reads_none if {
	every values in [
		{"drop_invalid_header_fields": true},
		{"load_balancer_type": "network"},
		{"load_balancer_type": "gateway"},
	] {
		found := rule.deny with input as _balancer("aws_lb", values, {})
		found == set()
	}
}

test_allow_a_switch_unknown_at_plan if {
	found := rule.deny with input as _balancer("aws_lb", {}, {"drop_invalid_header_fields": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
