# Openings to the world in what AWS has for ingress rules: in a security group, on its own, of the VPC kind.
package lib.aws_ingress

import rego.v1

import data.lib.net
import data.lib.port

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
openings(resource, protocols, number) := _reaching(resource, protocols, number, number)

# The openings of every port over TCP or UDP: one rule reaches the first port and the last.
openings_of_every_port(resource) := _reaching(resource, ["tcp", "udp"], 1, 65535)

_reaching(resource, protocols, first, last) := blocks | whole if {
	blocks := {opening |
		some rule in _rules(resource)
		_may_hold(rule, first)
		_may_hold(rule, last)
		_may_carry(rule, protocols)
		some source in _sources(rule)
		opening := _opening(rule, source)
	}
	whole := {{"path": path, "text": "may be open, as `ingress` is known only after apply"} |
		some path in [["ingress"]]
		resource.unknown.ingress == true
	}
}

# Each ingress rule of a resource: its path, its values, its protocol, and what of them is deferred.
_rules(resource) := [rule |
	some i, values in resource.values.ingress
	rule := {
		"path": ["ingress", i],
		"values": values,
		"protocol": object.get(values, "protocol", null),
		"unknown": object.get(resource.unknown, ["ingress", i], {}),
	}
] if {
	resource.type in {"aws_security_group", "aws_default_security_group"}
}

_rules(resource) := [_whole(resource, "protocol")] if {
	resource.type == "aws_security_group_rule"
	resource.values.type == "ingress"
}

_rules(resource) := [_whole(resource, "ip_protocol")] if resource.type == "aws_vpc_security_group_ingress_rule"

_whole(resource, protocol_key) := {
	"path": [],
	"values": resource.values,
	"protocol": object.get(resource.values, protocol_key, null),
	"unknown": resource.unknown,
}

_source_keys := ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6"]

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
