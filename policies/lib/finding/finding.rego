# What a rule's `deny` holds: the one place that makes findings.
package lib.finding

import rego.v1

# A finding at one value. `path` holds the keys and indices that lead there from the resource's values.
at(resource, path, msg) := object.union({"address": resource.address, "path": path, "msg": msg}, identity) if {
	identity := object.filter(resource, ["deposed", "section"])
}

# A finding about the resource as such, where no single value is at fault.
whole(resource, msg) := at(resource, [], msg)

# A finding that stands because no neighbour of any of the `types`, a set, makes it good.
without(resource, path, types, msg) := object.union(at(resource, path, msg), {"without": types})

# A finding that the value of another resource decides, too.
beside(resource, path, other, other_path, msg) := object.union(at(resource, path, msg), {"beside": beside_}) if {
	beside_ := _place(other, other_path)
}

_place(other, path) := {"address": other.address, "path": path} if not other.deposed

_place(other, path) := {"address": other.address, "deposed": other.deposed, "path": path} if other.deposed

# A finding about what is known of a policy document: it holds whatever the deferred rest of the document will be.
known(found) := object.union(found, {"known": true})

# A finding that says what is concluded about a policy document of a resource.
stated(resource, document, conclusion) := known(at(resource, document.path, msg)) if {
	msg := sprintf("%s %s", [conclusion.label, conclusion.reason])
}

# A finding of another severity than the rule says of itself.
graded(found, severity) := object.union(found, {"severity": severity})
