# Openings to the world in firewall rules of Google Cloud.
package lib.google_ingress

import rego.v1

import data.lib.attribute
import data.lib.net
import data.lib.port

# Where the firewall rule lets the world, or who knows whom, reach the port over one of the protocols.
# An opening has the `path` of the value that decides and a `text` that goes on from "SSH (port 22)".
# A rule whose `direction` or `disabled` is deferred is no opening.
openings(resource, protocols, number) := sure | unsure if {
	sure := {{"path": source.path, "text": sprintf("is open to %s", [source.text])} |
		_lets_through(resource, protocols, number)
		_is_in_force(resource)
		some source in _sources(resource)
	}
	unsure := {{"path": path, "text": sprintf("may be open to %s, as `%s` is known only after apply", words)} |
		count(sure) == 0
		some path in _doubts(resource, protocols, number)
		_is_in_force(resource)
		some source in _sources(resource)
		words := [source.text, path[count(path) - 1]]
	}
}

_is_in_force(resource) if {
	object.get(resource.values, "direction", "INGRESS") == "INGRESS"
	object.get(resource.values, "disabled", false) == false
	not resource.unknown.direction
	not resource.unknown.disabled
}

# Tags and service accounts let in more, never less: a source is let in if any of the three says so.
_sources(resource) := worlds | unknowns | defaults if {
	worlds := {{"path": array.concat(["source_ranges"], world.path), "text": world.text} |
		some world in net.worlds(resource.values.source_ranges)
	}
	unknowns := {{"path": array.concat(["source_ranges"], unknown.path), "text": unknown.text} |
		count(worlds) == 0
		some unknown in net.deferred(resource.unknown.source_ranges)
	}
	defaults := {{"path": ["source_ranges"], "text": text} |
		every key in ["source_ranges", "source_tags", "source_service_accounts"] {
			attribute.is_left_out(resource, key)
		}
		text := "0.0.0.0/0, as no source is given"
	}
}

_lets_through(resource, protocols, number) if {
	some i, allow in resource.values.allow
	_carries(allow, protocols)
	_holds(resource, i, number)
}

# The deferred parts of `allow` that decide whether it lets the port through.
_doubts(resource, protocols, number) := whole | parts if {
	whole := {path |
		some path in [["allow"]]
		resource.unknown.allow == true
	}
	parts := {["allow", i, key] |
		some i, _ in resource.values.allow
		_may_carry(resource, i, protocols)
		_may_hold(resource, i, number)
		some key in ["protocol", "ports"]
		_is_deferred(resource, i, key)
	}
}

_may_carry(resource, i, protocols) if _carries(resource.values.allow[i], protocols)

_may_carry(resource, i, _) if _is_deferred(resource, i, "protocol")

_may_hold(resource, i, number) if _holds(resource, i, number)

_may_hold(resource, i, _) if _is_deferred(resource, i, "ports")

_carries(allow, protocols) if {
	some protocol in protocols
	port.carries(allow.protocol, protocol)
}

# A block without ports lets all of them through.
_holds(resource, i, number) if {
	some range in resource.values.allow[i].ports
	port.range_holds(range, number)
}

_holds(resource, i, _) if {
	not attribute.is_set(resource.values.allow[i], "ports")
	not _is_deferred(resource, i, "ports")
}

_is_deferred(resource, i, key) if {
	unknown := object.get(resource.unknown, ["allow", i, key], false)
	count(net.deferred(unknown)) > 0
}
