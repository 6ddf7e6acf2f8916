package rules.aws.elb.elb_listener_plaintext_test

import rego.v1

import data.rules.aws.elb.elb_listener_plaintext as rule

_listener(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.l", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_redirect(protocol) := [{
	"type": "redirect",
	"redirect": [{"port": "443", "protocol": protocol, "status_code": "HTTP_301"}],
}]

_plaintext(type) := {{
	"address": sprintf("%s.l", [type]),
	"path": ["protocol"],
	"msg": "clients are served over HTTP",
}}

test_deny_http_that_forwards if {
	found := rule.deny with input as _listener(
		"aws_lb_listener",
		{"protocol": "HTTP", "default_action": [{"type": "forward", "redirect": []}]},
		{"load_balancer_arn": true, "default_action": [{"target_group_arn": true}]},
	)
	found == _plaintext("aws_lb_listener")
}

test_deny_the_default_of_an_application_load_balancer if {
	found := rule.deny with input as _listener("aws_lb_listener", {"port": 80, "default_action": [{}]}, {})
	found == {{
		"address": "aws_lb_listener.l",
		"path": ["protocol"],
		"msg": "clients are served over HTTP, as `protocol` is not set",
	}}
	certificate := rule.deny with input as _listener("aws_lb_listener", {"port": 443}, {"certificate_arn": true})
	certificate == set()
	redirect := rule.deny with input as _listener(
		"aws_lb_listener",
		{"port": 80, "default_action": _redirect("HTTPS")},
		{},
	)
	redirect == set()
}

test_deny_a_redirect_that_stays_with_http if {
	found := rule.deny with input as _listener(
		"aws_alb_listener",
		{"protocol": "HTTP", "default_action": _redirect("#{protocol}")},
		{},
	)
	found == _plaintext("aws_alb_listener")
}

test_deny_a_classic_load_balancer if {
	found := rule.deny with input as _listener(
		"aws_elb",
		{"listener": [
			{"lb_protocol": "https", "lb_port": 443},
			{"lb_protocol": "http", "lb_port": 80},
			{"lb_protocol": "HTTP"},
		]},
		{"listener": [{}, {}, {"lb_port": true}]},
	)
	found == {
		{
			"address": "aws_elb.l",
			"path": ["listener", 1, "lb_protocol"],
			"msg": "clients are served over HTTP on port 80",
		},
		{
			"address": "aws_elb.l",
			"path": ["listener", 2, "lb_protocol"],
			"msg": "clients are served over HTTP on a port not known yet",
		},
	}
}

_internal(type, balancer) := {"resources": {type: [{
	"address": sprintf("%s.l", [type]),
	"type": type,
	"values": {
		"protocol": "HTTP",
		"default_action": [{"type": "forward"}],
		"internal": type == "aws_elb",
		"listener": [{"lb_protocol": "HTTP", "lb_port": 80}],
	},
	"unknown": {"load_balancer_arn": true},
	"linked": {balancer: [{"values": {"internal": true}, "unknown": {}}]},
}]}}

test_deny_less_severely_what_is_internal if {
	listener := rule.deny with input as _internal("aws_lb_listener", "aws_alb")
	listener == {object.union(found, {"severity": "medium"}) | some found in _plaintext("aws_lb_listener")}
	classic := rule.deny with input as _internal("aws_elb", "aws_lb")
	{found.severity | some found in classic} == {"medium"}
}

_rule(type, action, patterns, listener) := {"resources": {sprintf("%s_rule", [type]): [{
	"address": sprintf("%s_rule.r", [type]),
	"type": sprintf("%s_rule", [type]),
	"values": {"action": [{"type": action}], "condition": [{"path_pattern": [{"values": patterns}], "host_header": []}]},
	"unknown": {"listener_arn": true},
	"linked": {type: [{"values": listener, "unknown": {}}]},
}]}}

test_deny_a_rule_that_forwards_where_the_listener_redirects if {
	every type in ["aws_lb_listener", "aws_alb_listener"] {
		redirecting := {"protocol": "HTTP", "default_action": _redirect("HTTPS")}
		found := rule.deny with input as _rule(type, "forward", ["/.well-known/acme-challenge/*", "/*"], redirecting)
		found == {{
			"address": sprintf("%s_rule.r", [type]),
			"path": ["action", 0, "type"],
			"msg": "clients are served over HTTP by a rule that forwards",
		}}
	}
}

test_allow_a_rule_of_another_listener_or_kind if {
	redirecting := {"protocol": "HTTP", "default_action": _redirect("HTTPS")}
	acme := rule.deny with input as _rule("aws_lb_listener", "forward", ["/.well-known/acme-challenge/*"], redirecting)
	acme == set()
	redirect := rule.deny with input as _rule("aws_lb_listener", "redirect", ["/*"], redirecting)
	redirect == set()
	https := rule.deny with input as _rule("aws_lb_listener", "forward", ["/*"], {"protocol": "HTTPS"})
	https == set()
}

test_allow_a_redirect_to_https if {
	found := rule.deny with input as _listener(
		"aws_lb_listener",
		{"protocol": "HTTP", "default_action": _redirect("HTTPS")},
		{},
	)
	found == set()
}

test_allow_other_protocols if {
	https := rule.deny with input as _listener("aws_lb_listener", {"protocol": "HTTPS", "default_action": []}, {})
	https == set()
	gateway := rule.deny with input as _listener("aws_lb_listener", {"default_action": []}, {})
	gateway == set()
	tcp := rule.deny with input as _listener("aws_elb", {"listener": [{"lb_protocol": "tcp", "lb_port": 5432}]}, {})
	tcp == set()
}

test_deny_at_what_is_unknown_at_plan if {
	protocol := rule.deny with input as _listener("aws_lb_listener", {}, {"protocol": true})
	protocol == {{"address": "aws_lb_listener.l", "path": ["protocol"], "msg": "clients may be served over HTTP"}}
	action := rule.deny with input as _listener("aws_lb_listener", {"protocol": "HTTP"}, {"default_action": true})
	action == {{
		"address": "aws_lb_listener.l",
		"path": ["default_action"],
		"msg": "clients are served over HTTP, if this does not redirect them",
	}}
	block := rule.deny with input as _listener(
		"aws_lb_listener",
		{"protocol": "HTTP", "default_action": [{"type": "redirect"}]},
		{"default_action": [{"redirect": true}]},
	)
	block == {{
		"address": "aws_lb_listener.l",
		"path": ["default_action", 0, "redirect"],
		"msg": "clients are served over HTTP, if this does not redirect them",
	}}
	target := rule.deny with input as _listener(
		"aws_lb_listener",
		{"protocol": "HTTP", "default_action": [{"type": "redirect", "redirect": [{"port": "443"}]}]},
		{"default_action": [{"redirect": [{"protocol": true}]}]},
	)
	target == {{
		"address": "aws_lb_listener.l",
		"path": ["default_action", 0, "redirect", 0, "protocol"],
		"msg": "clients are served over HTTP, if this does not redirect them",
	}}
}

test_allow_what_is_unknown_at_plan_where_it_does_not_matter if {
	redirect := rule.deny with input as _listener(
		"aws_lb_listener",
		{"default_action": _redirect("HTTPS")},
		{"protocol": true},
	)
	redirect == set()
	https := rule.deny with input as _listener("aws_lb_listener", {"protocol": "HTTPS"}, {"default_action": true})
	https == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
