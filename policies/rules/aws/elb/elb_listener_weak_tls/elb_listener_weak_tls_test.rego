package rules.aws.elb.elb_listener_weak_tls_test

import rego.v1

import data.rules.aws.elb.elb_listener_weak_tls as rule

_one(type, values, unknown, linked) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
	"linked": linked,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.x", [type]), "path": path, "msg": msg}}

_https(policy) := _one("aws_lb_listener", {"protocol": "HTTPS", "ssl_policy": policy}, {}, {})

test_deny_policies_with_old_versions if {
	every policy in [
		"ELBSecurityPolicy-2016-08",
		"ELBSecurityPolicy-FS-2018-06",
		"ELBSecurityPolicy-FS-1-1-2019-08",
		"ELBSecurityPolicy-TLS-1-0-2015-04",
		"ELBSecurityPolicy-TLS-1-1-2017-01",
		"ELBSecurityPolicy-TLS13-1-0-2021-06",
		"ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04",
		"ELBSecurityPolicy-TLS13-1-0-PQ-2025-09",
	] {
		found := rule.deny with input as _https(policy)
		msg := sprintf("TLS below 1.2 is allowed: `ssl_policy` is %s", [policy])
		found == _at("aws_lb_listener", ["ssl_policy"], msg)
	}
}

test_allow_policies_for_tls_1_2_and_above if {
	every policy in [
		"ELBSecurityPolicy-TLS-1-2-2017-01",
		"ELBSecurityPolicy-TLS-1-2-Ext-2018-06",
		"ELBSecurityPolicy-FS-1-2-Res-2020-10",
		"ELBSecurityPolicy-TLS13-1-2-2021-06",
		"ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04",
		"ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06",
		"ELBSecurityPolicy-TLS13-1-3-2021-06",
		"ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
	] {
		found := rule.deny with input as _https(policy)
		found == set()
	}
}

test_deny_the_default_policy if {
	every protocol in ["HTTPS", "TLS"] {
		found := rule.deny with input as _one("aws_alb_listener", {"protocol": protocol}, {}, {})
		found == _at("aws_alb_listener", ["ssl_policy"], "TLS below 1.2 is allowed: `ssl_policy` is not set")
	}
}

test_allow_listeners_without_tls if {
	every values in [{"protocol": "HTTP"}, {"protocol": "TCP"}, {"port": 80}] {
		found := rule.deny with input as _one("aws_lb_listener", values, {"ssl_policy": true}, {})
		found == set()
	}
}

test_deny_what_is_unknown_at_plan if {
	policy := rule.deny with input as _one("aws_lb_listener", {"protocol": "TLS"}, {"ssl_policy": true}, {})
	policy == _at("aws_lb_listener", ["ssl_policy"], "TLS below 1.2 may be allowed: `ssl_policy` is not known yet")
	values := {"certificate_arn": "arn:aws:acm:eu-central-1:111122223333:certificate/1"}
	protocol := rule.deny with input as _one("aws_lb_listener", values, {"protocol": true}, {})
	protocol == _at("aws_lb_listener", ["protocol"], "TLS below 1.2 is allowed: `ssl_policy` is not set")
	without := rule.deny with input as _one("aws_lb_listener", {}, {"protocol": true}, {})
	without == set()
	reference := rule.deny with input as _one(
		"aws_lb_ssl_negotiation_policy",
		{"attribute": [{"name": "Reference-Security-Policy"}, {"name": "ECDHE-RSA-AES128-SHA"}]},
		{"attribute": [{"value": true}, {"value": true}]},
		{},
	)
	msg := "TLS below 1.2 may be allowed: `Reference-Security-Policy` is not known yet"
	reference == _at("aws_lb_ssl_negotiation_policy", ["attribute", 0, "value"], msg)
}

test_deny_policies_of_classic_balancers if {
	blocks := {"aws_lb_ssl_negotiation_policy": "attribute", "aws_load_balancer_policy": "policy_attribute"}
	every type, block in blocks {
		found := rule.deny with input as _one(
			type,
			{block: [
				{"name": "Protocol-TLSv1", "value": "true"},
				{"name": "Protocol-TLSv1.1", "value": "false"},
				{"name": "Protocol-TLSv1.2", "value": "true"},
				{"name": "Reference-Security-Policy", "value": "ELBSecurityPolicy-2015-05"},
			]},
			{},
			{},
		)
		at_version := _at(type, [block, 0, "value"], "TLS below 1.2 is allowed: `Protocol-TLSv1` is true")
		msg := "TLS below 1.2 is allowed: `Reference-Security-Policy` is ELBSecurityPolicy-2015-05"
		found == at_version | _at(type, [block, 3, "value"], msg)
	}
}

test_allow_policies_of_other_kinds if {
	found := rule.deny with input as _one(
		"aws_load_balancer_policy",
		{
			"policy_type_name": "ProxyProtocolPolicyType",
			"policy_attribute": [{"name": "Protocol-TLSv1", "value": "true"}],
		},
		{},
		{},
	)
	found == set()
}

_classic(linked) := _one(
	"aws_elb",
	{"listener": [{"lb_port": 80, "lb_protocol": "http"}, {"lb_port": 443, "lb_protocol": "https"}]},
	{},
	linked,
)

_policy(values, unknown) := {"aws_lb_ssl_negotiation_policy": [{
	"address": "aws_lb_ssl_negotiation_policy.p",
	"values": values,
	"unknown": unknown,
}]}

_default := {
	"address": "aws_elb.x",
	"path": ["listener", 1, "lb_protocol"],
	"msg": "TLS below 1.2 is allowed: port 443 has no security policy",
}

test_deny_the_default_policy_of_classic_balancers if {
	types := {"aws_lb_ssl_negotiation_policy", "aws_load_balancer_listener_policy"}
	every linked in [{}, _policy({"lb_port": 8443}, {})] {
		found := rule.deny with input as _classic(linked)
		found == {object.union(_default, {"without": types})}
	}
	deferred := rule.deny with input as _classic(_policy({}, {"lb_port": true}))
	beside := {"address": "aws_lb_ssl_negotiation_policy.p", "path": ["lb_port"]}
	deferred == {object.union(_default, {"beside": beside})}
}

test_allow_a_classic_balancer_with_a_policy if {
	negotiated := rule.deny with input as _classic(_policy({"lb_port": 443}, {}))
	negotiated == set()
	listener := {"aws_load_balancer_listener_policy": [{"values": {"load_balancer_port": 443}, "unknown": {}}]}
	set_ := rule.deny with input as _classic(listener)
	set_ == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
