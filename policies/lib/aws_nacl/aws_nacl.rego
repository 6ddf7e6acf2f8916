# Openings to the world in network ACLs, whose rules are asked in the order of their numbers: inside the ACL and on
# their own.
package lib.aws_nacl

import rego.v1

import data.lib.attribute
import data.lib.aws_ingress
import data.lib.companion
import data.lib.finding

# The findings where the world may reach the port over one of the protocols, and no rule that is asked before keeps it
# out. `resources` is `input.resources`. An ACL that lets every port in is left to aws-nacl-ingress-all-ports.
port_findings(resources, protocols, number, name) := {found |
	some list in _lists(resources)
	some entry in list.judged
	some protocol in protocols
	some opening in _openings(entry, [protocol], number, number)
	not _is_every_port(entry, list)
	covers := _covers(list, entry, protocol, number, number)
	some found in _findings(entry, opening, covers, name)
}

# The findings where the world may reach every port over TCP or UDP, and no port is kept out before.
every_port_findings(resources) := blocks | unknown if {
	blocks := {found |
		some list in _lists(resources)
		some entry in list.judged
		some opening in _openings(entry, _transports, 1, 65535)
		some found in _findings(entry, opening, _exceptions(list, entry), "every port")
	}
	unknown := {finding.at(acl, ["ingress"], "every port may be open, as `ingress` is known only after apply") |
		some type in _acl_types
		some acl in resources[type]
		acl.unknown.ingress == true
	}
}

_transports := ["tcp", "udp"]

_acl_types := ["aws_network_acl", "aws_default_network_acl"]

_rule := "aws_network_acl_rule"

_is_every_port(entry, list) if {
	count(_openings(entry, _transports, 1, 65535)) > 0
	every cover in _exceptions(list, entry) {
		count(cover) > 0
	}
}

# Each list of ingress rules: those that are judged, and what may deny before them.
_lists(resources) := array.concat(acls, orphans) if {
	acls := [{"judged": judged, "denials": array.concat(denials, possible)} |
		some type in _acl_types
		some acl in resources[type]
		entries := array.concat(_blocks(acl, []), _own(companion.certain(acl, _rule), []))
		judged := _those(entries, "allow")
		denials := _those(entries, "deny")
		possible := [entry |
			some rule in companion.possible(acl, _rule)
			some entry in _those(_own([rule], [_belonging(rule)]), "deny")
		]
	]
	alone := [rule |
		some rule in object.get(resources, _rule, [])
		not companion.has(rule, "aws_network_acl")
		not companion.has(rule, "aws_default_network_acl")
	]
	orphans := [{"judged": judged, "denials": array.concat(siblings, blocks)} |
		some rule in alone
		judged := _those(_own([rule], []), "allow")
		count(judged) > 0
		siblings := [entry |
			some other in alone
			some doubts in _doubts_of_one_acl(rule, other)
			some entry in _those(_own([other], doubts), "deny")
		]
		blocks := [entry |
			some type in _acl_types
			some acl in companion.possible(rule, type)
			some entry in _those(_blocks(acl, [_belonging(rule)]), "deny")
		]
	]
}

# What it depends on that two rules are of one ACL: `[]` if on nothing. Empty if they are not: an ACL whose id is known
# is older than one whose id is not.
_doubts_of_one_acl(rule, other) := {[]} if {
	_is_another_beside(rule, other)
	rule.values.network_acl_id == other.values.network_acl_id
}

_doubts_of_one_acl(rule, other) := {[_belonging(other)]} if {
	_is_another_beside(rule, other)
	attribute.is_deferred(rule, ["network_acl_id"])
	attribute.is_deferred(other, ["network_acl_id"])
}

_is_another_beside(rule, other) if {
	rule.address != other.address
	object.get(rule, "provider_config", "") == object.get(other, "provider_config", "")
}

_belonging(rule) := {"resource": rule, "path": ["network_acl_id"]}

# Rules within an ACL and on their own, in one shape that is also that of `aws_ingress`, with what it depends on that
# they are of the ACL in question.
_blocks(acl, doubts) := [entry |
	some i, values in acl.values.ingress
	entry := {
		"resource": acl, "path": ["ingress", i], "values": values,
		"unknown": object.get(acl.unknown, ["ingress", i], {}),
		"protocol": object.get(values, "protocol", null),
		"keys": {"number": "rule_no", "action": "action"},
		"doubts": doubts,
	}
]

