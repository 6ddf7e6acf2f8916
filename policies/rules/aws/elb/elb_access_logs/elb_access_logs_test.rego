package rules.aws.elb.elb_access_logs_test

import rego.v1

import data.rules.aws.elb.elb_access_logs as rule

_balancer(type, values, linked) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": values,
	"unknown": {},
	"linked": linked,
}]}}

_finding(type, path, msg) := {{
	"address": sprintf("%s.x", [type]),
	"path": path,
	"msg": sprintf("requests are not logged: %s", [msg]),
}}

_without(found) := {object.union(one, {"without": {"aws_cloudwatch_log_delivery_source"}}) | some one in found}

_listener(protocol) := {"aws_lb_listener": [{
	"address": "aws_lb_listener.l",
	"values": {"protocol": protocol},
	"unknown": {},
}]}

test_deny_balancers_without_logs if {
	every type in ["aws_lb", "aws_alb"] {
		found := rule.deny with input as _balancer(type, {"access_logs": []}, {})
		found == _without(_finding(type, ["access_logs"], "`access_logs` is not set"))
	}
	classic := rule.deny with input as _balancer("aws_elb", {}, {})
	classic == _finding("aws_elb", ["access_logs"], "`access_logs` is not set")
}

test_deny_logs_that_are_off if {
	path := ["access_logs", 0, "enabled"]
	unset := rule.deny with input as _balancer("aws_lb", {"access_logs": [{"bucket": "b"}]}, {})
	unset == _without(_finding("aws_lb", path, "`enabled` is not set"))
	off := rule.deny with input as _balancer("aws_elb", {"access_logs": [{"bucket": "b", "enabled": false}]}, {})
	off == _finding("aws_elb", path, "`enabled` is false")
}

test_deny_a_network_balancer_with_tls if {
	values := {"load_balancer_type": "network"}
	found := rule.deny with input as _balancer("aws_lb", values, _listener("TLS"))
	found == _without(_finding("aws_lb", ["access_logs"], "`access_logs` is not set"))
}

test_allow_balancers_that_log if {
	modern := rule.deny with input as _balancer("aws_lb", {"access_logs": [{"bucket": "b", "enabled": true}]}, {})
	modern == set()
	classic := rule.deny with input as _balancer("aws_elb", {"access_logs": [{"bucket": "b"}]}, {})
	classic == set()
	source := {"aws_cloudwatch_log_delivery_source": [{"address": "s", "values": {}, "unknown": {}}]}
	delivery := rule.deny with input as _balancer("aws_lb", {}, source)
	delivery == set()
}

test_allow_balancers_that_have_no_such_logs if {
	gateway := rule.deny with input as _balancer("aws_lb", {"load_balancer_type": "gateway"}, {})
	gateway == set()
	network := rule.deny with input as _balancer("aws_lb", {"load_balancer_type": "network"}, _listener("TCP"))
	network == set()
}

test_allow_logs_unknown_at_plan if {
	every type in ["aws_lb", "aws_elb"] {
		found := rule.deny with input as {"resources": {type: [{
			"address": "x",
			"type": type,
			"values": {},
			"unknown": {"access_logs": true},
		}]}}
		found == set()
	}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
