# Openings to the world in what AWS has for ingress and egress rules: in a security group, on its own, of the VPC kind.
package lib.aws_ingress

import rego.v1

import data.lib.net
import data.lib.port
import data.lib.text

# The types that `openings` can read.
types := [
	"aws_security_group",
	"aws_default_security_group",
	"aws_security_group_rule",
	"aws_vpc_security_group_ingress_rule",
]

# Where the resource lets the world, or who knows whom, reach the port over one of the protocols.
# An opening has the `path` of the value that decides and a `text` that goes on from "SSH (port 22)".
# A rule whose `type` is deferred is no opening.
openings(resource, protocols, number) := _reaching(resource, "ingress", protocols, number, number)

# The openings of every port over TCP or UDP: one rule reaches the first port and the last.
openings_of_every_port(resource) := _reaching(resource, "ingress", ["tcp", "udp"], 1, 65535)

# The openings of so many ports that single ones need not be named: every port, every one above 1023, or a range of more
# than half of all. `ports` says which.
wide_openings(resource) := blocks | whole if {
	blocks := {object.union(opening, {"ports": words}) |
		some rule in _rules(resource, "ingress")
		_is_wide(rule)
		some source in _sources(rule)
		some opening in [_opening(rule, source)]
		words := _wide_words(rule)
	}
	whole := {object.union(opening, {"ports": "every port"}) |
		some opening in _deferred_as_a_whole(resource, "ingress")
	}
}

_wide_words(rule) := "every port" if {
	_reaches_the_last(rule)
	_may_hold(rule, 1)
}

_wide_words(rule) := "every port above 1023" if {
	_reaches_the_last(rule)
	not _may_hold(rule, 1)
}

_wide_words(rule) := sprintf("every port from %d to %d", [rule.values.from_port, rule.values.to_port]) if {
	not _reaches_the_last(rule)
}

# The openings of whatever port over TCP or UDP.
openings_of_any_port(resource) := blocks | _deferred_as_a_whole(resource, "ingress") if {
	blocks := {opening |
		some rule in _rules(resource, "ingress")
		_may_carry(rule, ["tcp", "udp"])
		some source in _sources(rule)
		path := array.concat(rule.path, source.path)
		opening := {"path": path, "text": sprintf("is open to %s", [source.text])}
	}
}

# The types that `egress_of_every_port` can read.
egress_types := [
	"aws_security_group",
	"aws_default_security_group",
	"aws_security_group_rule",
	"aws_vpc_security_group_egress_rule",
]

# Where the resource lets every port of the world be reached.
egress_of_every_port(resource) := _reaching(resource, "egress", ["tcp", "udp"], 1, 65535)

# The openings by one rule, in the shape that `_rules` gives it.
openings_of_rule(rule, protocols, first, last) := {opening |
	not _is_apart(rule, first, last)
	_may_hold(rule, first)
	_may_hold(rule, last)
	_may_carry(rule, protocols)
	some source in _sources(rule)
	opening := _opening(rule, source)
}

# The openings of any of the services, by port, each with its `protocols` and `name`; `text` ends with those that are
# reached. Wide openings are left to aws-sg-ingress-all-ports.
service_openings(resource, services) := {{"path": opening.path, "text": words} |
	some rule in _rules(resource, "ingress")
	not _is_for_another_port(rule, services)
	reached := _reached(rule, services)
	count(reached) > 0
	not _is_wide(rule)
	some source in _sources(rule)
	some opening in [_opening(rule, source)]
	words := sprintf("%s: %s", [opening.text, text.several(reached)])
}

# Most rules are for one port, and end here.
_is_for_another_port(rule, services) if {
	rule.values.from_port == rule.values.to_port
	object.get(services, rule.values.from_port, null) == null
}

# In the order of the ports.
_reached(rule, services) := array.concat(single, ranged) if {
	single := [_service_words(port_, service) |
		some port_ in [rule.values.from_port]
		rule.values.to_port == port_
		some service in [object.get(services, port_, null)]
		service != null
		_may_carry(rule, service.protocols)
	]
	ranged := [_service_words(port_, service) |
		object.get(rule.values, "from_port", 0) != object.get(rule.values, "to_port", 65535)
		some port_, service in services
		port_ >= object.get(rule.values, "from_port", 0)
		port_ <= object.get(rule.values, "to_port", 65535)
		_may_carry(rule, service.protocols)
	]
}

_service_words(number, service) := sprintf("%d (%s)", [number, service.name])

# The openings of any port but the given ones, each with the `ports` that the rule reaches in words. Wide openings are
# left to aws-sg-ingress-all-ports.
other_openings(resource, ports) := {{"path": opening.path, "text": opening.text, "ports": words} |
	some rule in _rules(resource, "ingress")
	not _is_wide(rule)
	not _is_one_of(rule, ports)
	_may_carry(rule, ["tcp", "udp"])
	some source in _sources(rule)
	some opening in [_opening(rule, source)]
	words := _port_words(rule)
}

