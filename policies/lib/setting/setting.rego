# Settings that are what they should not be: the shapes that many rules share, each with its types, path and words.
# A path leads through blocks with their positions: ["encrypt_at_rest", 0, "enabled"]. What only apply knows is no
# finding; METADATA's `attributes` names it.
package lib.setting

import rego.v1

import data.lib.attribute
import data.lib.finding

# The findings at a switch that is not on: false, left out, or in a block that is missing.
off(resources, path, fault) := {_found(resource, path, fault) |
	some resource in resources
	object.get(resource.values, path, null) in {false, null}
	not attribute.is_deferred(resource, path)
}

# The findings at a switch that is on.
on(resources, path, fault) := {_found(resource, path, fault) |
	some resource in resources
	object.get(resource.values, path, null) == true
}

# The findings at an attribute or block that says nothing.
unset(resources, path, fault) := {_found(resource, path, fault) |
	some resource in resources
	object.get(resource.values, path, null) in {null, "", [], {}}
	not attribute.is_deferred(resource, path)
}

# The findings at a number below `least`. What is left out counts as `default`; without one it is no finding.
below(resources, path, limit, fault) := {_found(resource, path, fault) |
	some resource in resources
	object.get(resource.values, path, object.get(limit, "default", limit.least)) < limit.least
	not attribute.is_deferred(resource, path)
}

# The findings at a value that is none of `good`, a set. What is left out counts as `default`; without one it is no
# finding.
other_than(resources, path, choice, fault) := {_found(resource, path, fault) |
	some resource in resources
	value := object.get(resource.values, path, object.get(choice, "default", null))
	value != null
	not value in choice.good
	not attribute.is_deferred(resource, path)
}

# The findings at a value that is one of `bad`, a set. What is left out counts as `default`; without one it is no
# finding.
one_of(resources, path, choice, fault) := {_found(resource, path, fault) |
	some resource in resources
	object.get(resource.values, path, object.get(choice, "default", null)) in choice.bad
	not attribute.is_deferred(resource, path)
}

# The findings at a list that lacks some of `wanted`, an array. One with an element that only apply knows may hold it.
lacking(resources, path, wanted, fault) := {finding.at(resource, at, msg) |
	some resource in resources
	not attribute.is_deferred(resource, path)
	listed := {value | some value in object.get(resource.values, path, [])}
	missing := [value |
		some value in wanted
		not value in listed
	]
	count(missing) > 0
	not null in listed
	at := _place(resource.values, path)
	msg := sprintf("%s: `%s` lacks %s", [fault, at[count(at) - 1], concat(", ", missing)])
}

_found(resource, path, fault) := finding.at(resource, at, msg) if {
	at := _place(resource.values, path)
	msg := sprintf("%s: %s", [fault, _state(resource.values, at)])
}

# The path as far as its blocks are there, and the name of the first that is not.
_place(values, path) := array.slice(path, 0, min(array.concat([count(path)], gaps))) if {
	gaps := [length |
		some length in numbers.range(1, count(path))
		object.get(values, array.slice(path, 0, length), null) in {null, []}
	]
}

_state(values, path) := sprintf("`%s` is not set", [path[count(path) - 1]]) if {
	object.get(values, path, null) in {null, "", [], {}}
}

_state(values, path) := sprintf("`%s` is %v", [path[count(path) - 1], value]) if {
	value := object.get(values, path, null)
	not value in {null, "", [], {}}
}
