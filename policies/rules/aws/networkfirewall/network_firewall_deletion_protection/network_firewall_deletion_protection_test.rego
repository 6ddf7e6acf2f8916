package rules.aws.networkfirewall.network_firewall_deletion_protection_test

import rego.v1

import data.rules.aws.networkfirewall.network_firewall_deletion_protection as rule

_firewall(values, unknown) := {"resources": {"aws_networkfirewall_firewall": [{
	"address": "aws_networkfirewall_firewall.f",
	"type": "aws_networkfirewall_firewall",
	"values": values,
	"unknown": unknown,
}]}}

_at(msg) := {{
	"address": "aws_networkfirewall_firewall.f",
	"path": ["delete_protection"],
	"msg": sprintf("one call deletes the firewall: `delete_protection` is %s", [msg]),
}}

test_deny_no_protection if {
	off := rule.deny with input as _firewall({"delete_protection": false}, {})
	off == _at("false")
	left_out := rule.deny with input as _firewall({}, {})
	left_out == _at("not set")
}

test_allow_protection if {
	found := rule.deny with input as _firewall({"delete_protection": true}, {})
	found == set()
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _firewall({}, {"delete_protection": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
