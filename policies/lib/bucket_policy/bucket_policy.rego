# Policies of S3 buckets: which statement lets everybody in, and which turns away requests without TLS.
package lib.bucket_policy

import rego.v1

import data.lib.iam

# Condition keys that narrow who everybody is: those of callers, and those of where they come from.
_pins := object.union(iam.account_pins, {
	"aws:sourceip": ".",
	"aws:sourcearn": `^arn:[^:]*:[^:]*:[^:]*:([0-9]{12}:|:[^*?])`,
	"aws:sourceowner": `^[^*?]+$`,
	"aws:sourcevpc": `^vpc-[0-9a-f]+$`,
	"aws:sourcevpce": `^vpce-[0-9a-f]+$`,
	"aws:sourcevpcarn": `^arn:[^:]*:ec2:[^:]*:[0-9]{12}:`,
	"aws:userid": `^[^*?:]+(:.*)?$`,
	"s3:dataaccesspointaccount": `^[^*?]+$`,
	"s3:dataaccesspointarn": `^arn:[^:]*:s3:[^:]*:[0-9]{12}:`,
})

# The statements that let everybody in, in words.
public_statements(document) := {text |
	statements := iam.statements(document)
	some statement in statements
	statement.effect == "Allow"
	some who in iam.anybody(statement)
	not iam.is_pinned(statement.conditions, _pins)
	not _is_denied(statement, statements)
	text := sprintf("%s lets %s %s", [statement.label, who, _what(statement)])
}

_what(statement) := sprintf("do %s", [concat(", ", statement.actions)]) if count(statement.actions) > 0

_what(statement) := "do all but a few actions" if count(statement.actions) == 0

# A denial for everybody but those who are pinned takes away all that the statement gives.
_is_denied(allowed, statements) if {
	some denial in statements
	denial.effect == "Deny"
	iam.is_anybody(denial.principals)
	iam.spares_only_pinned(denial.conditions, _pins)
	_covers(denial.actions, allowed.actions)
	_covers(denial.resources, allowed.resources)
}

_covers(patterns, values) if {
	count(values) > 0
	every value in values {
		_matches(patterns, value)
	}
}

_matches(patterns, value) if {
	some pattern in patterns
	glob.match(lower(pattern), [], lower(value))
}

# A statement denies every action on every object to everybody whose request comes without TLS.
refuses_plaintext(document) if {
	some statement in iam.statements(document)
	statement.effect == "Deny"
	iam.is_anybody(statement.principals)
	_is_on_every_action(statement)
	some resource in statement.resources
	regex.match(`^([*]|arn:[^:]*:s3:::([^/]*[*]|[^/]+/[*]))$`, resource)
	_is_for_plaintext(statement.conditions)
}

_is_on_every_action(statement) if {
	some action in statement.actions
	iam.is_every_action(action)
}

_is_on_every_action(statement) if {
	some action in statement.actions
	iam.is_every_action_of_a_service(lower(action))
	startswith(lower(action), "s3:")
}

# Services always use TLS, so that it does not matter whether they are left out.
_about_services := {"aws:principalisawsservice", "aws:viaawsservice"}

_is_for_plaintext(conditions) if {
	tests := [[operator, key, values] |
		some operator, keys in conditions
		some key, values in keys
	]
	some test in tests
	_is_without_tls(test)
	every other in tests {
		_leaves_requests_of_callers(other)
	}
}

_leaves_requests_of_callers(test) if _is_without_tls(test)

_leaves_requests_of_callers(test) if {
	lower(test[0]) in {"bool", "boolifexists"}
	lower(test[1]) in _about_services
	_is_false(test[2])
}

_is_without_tls(test) if {
	lower(test[0]) in {"bool", "boolifexists"}
	lower(test[1]) == "aws:securetransport"
	_is_false(test[2])
}

# The key is absent from requests without TLS.
_is_without_tls(test) if {
	lower(test[0]) == "numericlessthanifexists"
	lower(test[1]) == "s3:tlsversion"
}

_is_false(values) if {
	every value in iam.listed(values) {
		lower(sprintf("%v", [value])) == "false"
	}
}
