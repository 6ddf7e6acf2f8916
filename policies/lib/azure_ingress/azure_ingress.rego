# Openings to the world in Azure's network security groups and in rules on their own.
package lib.azure_ingress

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.net
import data.lib.port

# Source prefixes that mean every address, in lower case. Azure keeps what was typed.
_any_source := {"*", "any", "internet", "0.0.0.0", "/0", "<nw>/0"}

# Where a rule lets the world, or who knows whom, reach the port over one of the protocols. `resources` is
# `input.resources`, as a rule may be overruled by another resource. An opening has the `resource`, the
# `path` of the value that decides and a `text` that goes on from "SSH (port 22)".
# Neither rules whose `access` or `direction` is deferred nor a deferred `security_rule` is an opening.
openings(resources, protocols, number) := found if {
	rules := [rule |
		some resource in _resources(resources)
		some rule in _rules(resource)
	]
	candidates := [{"rule": rule, "source": source} |
		some rule in rules
		_is_inbound(rule.values, "allow")
		_may_hold(rule, number)
		some source in _sources(rule)
	]
	denials := _by_group(_denials(rules, {candidate.rule.group | some candidate in candidates}, number))
	found := {_opening(candidate.rule, candidate.source, number) |
		some candidate in candidates
		some protocol in protocols
		_may_carry(candidate.rule, protocol)
		not _is_overruled(candidate, protocol, object.get(denials, candidate.rule.group, []))
	}
}

_resources(resources) := [resource |
	some type in ["azurerm_network_security_group", "azurerm_network_security_rule"]
	some resource in resources[type]
]

# Each rule of a resource: its path, its values, what of them is deferred, and the group it belongs to.
_rules(resource) := [rule |
	group := _group(resource, "name")
	some i, values in resource.values.security_rule
	rule := {
		"resource": resource,
		"path": ["security_rule", i],
		"values": values,
		"unknown": object.get(resource.unknown, ["security_rule", i], {}),
		"group": group,
	}
] if {
	resource.type == "azurerm_network_security_group"
}

_rules(resource) := [{
	"resource": resource,
	"path": [],
	"values": resource.values,
	"unknown": resource.unknown,
	"group": _group_of_rule(resource),
}] if {
	resource.type == "azurerm_network_security_rule"
}

# The group of a rule on its own: by its names or, where they are deferred, by the group that they refer to.
# A group that nothing tells is one that only this resource knows of.
_group_of_rule(resource) := _group(resource, "network_security_group_name") if {
	count(_linked_groups(resource)) != 1
}

_group_of_rule(resource) := _group(_linked_groups(resource)[0], "name") if count(_linked_groups(resource)) == 1

# Names that are known tell more than the link: groups of one name may stand in different resource groups.
_linked_groups(resource) := [group |
	not _has_names(resource, "network_security_group_name")
	some group in companion.certain(resource, "azurerm_network_security_group")
]

_group(resource, key) := lower(concat("/", parts)) if {
	_has_names(resource, key)
	configuration := object.get(resource, "provider_config", "")
	parts := [configuration, resource.values.resource_group_name, resource.values[key]]
}

_group(resource, key) := resource.address if not _has_names(resource, key)

_has_names(resource, key) if {
	resource.values.resource_group_name
	resource.values[key]
}

_source_keys := ["source_address_prefix", "source_address_prefixes"]

_sources(rule) := worlds | unknowns if {
	worlds := {{"path": array.concat([key], world.path), "text": world.text} |
		some key in _source_keys
		some world in _worlds(rule.values[key])
	}
	unknowns := {{"path": array.concat([key], unknown.path), "text": unknown.text} |
		count(worlds) == 0
		some key in _source_keys
		some unknown in net.deferred(rule.unknown[key])
	}
}

_worlds(prefix) := net.worlds(prefix) | words if {
	is_string(prefix)
	words := {{"path": [], "text": sprintf("any source (%s)", [prefix])} | lower(prefix) in _any_source}
}

_worlds(prefixes) := net.worlds(prefixes) | words if {
	is_array(prefixes)
	words := {{"path": [i], "text": sprintf("any source (%s)", [prefix])} |
		some i, prefix in prefixes
		lower(prefix) in _any_source
	}
}

