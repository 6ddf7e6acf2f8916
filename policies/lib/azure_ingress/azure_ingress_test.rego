package lib.azure_ingress_test

import rego.v1

import data.lib.azure_ingress

_ssh(resources) := {[opening.resource.address, opening.path, opening.text] |
	some opening in azure_ingress.openings(resources, ["tcp"], 22)
}

_rule(overrides) := object.union(
	{
		"name": "ssh", "priority": 200, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
		"source_address_prefix": "*", "source_port_range": "*", "source_address_prefixes": [],
		"destination_address_prefix": "*", "destination_port_range": "22", "destination_port_ranges": [],
	},
	overrides,
)

_group(name, rules, unknown) := {
	"address": sprintf("azurerm_network_security_group.%s", [name]),
	"type": "azurerm_network_security_group",
	"values": {"name": name, "resource_group_name": "rg", "security_rule": rules},
	"unknown": unknown,
}

_standalone(name, rule, unknown) := {
	"address": sprintf("azurerm_network_security_rule.%s", [name]),
	"type": "azurerm_network_security_rule",
	"values": object.union({"network_security_group_name": "NSG", "resource_group_name": "RG"}, rule),
	"unknown": unknown,
}

_inline(rules) := _ssh({"azurerm_network_security_group": [_group("nsg", rules, {})]})

_is_open(overrides) if {
	_inline([_rule(overrides)]) == {[
		"azurerm_network_security_group.nsg",
		["security_rule", 0, "source_address_prefix"],
		"is open to any source (*)",
	]}
}

_is_closed(overrides) if _inline([_rule(overrides)]) == set()

test_openings_of_the_port if {
	_is_open({})
	_is_open({"protocol": "*"})
	_is_open({"protocol": "TCP", "access": "allow", "direction": "INBOUND"})
	_is_open({"destination_port_range": "*"})
	_is_open({"destination_port_range": "20-30"})
	_is_open({"destination_port_range": "", "destination_port_ranges": ["80", "22-23"]})
}

test_openings_not_of_other_ports_protocols_and_actions if {
	_is_closed({"protocol": "Udp"})
	_is_closed({"protocol": "Icmp"})
	_is_closed({"access": "Deny"})
	_is_closed({"direction": "Outbound"})
	_is_closed({"destination_port_range": "443"})
	_is_closed({"destination_port_range": "", "destination_port_ranges": ["80", "23-65535"]})
	_is_closed({"source_address_prefix": "VirtualNetwork"})
	_is_closed({"source_address_prefix": "10.0.0.0/8"})
	_is_closed({"source_address_prefix": "", "source_application_security_group_ids": ["asg"]})
}

test_openings_to_every_spelling_of_the_world if {
	every prefix in ["*", "Internet", "INTERNET", "Any", "0.0.0.0", "<nw>/0", "/0"] {
		_inline([_rule({"source_address_prefix": prefix})]) == {[
			"azurerm_network_security_group.nsg",
			["security_rule", 0, "source_address_prefix"],
			sprintf("is open to any source (%s)", [prefix]),
		]}
	}
	every cidr in ["0.0.0.0/0", "::/0", "0.0.0.0/1"] {
		_inline([_rule({"source_address_prefix": cidr})]) == {[
			"azurerm_network_security_group.nsg",
			["security_rule", 0, "source_address_prefix"],
			sprintf("is open to %s", [cidr]),
		]}
	}
}

test_openings_of_lists_of_sources if {
	some_worlds := ["10.0.0.0/8", "0.0.0.0/0", "Internet"]
	_inline([_rule({"source_address_prefix": "", "source_address_prefixes": some_worlds})]) == {
		[
			"azurerm_network_security_group.nsg",
			["security_rule", 0, "source_address_prefixes", 1],
			"is open to 0.0.0.0/0",
		],
		[
			"azurerm_network_security_group.nsg",
			["security_rule", 0, "source_address_prefixes", 2],
			"is open to any source (Internet)",
		],
	}
	_inline([_rule({"source_address_prefix": "", "source_address_prefixes": ["8.0.0.0/8", "9.0.0.0/8"]})]) == {[
		"azurerm_network_security_group.nsg",
		["security_rule", 0, "source_address_prefixes"],
		"is open to ranges that hold much of the internet together",
	]}
}

test_openings_not_where_a_rule_before_denies if {
	every denial in [
		{},
		{"protocol": "*"},
		{"destination_port_range": "*"},
		{"source_address_prefix": "Internet"},
		{"access": "deny"},
	] {
		_inline([_rule({}), _rule(object.union({"access": "Deny", "priority": 100}, denial))]) == set()
	}
}

