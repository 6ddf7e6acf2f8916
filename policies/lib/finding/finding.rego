# What a rule's `deny` holds: the one constructor for findings.
package lib.finding

import rego.v1

# A finding at one value. `path` holds the keys and indices that lead there from the resource's values.
at(resource, path, msg) := {"address": resource.address, "path": path, "msg": msg} if not resource.deposed

at(resource, path, msg) := {"address": resource.address, "deposed": deposed, "path": path, "msg": msg} if {
	deposed := resource.deposed
}

# A finding about the resource as such, where no single value is at fault.
whole(resource, msg) := at(resource, [], msg)
