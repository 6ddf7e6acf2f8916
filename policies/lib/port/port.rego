# Ports and transport protocols, as the providers write them.
package lib.port

import rego.v1

# Numbers of IP protocols come as texts or as numbers.
_every := {"-1", "all", "*", -1}

_spellings := {"tcp": _every | {"tcp", "6", 6}, "udp": _every | {"udp", "17", 17}}

# The protocol of a rule, name or number, carries `protocol`, which is "tcp" or "udp".
carries(rule_protocol, protocol) if rule_protocol in _spellings[protocol]

carries(rule_protocol, protocol) if lower(rule_protocol) in _spellings[protocol]

# The protocol of a rule is every protocol.
is_any_protocol(rule_protocol) if rule_protocol in _every

is_any_protocol(rule_protocol) if lower(rule_protocol) in _every

# A port specification in words, "22", "20-30" or "*", holds the port.
range_holds(specification, _) if specification == "*"

range_holds(specification, port) if {
	not contains(specification, "-")
	trim_space(specification) == sprintf("%d", [port])
}

range_holds(specification, port) if {
	contains(specification, "-")
	[from, to] := split(specification, "-")
	to_number(trim_space(from)) <= port
	to_number(trim_space(to)) >= port
}
