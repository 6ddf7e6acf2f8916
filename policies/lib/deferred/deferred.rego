# Where a value is that only apply knows, for findings that stand unless that value makes them good.
package lib.deferred

import rego.v1

# The path itself, or the beginning of it that is known only after apply: one at most.
places(resource, path) := {place |
	some length in numbers.range(1, count(path))
	place := array.slice(path, 0, length)
	object.get(resource.unknown, place, false) == true
}
