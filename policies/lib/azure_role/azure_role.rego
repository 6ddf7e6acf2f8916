# Roles of Azure: what the patterns in custom roles allow, and how far a scope reaches.
package lib.azure_role

import rego.v1

import data.lib.attribute
import data.lib.net

# The pattern stands for every action of every service.
is_every_action(pattern) if {
	contains(pattern, "*")
	regex.match(`^(microsoft\.)?[*][*/]*$`, lower(pattern))
}

# The pattern, in which `*` stands for anything, holds the action, which is in lower case.
holds(pattern, action) if {
	expression := replace(replace(lower(pattern), ".", `\.`), "*", ".*")
	regex.match(sprintf("^%s$", [expression]), action)
}

# The actions that give out roles: whoever assigns roles gives itself any, and whoever writes roles widens its own.
giving_roles := [
	"microsoft.authorization/roleassignments/write",
	"microsoft.authorization/roledefinitions/write",
]

# A block of permissions takes the action away again.
leaves_out(permission, action) if {
	some pattern in permission.not_actions
	holds(pattern, action)
}

# A management group, a subscription or the root.
is_wide(scope) if {
	regex.match(`^/(subscriptions/[^/]+|providers/microsoft\.management/managementgroups/[^/]+)?/?$`, lower(scope))
}

# Where a custom role is at fault for what it allows at the paths, if it may be assigned to so much: there or, if
# its scope is known only after apply, at that. `text` goes on from what it allows.
faults(resource, paths) := sure | unsure if {
	wide := _wide_scopes(resource)
	sure := {{"path": path, "text": sprintf("in %s", [wide[0]])} |
		count(wide) > 0
		some path in paths
	}
	unsure := {{"path": array.concat([key], deferred.path), "text": text} |
		count(wide) == 0
		count(paths) > 0
		some key in _scope_keys(resource)
		some deferred in net.deferred(resource.unknown[key])
		text := sprintf("in `%s`, which is known only after apply", [key])
	}
}

# Without assignable scopes the role may be assigned where it is defined.
_scope_keys(resource) := ["assignable_scopes"] if attribute.is_given(resource, "assignable_scopes")

_scope_keys(resource) := ["scope"] if attribute.is_left_out(resource, "assignable_scopes")

_wide_scopes(resource) := [scope |
	some key in _scope_keys(resource)
	some scope in _listed(object.get(resource.values, key, []))
	is_string(scope)
	is_wide(scope)
]

_listed(value) := value if is_array(value)

_listed(value) := [value] if not is_array(value)
