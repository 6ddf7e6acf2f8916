package rules.google.compute.firewall_ingress_rdp_test

import rego.v1

import data.rules.google.compute.firewall_ingress_rdp as rule

_firewall(values, unknown) := {"resources": {"google_compute_firewall": [{
	"address": "google_compute_firewall.web",
	"type": "google_compute_firewall",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_names_the_range_at_fault if {
	found := rule.deny with input as _firewall(
		{
			"source_ranges": ["10.0.0.0/8", "0.0.0.0/0"],
			"allow": [{"protocol": "icmp"}, {"protocol": "tcp", "ports": ["80", "3000-4000"]}],
		},
		{},
	)
	found == {{
		"address": "google_compute_firewall.web",
		"path": ["source_ranges", 1],
		"msg": "RDP (port 3389) is open to 0.0.0.0/0",
	}}
}

test_deny_udp_as_well_as_tcp if {
	found := rule.deny with input as _firewall(
		{"source_ranges": ["::/0"], "allow": [{"protocol": "udp", "ports": ["3389"]}]},
		{},
	)
	found == {{
		"address": "google_compute_firewall.web",
		"path": ["source_ranges", 0],
		"msg": "RDP (port 3389) is open to ::/0",
	}}
}

test_deny_a_rule_without_a_source if {
	found := rule.deny with input as _firewall({"allow": [{"protocol": "all"}]}, {"network": true})
	found == {{
		"address": "google_compute_firewall.web",
		"path": ["source_ranges"],
		"msg": "RDP (port 3389) is open to 0.0.0.0/0, as no source is given",
	}}
}

test_deny_at_ports_unknown_at_plan if {
	found := rule.deny with input as _firewall(
		{"source_ranges": ["0.0.0.0/0"], "allow": [{"protocol": "tcp"}]},
		{"allow": [{"ports": true}]},
	)
	found == {{
		"address": "google_compute_firewall.web",
		"path": ["allow", 0, "ports"],
		"msg": "RDP (port 3389) may be open to 0.0.0.0/0, as `ports` is known only after apply",
	}}
}

test_allow_other_ports_and_protocols if {
	found := rule.deny with input as _firewall(
		{
			"source_ranges": ["0.0.0.0/0"],
			"allow": [{"protocol": "tcp", "ports": ["443"]}, {"protocol": "udp", "ports": ["53"]}],
		},
		{},
	)
	found == set()
}

test_allow_known_sources if {
	found := rule.deny with input as _firewall(
		{"source_ranges": ["35.235.240.0/20"], "source_tags": ["web"], "allow": [{"protocol": "tcp"}]},
		{},
	)
	found == set()
}

test_allow_a_rule_not_in_force if {
	found := rule.deny with input as _firewall(
		{"source_ranges": ["0.0.0.0/0"], "disabled": true, "allow": [{"protocol": "tcp"}]},
		{},
	)
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