_is_wide(rule) if _reaches_the_last(rule)

_is_wide(rule) if {
	rule.values.to_port - rule.values.from_port >= 32768
	_may_carry(rule, ["tcp", "udp"])
}

# From 1024 on.
_reaches_the_last(rule) if {
	not _is_apart(rule, 1024, 65535)
	_may_hold(rule, 65535)
	_may_hold(rule, 1024)
	_may_carry(rule, ["tcp", "udp"])
}

_is_one_of(rule, ports) if {
	rule.values.from_port == rule.values.to_port
	rule.values.from_port in ports
}

_port_words(rule) := sprintf("port %d", [rule.values.from_port]) if rule.values.from_port == rule.values.to_port

_port_words(rule) := sprintf("a port from %v to %v", [from, to]) if {
	from := object.get(rule.values, "from_port", "?")
	to := object.get(rule.values, "to_port", "?")
	from != to
}

_reaching(resource, direction, protocols, first, last) := blocks | _deferred_as_a_whole(resource, direction) if {
	blocks := {opening |
		some rule in _rules(resource, direction)
		some opening in openings_of_rule(rule, protocols, first, last)
	}
}

_deferred_as_a_whole(resource, direction) := {{"path": path, "text": text_} |
	some path in [[direction]]
	resource.unknown[direction] == true
	text_ := sprintf("may be open, as `%s` is known only after apply", path)
}

# Each rule of a resource for ingress or egress: its path, its values, its protocol, and what of them is deferred.
_rules(resource, direction) := [rule |
	some i, values in resource.values[direction]
	rule := {
		"path": [direction, i],
		"values": values,
		"protocol": object.get(values, "protocol", null),
		"unknown": object.get(resource.unknown, [direction, i], {}),
	}
] if {
	resource.type in {"aws_security_group", "aws_default_security_group"}
}

_rules(resource, direction) := [_whole(resource, "protocol")] if {
	resource.type == "aws_security_group_rule"
	resource.values.type == direction
}

_rules(resource, direction) := [_whole(resource, "ip_protocol")] if {
	resource.type == _vpc_rule_types[direction]
}

_vpc_rule_types := {
	"ingress": "aws_vpc_security_group_ingress_rule",
	"egress": "aws_vpc_security_group_egress_rule",
}

_whole(resource, protocol_key) := {
	"path": [],
	"values": resource.values,
	"protocol": object.get(resource.values, protocol_key, null),
	"unknown": resource.unknown,
}

# Those of security groups, of their rules, and of network ACLs.
_source_keys := ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6", "cidr_block", "ipv6_cidr_block"]

# A deferred source matters only where no known one opens the rule.
_sources(rule) := worlds | unknowns if {
	worlds := {{"path": array.concat([key], world.path), "text": world.text} |
		some key in _source_keys
		some world in net.worlds(rule.values[key])
	}
	unknowns := {{"path": array.concat([key], unknown.path), "text": unknown.text} |
		count(worlds) == 0
		some key in _source_keys
		some unknown in net.deferred(rule.unknown[key])
	}
}

_may_carry(rule, protocols) if {
	some protocol in protocols
	port.carries(rule.protocol, protocol)
}

_may_carry(rule, _) if _is_protocol_deferred(rule)

# The ports of most rules tell at once that the one or the other is not among them.
_is_apart(rule, first, _) if {
	rule.values.from_port > first
	rule.protocol in _plain_protocols
}

_is_apart(rule, _, last) if {
	rule.values.to_port < last
	rule.protocol in _plain_protocols
}

_plain_protocols := {"tcp", "udp"}

_may_hold(rule, number) if {
	not rule.values.from_port > number
	not rule.values.to_port < number
}

# The ports of a rule for every protocol mean nothing.
_may_hold(rule, _) if port.is_any_protocol(rule.protocol)

# AWS wants ports of 0 for every protocol, so a deferred protocol may be that.
_may_hold(rule, _) if {
	_is_protocol_deferred(rule)
	rule.values.from_port == 0
	rule.values.to_port == 0
}

_is_protocol_deferred(rule) if rule.unknown.protocol == true

_is_protocol_deferred(rule) if rule.unknown.ip_protocol == true

_opening(rule, source) := {
	"path": array.concat(rule.path, source.path),
	"text": sprintf("is open to %s", [source.text]),
} if {
	count(_doubts(rule)) == 0
}

_opening(rule, source) := {
	"path": array.concat(rule.path, [doubts[0]]),
	"text": sprintf("may be open to %s, as `%s` is known only after apply", [source.text, doubts[0]]),
} if {
	doubts := _doubts(rule)
	count(doubts) > 0
}

# The deferred attributes that decide whether the rule reaches the port.
_doubts(rule) := [key |
	not port.is_any_protocol(rule.protocol)
	some key in ["protocol", "ip_protocol", "from_port", "to_port"]
	rule.unknown[key] == true
]