test_openings_where_a_denial_lets_some_through if {
	every denial in [
		{"priority": 300},
		{"protocol": "Udp"},
		{"direction": "Outbound"},
		{"destination_port_range": "443"},
		{"source_address_prefix": "203.0.113.0/24"},
		{"destination_address_prefix": "10.0.0.4"},
		{"source_port_range": "1024"},
		{"source_port_range": "", "source_port_ranges": ["1-1023"]},
		{"destination_address_prefix": "", "destination_address_prefixes": ["10.0.1.0/24"]},
		{"destination_address_prefix": "", "destination_application_security_group_ids": ["asg"]},
	] {
		_inline([_rule({}), _rule(object.union({"access": "Deny", "priority": 100}, denial))]) == {[
			"azurerm_network_security_group.nsg",
			["security_rule", 0, "source_address_prefix"],
			"is open to any source (*)",
		]}
	}
}

test_openings_where_a_denial_is_for_other_destinations if {
	allow := _rule({"destination_address_prefix": "", "destination_address_prefixes": ["10.0.2.0/24"]})
	other := {"destination_address_prefix": "", "destination_address_prefixes": ["10.0.1.0/24"]}
	opening := {[
		"azurerm_network_security_group.nsg",
		["security_rule", 0, "source_address_prefix"],
		"is open to any source (*)",
	]}
	_inline([allow, _rule(object.union(other, {"access": "Deny", "priority": 100}))]) == opening
	_inline([allow, _rule({"access": "Deny", "priority": 100})]) == set()
	one := _rule({"destination_address_prefix": "10.0.0.4"})
	_inline([one, object.union(one, {"access": "Deny", "priority": 100})]) == set()
}

test_openings_where_a_denial_has_deferred_destinations if {
	deny := json.remove(_rule({"access": "Deny", "priority": 100}), ["destination_address_prefix"])
	every key in ["destination_address_prefix", "destination_address_prefixes"] {
		_ssh({"azurerm_network_security_rule": [
			_standalone("ssh", _rule({}), {}),
			_standalone("deny", deny, {key: true}),
		]}) == {["azurerm_network_security_rule.ssh", ["source_address_prefix"], "is open to any source (*)"]}
	}
}

test_openings_join_no_rules_of_other_provider_configurations if {
	allow := object.union(_standalone("ssh", _rule({}), {}), {"provider_config": "azurerm.b"})
	deny := _standalone("deny", _rule({"access": "Deny", "priority": 100}), {})
	_ssh({"azurerm_network_security_rule": [allow, object.union(deny, {"provider_config": "azurerm"})]}) == {[
		"azurerm_network_security_rule.ssh",
		["source_address_prefix"],
		"is open to any source (*)",
	]}
	_ssh({"azurerm_network_security_rule": [allow, object.union(deny, {"provider_config": "azurerm.b"})]}) == set()
}

test_openings_join_the_rules_of_each_of_many_groups if {
	rules := [object.union(
		_standalone(sprintf("%s%d", [access, i]), _rule({"access": access, "priority": priority}), {}),
		{"provider_config": sprintf("azurerm.a%d", [i % 7])},
	) |
		some i in numbers.range(0, 20)
		some access, priority in {"Allow": 200, "Deny": 100 + ((i % 7) * 20)}
	]
	found := _ssh({"azurerm_network_security_rule": rules})
	found == {[
		sprintf("azurerm_network_security_rule.Allow%d", [i]),
		["source_address_prefix"],
		"is open to any source (*)",
	] | some i in [5, 6, 12, 13, 19, 20]}
}

test_openings_of_rules_on_their_own if {
	found := _ssh({"azurerm_network_security_rule": [_standalone("ssh", _rule({}), {})]})
	found == {["azurerm_network_security_rule.ssh", ["source_address_prefix"], "is open to any source (*)"]}
}

test_openings_join_the_rules_of_one_group if {
	allow := _standalone("ssh", _rule({}), {})
	deny := _rule({"access": "Deny", "priority": 100})
	_ssh({"azurerm_network_security_rule": [allow, _standalone("deny", deny, {})]}) == set()
	_ssh({
		"azurerm_network_security_group": [_group("nsg", [deny], {})],
		"azurerm_network_security_rule": [allow],
	}) == set()
	opening := {["azurerm_network_security_rule.ssh", ["source_address_prefix"], "is open to any source (*)"]}
	_ssh({
		"azurerm_network_security_group": [_group("other", [deny], {})],
		"azurerm_network_security_rule": [allow],
	}) == opening
}