_is_inbound(values, access) if {
	lower(values.access) == access
	lower(values.direction) == "inbound"
}

_may_carry(rule, protocol) if port.carries(rule.values.protocol, protocol)

_may_carry(rule, _) if rule.unknown.protocol == true

_may_hold(rule, number) if _holds(rule.values, number)

_may_hold(rule, _) if {
	count(rule.unknown) > 0
	count(_deferred_port_keys(rule)) > 0
}

_holds(values, number) if port.range_holds(values.destination_port_range, number)

_holds(values, number) if {
	some range in values.destination_port_ranges
	port.range_holds(range, number)
}

_deferred_port_keys(rule) := [key |
	some key in ["destination_port_range", "destination_port_ranges"]
	count(net.deferred(rule.unknown[key])) > 0
]

_opening(rule, source, number) := {
	"resource": rule.resource,
	"path": array.concat(rule.path, source.path),
	"text": sprintf("is open to %s", [source.text]),
} if {
	count(_doubts(rule, number)) == 0
}

_opening(rule, source, number) := {
	"resource": rule.resource,
	"path": array.concat(rule.path, [doubts[0]]),
	"text": sprintf("may be open to %s, as `%s` is known only after apply", [source.text, doubts[0]]),
} if {
	doubts := _doubts(rule, number)
	count(doubts) > 0
}

# The deferred attributes that decide whether the rule reaches the port.
_doubts(rule, number) := array.concat(ports, protocols) if {
	ports := [key |
		not _holds(rule.values, number)
		some key in _deferred_port_keys(rule)
	]
	protocols := [key |
		some key in ["protocol"]
		rule.unknown[key] == true
	]
}

# Rules of the groups that turn the world away from the port, whatever port of its own the caller comes from.
_denials(rules, groups, number) := [rule |
	some rule in rules
	_is_inbound(rule.values, "deny")
	rule.group in groups
	_holds(rule.values, number)
	_is_from_the_world(rule.values.source_address_prefix)
	rule.values.source_port_range == "*"
	_is_left_out(rule, "source_port_ranges")
]

_everybody := {"*", "any", "internet"}

_is_from_the_world(prefix) if lower(prefix) in _everybody

_is_from_the_world(prefix) if net.is_world(prefix)

# The rules by their group. Sorting brings those of a group together; to look for each group among all rules
# would take the square of their number.
_by_group(rules) := groups if {
	sorted := sort([[rule.group, i] | some i, rule in rules])
	starts := [i |
		some i, _ in sorted
		_is_first(sorted, i)
	]
	ends := array.concat(array.slice(starts, 1, count(starts)), [count(sorted)])
	groups := {sorted[start][0]: members |
		some i, start in starts
		members := [rules[entry[1]] | some entry in array.slice(sorted, start, ends[i])]
	}
}

_is_first(_, i) if i == 0

_is_first(sorted, i) if sorted[i - 1][0] != sorted[i][0]

# A rule of the same group that is asked first turns away all that this one lets in.
_is_overruled(candidate, protocol, denials) if {
	some denial in denials
	denial.values.priority < candidate.rule.values.priority
	port.carries(denial.values.protocol, protocol)
	lower(denial.values.source_address_prefix) in (_everybody | {lower(candidate.source.text)})
	_covers_destination(denial, candidate.rule)
}

_destination_lists := ["destination_address_prefixes", "destination_application_security_group_ids"]

_covers_destination(denial, _) if {
	denial.values.destination_address_prefix == "*"
	every key in _destination_lists {
		_is_left_out(denial, key)
	}
}

_covers_destination(denial, rule) if {
	attribute.is_set(denial.values, "destination_address_prefix")
	denial.values.destination_address_prefix == rule.values.destination_address_prefix
	every key in _destination_lists {
		_is_left_out(denial, key)
		_is_left_out(rule, key)
	}
}

# Neither set nor deferred.
_is_left_out(rule, key) if {
	not attribute.is_set(rule.values, key)
	not rule.unknown[key]
}
