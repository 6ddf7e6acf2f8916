package rules.azure.network.nsg_ingress_ssh_test

import rego.v1

import data.rules.azure.network.nsg_ingress_ssh as rule

_rule(overrides) := object.union(
	{
		"name": "ssh", "priority": 200, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
		"source_address_prefix": "*", "source_port_range": "*",
		"destination_address_prefix": "*", "destination_port_range": "22",
	},
	overrides,
)

_group(rules, unknown) := {"azurerm_network_security_group": [{
	"address": "azurerm_network_security_group.web",
	"type": "azurerm_network_security_group",
	"values": {"name": "web", "resource_group_name": "rg", "security_rule": rules},
	"unknown": unknown,
}]}

_standalone(values) := {"azurerm_network_security_rule": [{
	"address": "azurerm_network_security_rule.ssh",
	"type": "azurerm_network_security_rule",
	"values": object.union({"resource_group_name": "rg", "network_security_group_name": "web"}, values),
	"unknown": {},
}]}

test_deny_a_rule_within_a_group if {
	found := rule.deny with input as {"resources": _group(
		[_rule({"destination_port_range": "443"}), _rule({})],
		{},
	)}
	found == {{
		"address": "azurerm_network_security_group.web",
		"path": ["security_rule", 1, "source_address_prefix"],
		"msg": "SSH (port 22) is open to any source (*)",
	}}
}

test_deny_a_rule_on_its_own if {
	found := rule.deny with input as {"resources": _standalone(_rule({
		"protocol": "*",
		"source_address_prefix": "0.0.0.0/0",
	}))}
	found == {{
		"address": "azurerm_network_security_rule.ssh",
		"path": ["source_address_prefix"],
		"msg": "SSH (port 22) is open to 0.0.0.0/0",
	}}
}

test_deny_at_a_source_unknown_at_plan if {
	found := rule.deny with input as {"resources": _group(
		[json.remove(_rule({}), ["source_address_prefix"])],
		{"security_rule": [{"source_address_prefix": true}]},
	)}
	found == {{
		"address": "azurerm_network_security_group.web",
		"path": ["security_rule", 0, "source_address_prefix"],
		"msg": "SSH (port 22) is open to a range known only after apply",
	}}
}

test_allow_what_another_rule_denies_before if {
	found := rule.deny with input as {"resources": object.union(
		_group([_rule({"access": "Deny", "priority": 100, "destination_port_range": "*"})], {}),
		_standalone(_rule({})),
	)}
	found == set()
}

test_allow_other_ports_sources_and_directions if {
	found := rule.deny with input as {"resources": _group(
		[
			_rule({"destination_port_range": "443"}),
			_rule({"source_address_prefix": "VirtualNetwork"}),
			_rule({"direction": "Outbound"}),
			_rule({"protocol": "Udp"}),
		],
		{},
	)}
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