test_openings_of_a_group_that_knows_no_name if {
	nameless := json.remove(_group("nsg", [_rule({})], {}), ["values/name"])
	_ssh({"azurerm_network_security_group": [nameless]}) == {[
		"azurerm_network_security_group.nsg",
		["security_rule", 0, "source_address_prefix"],
		"is open to any source (*)",
	]}
}

test_openings_join_no_rules_of_groups_without_a_name if {
	nameless := {"resource_group_name": true}
	values := json.remove(_standalone("x", _rule({}), {}).values, ["resource_group_name"])
	deny := object.union(values, {"access": "Deny", "priority": 100})
	base := {"type": "azurerm_network_security_rule", "unknown": nameless}
	found := _ssh({"azurerm_network_security_rule": [
		object.union(base, {"address": "azurerm_network_security_rule.ssh", "values": values}),
		object.union(base, {"address": "azurerm_network_security_rule.deny", "values": deny}),
	]})
	found == {["azurerm_network_security_rule.ssh", ["source_address_prefix"], "is open to any source (*)"]}
}

test_openings_join_the_rules_of_a_group_that_only_a_link_tells if {
	unknown := {"network_security_group_name": true}
	group := json.remove(_group("nsg", [], {}), ["values/name"])
	other := json.remove(_group("other", [], {}), ["values/name"])
	rules := [object.union(
		json.remove(_standalone(name, _rule(values), unknown), ["values/network_security_group_name"]),
		{"linked": {"azurerm_network_security_group": [owner]}},
	) |
		some [name, values, owner] in [
			["ssh", {}, group],
			["deny", {"access": "Deny", "priority": 100}, group],
			["other", {}, other],
		]
	]
	found := _ssh({"azurerm_network_security_group": [group, other], "azurerm_network_security_rule": rules})
	found == {["azurerm_network_security_rule.other", ["source_address_prefix"], "is open to any source (*)"]}
}

test_openings_join_no_rules_of_a_group_of_the_same_name_elsewhere if {
	deny := _rule({"access": "Deny", "priority": 100})
	elsewhere := object.union(_group("nsg", [deny], {}), {"values": {"resource_group_name": "elsewhere"}})
	allow := object.union(
		_standalone("ssh", _rule({}), {}),
		{"linked": {"azurerm_network_security_group": [elsewhere]}},
	)
	found := _ssh({"azurerm_network_security_group": [elsewhere], "azurerm_network_security_rule": [allow]})
	found == {["azurerm_network_security_rule.ssh", ["source_address_prefix"], "is open to any source (*)"]}
}

test_openings_at_deferred_values if {
	from := json.remove(_rule({}), ["source_address_prefix"])
	_ssh({"azurerm_network_security_rule": [_standalone("r", from, {"source_address_prefix": true})]}) == {[
		"azurerm_network_security_rule.r",
		["source_address_prefix"],
		"is open to a range known only after apply",
	]}
	ports := json.remove(_rule({}), ["destination_port_range"])
	_ssh({"azurerm_network_security_rule": [_standalone("r", ports, {"destination_port_range": true})]}) == {[
		"azurerm_network_security_rule.r",
		["destination_port_range"],
		"may be open to any source (*), as `destination_port_range` is known only after apply",
	]}
	protocol := json.remove(_rule({}), ["protocol"])
	_ssh({"azurerm_network_security_rule": [_standalone("r", protocol, {"protocol": true})]}) == {[
		"azurerm_network_security_rule.r",
		["protocol"],
		"may be open to any source (*), as `protocol` is known only after apply",
	]}
}

test_openings_say_nothing_of_deferred_values_that_do_not_matter if {
	https := json.remove(_rule({"destination_port_range": "443"}), ["source_address_prefix"])
	_ssh({"azurerm_network_security_rule": [_standalone("r", https, {"source_address_prefix": true})]}) == set()
	private := json.remove(_rule({"source_address_prefix": "10.0.0.0/8"}), ["destination_port_range"])
	_ssh({"azurerm_network_security_rule": [_standalone("r", private, {"destination_port_range": true})]}) == set()
	access := json.remove(_rule({}), ["access"])
	_ssh({"azurerm_network_security_rule": [_standalone("r", access, {"access": true})]}) == set()
}

test_openings_of_nothing if {
	_ssh({}) == set()
	_ssh({"azurerm_network_security_group": [_group("nsg", [], {})]}) == set()
}
