# Who is given which role on Google Cloud, by `google_*_iam_member`, `_binding` and `_policy` alike.
package lib.google_iam

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.net

# What a resource grants: a `role` ("" if known only after apply), the `members` that get it, each with the `path` that
# names it, the paths of those that are `deferred`, and the `condition`. `path` leads to the role; in a policy all
# paths are that of the document.
bindings(resource) := written | in_policy if {
	written := {binding |
		_is_written(resource.type)
		binding := {
			"role": object.get(resource.values, "role", ""),
			"path": ["role"],
			"members": _members(resource.values),
			"deferred": _deferred_members(resource),
			"condition": concat(" ", [block.expression |
				some block in object.get(resource.values, "condition", [])
				is_string(block.expression)
			]),
		}
	}
	in_policy := {binding |
		some raw in _policy_bindings(resource.values)
		binding := {
			"role": object.get(raw, "role", ""),
			"path": ["policy_data"],
			"members": [{"name": name, "path": ["policy_data"]} |
				is_array(raw.members)
				some name in raw.members
				is_string(name)
			],
			"deferred": set(),
			"condition": object.get(raw, ["condition", "expression"], ""),
		}
	}
}

_is_written(type) if endswith(type, "_iam_member")

_is_written(type) if endswith(type, "_iam_binding")

_members(values) := array.concat(one, many) if {
	one := [{"name": values.member, "path": ["member"]} | is_string(values.member)]
	many := [{"name": name, "path": ["members", i]} |
		some i, name in object.get(values, "members", [])
		is_string(name)
	]
}

_deferred_members(resource) := {array.concat([key], deferred.path) |
	some key in ["member", "members"]
	some deferred in net.deferred(resource.unknown[key])
}

_policy_bindings(values) := [raw |
	is_string(values.policy_data)
	json.is_valid(values.policy_data)
	some raw in object.get(json.unmarshal(values.policy_data), "bindings", [])
	is_object(raw)
]

# The grants to everybody, each with the `path` of the member and a `text`. A condition says what is open and until
# when; that nobody gets in, it says only by access levels.
public(resource) := {{"path": member.path, "text": text} |
	some binding in bindings(resource)
	some member in binding.members
	is_everybody(member.name)
	not _asks_for_access_level(binding.condition)
	text := sprintf("%s is granted to %s", [role_text(binding), _everybody[lower(member.name)]])
}

_everybody := {"allusers": "allUsers", "allauthenticatedusers": "allAuthenticatedUsers"}

_asks_for_access_level(condition) if {
	contains(condition, "request.auth.access_levels")
	not contains(condition, "||")
	not contains(condition, "!")
}

# The member is everybody, or everybody with a Google account.
is_everybody(name) if _everybody[lower(name)]

role_text(binding) := binding.role if binding.role != ""

role_text(binding) := "a role known later" if binding.role == ""

# The condition leaves few of the resources, ends the grant, or says which roles may be given on. One that leaves some out
# leaves all others.
is_narrow(condition) if {
	some word in ["resource.name", "resource.matchTag", "resource.hasTag", "modifiedGrantsByRole"]
	contains(condition, word)
	not contains(condition, "!")
}

is_narrow(condition) if regex.match(`request\.time *<`, condition)

# Where the grant of a role is at fault, and to `who`: members that are `spared`, a set of their names, are none of it,
# and those known only after apply may be spared. A narrow condition makes the grant good.
faults(resource, binding, spared) := sure | unsure if {
	others := [member.name |
		some member in binding.members
		not member.name in spared
	]
	sure := {{"path": place(resource, binding.path), "who": who(others)} |
		count(others) > 0
		not is_narrow(binding.condition)
	}
	unsure := {{"path": place(resource, fault.path), "who": fault.who} |
		count(others) == 0
		not is_narrow(binding.condition)
		some fault in _unknown_members(resource, binding)
	}
}

_unknown_members(resource, binding) := accounts | others if {
	accounts := {{"path": binding.path, "who": "a service account of the plan"} | is_account_of_plan(resource)}
	others := {{"path": path, "who": "members known only after apply"} |
		not is_account_of_plan(resource)
		some path in binding.deferred
	}
}

# At the path or, if a condition that is known only after apply may be narrow, at that.
place(resource, path) := path if not attribute.is_deferred(resource, ["condition", 0, "expression"])

place(resource, _) := ["condition"] if attribute.is_deferred(resource, ["condition"])

place(resource, _) := ["condition", 0, "expression"] if {
	attribute.is_deferred(resource, ["condition", 0, "expression"])
	not attribute.is_deferred(resource, ["condition"])
}

# The member is known only after apply, and comes from a service account that the plan makes.
is_account_of_plan(resource) if {
	attribute.is_deferred(resource, ["member"])
	some account in companion.certain(resource, "google_service_account")
	"member" in account.via.here
}

# Service agents, which Google runs and gives the roles that its products need.
is_agent(name) if {
	startswith(name, "serviceAccount:")
	regex.match(`^serviceAccount:(service-[0-9]+@[a-z0-9.-]+\.iam|[0-9]+@cloudservices)\.gserviceaccount\.com$`, name)
}

# What the member is the default service account of: one that Google makes, and that workloads run as where nobody
# names another.
default_accounts(name) := compute | app if {
	compute := {"Compute Engine" | regex.match(`^serviceAccount:[0-9]+-compute@developer\.gserviceaccount\.com$`, name)}
	app := {"App Engine" | regex.match(`^serviceAccount:[a-z0-9.:-]+@appspot\.gserviceaccount\.com$`, name)}
}

# Whoever has one of these roles on a project, folder or organization acts as any service account in it, by attaching
# it, by its tokens or by a key of it. Service agents are given some of them by design.
impersonations(resource, level) := {{"path": fault.path, "text": text} |
	some binding in bindings(resource)
	binding.role in _impersonating
	agents := {member.name | some member in binding.members; is_agent(member.name)}
	some fault in faults(resource, binding, agents)
	text := sprintf("%s of the whole %s is granted to %s", [binding.role, level, fault.who])
}

_impersonating := {
	"roles/iam.serviceAccountUser",
	"roles/iam.serviceAccountTokenCreator",
	"roles/iam.serviceAccountOpenIdTokenCreator",
	"roles/iam.serviceAccountKeyAdmin",
	"roles/iam.workloadIdentityUser",
}

# The project, folder or organization that a resource grants a role on.
level(resource) := word if {
	some word in ["project", "folder", "organization"]
	startswith(resource.type, sprintf("google_%s_iam_", [word]))
}

# Members in words.
who(names) := names[0] if count(names) == 1

who(names) := sprintf("%s and %d more", [names[0], count(names) - 1]) if count(names) > 1
