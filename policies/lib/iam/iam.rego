# Policies of AWS IAM: their statements in one shape, and what the patterns in them stand for.
package lib.iam

import rego.v1

import data.lib.net

# The types whose policies say what an identity may do.
identity_types := [
	"aws_iam_policy",
	"aws_iam_role_policy",
	"aws_iam_user_policy",
	"aws_iam_group_policy",
	"aws_iam_role",
	"aws_ssoadmin_permission_set_inline_policy",
]

# The statements of the identity policies of a resource, each with the `path` of the attribute that holds it.
identity_statements(resource) := [statement |
	some path, document in _identity_documents(resource.values)
	some parsed in statements(document)
	statement := object.union(parsed, {"path": path})
]

_identity_documents(values) := object.union(plain, inline) if {
	plain := {[key]: values[key] |
		some key in ["policy", "inline_policy"]
		is_string(values[key])
	}
	inline := {["inline_policy", i, "policy"]: block.policy |
		is_array(values.inline_policy)
		some i, block in values.inline_policy
		is_string(block.policy)
	}
}

# The statements of a JSON policy document, with a list for each of their parts. A text that is no such
# document has none.
statements(document) := [statement |
	some i, raw in listed(object.get(json.unmarshal(document), "Statement", []))
	is_object(raw)
	statement := {
		"label": _label(i, object.get(raw, "Sid", "")),
		"effect": object.get(raw, "Effect", ""),
		"actions": listed(object.get(raw, "Action", [])),
		"not_actions": listed(object.get(raw, "NotAction", [])),
		"resources": listed(object.get(raw, "Resource", [])),
		"not_resources": listed(object.get(raw, "NotResource", [])),
		"principals": object.get(raw, "Principal", {}),
		"not_principals": object.get(raw, "NotPrincipal", {}),
		"conditions": _object(object.get(raw, "Condition", {})),
	}
]

_label(i, sid) := sprintf("Statement[%d]", [i]) if sid == ""

_label(_, sid) := sprintf("statement `%s`", [sid]) if sid != ""

_object(value) := value if is_object(value)

_object(value) := {} if not is_object(value)

# IAM takes one value where it takes a list.
listed(value) := value if is_array(value)

listed(value) := [value] if not is_array(value)

# The patterns that match every action, such as "*" and "*:*".
is_every_action(pattern) if {
	contains(pattern, "*")
	regex.match(`^[*?]*[*][*?]*(:[*?]*[*][*?]*)?$`, pattern)
}

# The patterns that match every action of a service, such as "s3:*".
is_every_action_of_a_service(pattern) if {
	contains(pattern, "*")
	regex.match(`^[^:]*[^:*?][^:]*:[*?]*[*][*?]*$`, pattern)
}

# The patterns that match every resource, such as "*" and "arn:aws:*:*:*:*".
is_every_resource(pattern) if {
	contains(pattern, "*")
	regex.match(`^([*]+|arn:(aws[a-z-]*[*]?|[*]+)(:[*]+)+)$`, pattern)
}

# The statement leaves no resource out, or just those of a list.
is_on_every_resource(statement) if {
	some pattern in statement.resources
	is_every_resource(pattern)
}

is_on_every_resource(statement) if count(statement.not_resources) > 0

# The statement makes an administrator, whatever its conditions ask for.
is_full_admin(statement) if {
	statement.effect == "Allow"
	some pattern in statement.actions
	is_every_action(pattern)
	is_on_every_resource(statement)
}

# Who a statement speaks of that is everybody, in words.
anybody(statement) := everyone | all_but if {
	everyone := {"any AWS principal" | is_anybody(statement.principals)}
	all_but := {"everybody but those of NotPrincipal" | count(statement.not_principals) > 0}
}

# The `Principal` of a statement is everybody.
is_anybody(principals) if principals == "*"

is_anybody(principals) if "*" in listed(principals.AWS)

# Condition keys that pin the caller to accounts or organizations, with the values that do.
account_pins := {
	"aws:principalorgid": `^o-[a-z0-9]+$`,
	"aws:sourceorgid": `^o-[a-z0-9]+$`,
	"aws:principalorgpaths": `^o-[a-z0-9]+/`,
	"aws:principalaccount": `^[^*?]+$`,
	"aws:sourceaccount": `^[^*?]+$`,
	"aws:principalarn": `^arn:[^:]*:[^:]*:[^:]*:[0-9]{12}:`,
}

# Every value of one condition is a pin, and a caller without the key fails it.
is_pinned(conditions, pins) if {
	some operator, tests in conditions
	regex.match(`^(foranyvalue:)?(string(equals|equalsignorecase|like)|arn(equals|like)|ipaddress)$`, lower(operator))
	some key, values in tests
	_pins_all(key, values, pins)
}

# All tests of a denial must hold for it to apply, so whoever fails one of them is spared.
spares_only_pinned(conditions, pins) if {
	every keys in conditions {
		is_object(keys)
		count(keys) > 0
	}
	tests := [[operator, key, values] |
		some operator, keys in conditions
		some key, values in keys
	]
	every test in tests {
		regex.match(_negation, lower(test[0]))
		_pins_all(test[1], test[2], pins)
	}
}

# Without the key they hold, with `IfExists` or not; after `ForAnyValue` they do not.
_negation := concat("", [
	"^(forallvalues:)?",
	"(string(notequals|notequalsignorecase|notlike)|arn(notequals|notlike)|notipaddress)",
	"(ifexists)?$",
])

_pins_all(key, values, pins) if {
	some pinning_key, pattern in pins
	lower(key) == pinning_key
	every value in listed(values) {
		regex.match(pattern, sprintf("%v", [value]))
		not net.is_world(value)
	}
}
