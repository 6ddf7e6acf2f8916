# What a group of database parameters says of one of them. Groups have blocks `parameter` with `name` and `value`.
package lib.parameter_group

import rego.v1

import data.lib.attribute
import data.lib.deferred

# The faults of a parameter, each with the path of what is at fault and the state of it in words. Bad are the values in
# `choice.bad`, lower-case texts; what is left out counts as `choice.default`, and without one it is no fault.
faults(resource, name, choice) := known | unknown | missing if {
	own := _positions(resource, name)
	known := {{"path": ["parameter", i, "value"], "state": state} |
		some i in own
		value := lower(resource.values.parameter[i].value)
		value in choice.bad
		state := sprintf("`%s` is %s", [name, value])
	}
	unknown := {{"path": place, "state": sprintf("`%s` is known only after apply", [name])} |
		some place in _unknown_places(resource, own)
	}
	missing := {{"path": ["parameter"], "state": sprintf("`%s` is not set", [name])} |
		object.get(choice, "default", null) in choice.bad
		count(own) + count(unknown) == 0
	}
}

# A cluster gets the group of AWS, in which everything is as it is by default.
is_default(cluster, key) if attribute.is_left_out(cluster, key)

is_default(cluster, key) if startswith(cluster.values[key], "default.")

_positions(resource, name) := {i |
	some i, parameter in resource.values.parameter
	lower(parameter.name) == name
}

# The value of the parameter or, where nothing known is the parameter, what may be.
_unknown_places(resource, own) := values | names | whole if {
	values := {place |
		some i in own
		some place in deferred.places(resource, ["parameter", i, "value"])
	}
	names := {place |
		count(own) == 0
		some i, _ in resource.values.parameter
		some place in deferred.places(resource, ["parameter", i, "name"])
	}
	whole := deferred.places(resource, ["parameter"])
}
