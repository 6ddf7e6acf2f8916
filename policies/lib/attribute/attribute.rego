# Whether an attribute is set, deferred or absent. A resource is an element of `input.resources[type]`.
package lib.attribute

import rego.v1

# The value says something: Terraform writes "", [] and {} for arguments that were left out, too.
is_set(object_, key) if not object.get(object_, key, null) in {null, "", [], {}}

# The value at the path, or one that holds it, is known only after apply.
is_deferred(resource, path) if {
	some length in numbers.range(1, count(path))
	object.get(resource.unknown, array.slice(path, 0, length), false) == true
}

# The user gave the top-level attribute a value, be it known or deferred.
is_given(resource, key) if is_set(resource.values, key)

is_given(resource, key) if is_deferred(resource, [key])

# The user left the top-level attribute to its default.
is_left_out(resource, key) if not is_given(resource, key)

# The value is known not to be true: false or left out, and not deferred.
is_off(resource, path) if {
	object.get(resource.values, path, false) == false
	not is_deferred(resource, path)
}