_own(rules, doubts) := [entry |
	some rule in rules
	object.get(rule.values, "egress", false) == false
	entry := {
		"resource": rule, "path": [], "values": rule.values, "unknown": rule.unknown,
		"protocol": object.get(rule.values, "protocol", null),
		"keys": {"number": "rule_number", "action": "rule_action"},
		"doubts": doubts,
	}
]

_those(entries, action) := [entry |
	some entry in entries
	_may_be(entry, action)
]

_may_be(entry, action) if lower(entry.values[entry.keys.action]) == action

_may_be(entry, _) if entry.unknown[entry.keys.action] == true

_openings(entry, protocols, first, last) := {opening |
	some reached in aws_ingress.openings_of_rule(entry, protocols, first, last)
	some opening in _if_allowed(entry, reached)
}

# An entry that may be something else than an allowed way in.
_if_allowed(entry, opening) := sure | unsure if {
	keys := [key |
		some key in [entry.keys.action, "egress"]
		entry.unknown[key] == true
	]
	sure := {opening | count(keys) == 0}
	unsure := {{"path": array.concat(entry.path, [key]), "text": words} |
		some key in array.slice(keys, 0, 1)
		words := sprintf("may be open, as `%s` is known only after apply", [key])
	}
}

_findings(entry, opening, covers, name) := sure | unsure if {
	msg := sprintf("%s %s", [name, opening.text])
	doubts := [cover[0] |
		some cover in covers
		count(cover) > 0
	]
	sure := {finding.at(entry.resource, opening.path, msg) | count(covers) == 0}
	unsure := {finding.beside(entry.resource, opening.path, doubt.resource, doubt.path, msg) |
		count(covers) == count(doubts)
		some doubt in array.slice(doubts, 0, 1)
	}
}

# What the denials that come before the entry and keep the world out of the ports depend on, each: `[]` if on nothing.
_covers(list, entry, protocol, first, last) := [doubts |
	some denial in list.denials
	not denial.values[denial.keys.number] >= entry.values[entry.keys.number]
	some source in _sources(denial, entry)
	some reached in aws_ingress.openings_of_rule(denial, [protocol], first, last)
	doubts := array.concat(denial.doubts, _doubts(denial, entry, [reached.path, source]))
]

# The same for the denials that keep the world out of some port that the entry opens.
_exceptions(list, entry) := [cover |
	some protocol in _transports
	count(_openings(entry, [protocol], 1, 65535)) > 0
	some cover in _covers({"denials": _without_ports(list.denials)}, entry, protocol, 1, 65535)
]

_without_ports(denials) := [json.remove(denial, paths) |
	paths := ["values/from_port", "values/to_port", "unknown/from_port", "unknown/to_port"]
	some denial in denials
]

# Where the source of the denial stands that holds, or may hold, that of the entry.
_sources(denial, entry) := {array.concat(denial.path, [key]) |
	some key in ["cidr_block", "ipv6_cidr_block"]
	_may_contain(denial, entry, key)
}

_may_contain(denial, entry, key) if net.cidr_contains(denial.values[key], entry.values[key])

_may_contain(denial, entry, key) if {
	denial.values[key] in {"0.0.0.0/0", "::/0"}
	entry.unknown[key] == true
}

_may_contain(denial, entry, key) if {
	denial.unknown[key] == true
	attribute.is_given(entry, key)
}

_doubts(denial, entry, paths) := array.concat(of_denial, of_order) if {
	keys := denial.keys
	of_denial := [{"resource": denial.resource, "path": path} |
		some path in array.concat(paths, [array.concat(denial.path, [key]) | some key in [keys.action, "egress"]])
		attribute.is_deferred(denial.resource, path)
	]
	of_order := [{"resource": rule.resource, "path": path} |
		some rule in [denial, entry]
		some path in [array.concat(rule.path, [rule.keys.number])]
		attribute.is_deferred(rule.resource, path)
	]
}
