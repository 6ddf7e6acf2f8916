# METADATA
# title: Any AWS principal may assume the role
# description: |
#   The trust policy of a role names everybody ("*") and no condition pins the caller to an account or an
#   organization, nor does a denial for all others. Whoever has an AWS account of their own and knows the role's
#   ARN can assume it. An external id is no pin: it tells customers of one service apart and is not treated as
#   a secret.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
# custom:
#   id: aws-iam-role-trust-wildcard-principal
#   severity: critical
#   domain: iam
#   resources: [aws_iam_role]
#   attributes: [assume_role_policy]
#   never_computed: [assume_role_policy]
#   remediation: |
#     Name the accounts, roles or services that may assume the role, or pin `*` to your organization with
#     a condition on aws:PrincipalOrgID.
#   example: |
#     resource "aws_iam_role" "reader" {
#       name = "reader"
#       assume_role_policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Action    = "sts:AssumeRole"
#           Principal = { AWS = "arn:aws:iam::123456789012:root" }
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["7.2.2"]
#   aliases: [CKV_AWS_60, FG_R00219]
package rules.aws.iam.iam_role_trust_wildcard_principal

import rego.v1

import data.lib.finding
import data.lib.iam

deny contains finding.at(resource, ["assume_role_policy"], msg) if {
	some resource in input.resources.aws_iam_role
	statements := iam.statements(resource.values.assume_role_policy)
	some statement in statements
	statement.effect == "Allow"
	some who in _who(statement)
	names := _assumed(statement)
	count(names - _denied_but_for_pinned(statements)) > 0
	not _is_pinned(statement.conditions)
	msg := sprintf("%s lets %s assume the role%s", [statement.label, who, _guard(statement.conditions)])
}

_who(statement) := anybody | all_but if {
	anybody := {"any AWS principal" | _is_anybody(statement.principals)}
	all_but := {"everybody but those of NotPrincipal" | count(statement.not_principals) > 0}
}

_is_anybody(principals) if principals == "*"

_is_anybody(principals) if "*" in iam.listed(principals.AWS)

_assuming := {"sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity"}

# The actions of a statement that assume a role.
_assumed(statement) := _assuming if count(statement.not_actions) > 0

_assumed(statement) := {name |
	some action in statement.actions
	some name in _assuming
	glob.match(lower(action), [], name)
} if {
	count(statement.not_actions) == 0
}

# The actions that are denied to everybody but callers of a pinned account or organization.
_denied_but_for_pinned(statements) := {name |
	some statement in statements
	statement.effect == "Deny"
	_is_anybody(statement.principals)
	count(statement.not_actions) == 0
	_spares_only_pinned(statement.conditions)
	some name in _assumed(statement)
}

# All tests of a denial must hold for it to apply, so whoever fails one of them is spared.
_spares_only_pinned(conditions) if {
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
		_pins_all(test[1], test[2])
	}
}

# Without the key they hold, with `IfExists` or not; after `ForAnyValue` they do not.
_negation := `^(forallvalues:)?(string(notequals|notequalsignorecase|notlike)|arn(notequals|notlike))(ifexists)?$`

# Every value of one condition names an account or an organization, and a caller without the key fails it.
_is_pinned(conditions) if {
	some operator, tests in conditions
	regex.match(`^(foranyvalue:)?(string(equals|equalsignorecase|like)|arn(equals|like))$`, lower(operator))
	some key, values in tests
	_pins_all(key, values)
}

_pins_all(key, values) if {
	some pinning_key, pattern in _pins
	lower(key) == pinning_key
	every value in iam.listed(values) {
		regex.match(pattern, sprintf("%v", [value]))
	}
}

_pins := {
	"aws:principalorgid": `^o-[a-z0-9]+$`,
	"aws:sourceorgid": `^o-[a-z0-9]+$`,
	"aws:principalorgpaths": `^o-[a-z0-9]+/`,
	"aws:principalaccount": `^[^*?]+$`,
	"aws:sourceaccount": `^[^*?]+$`,
	"aws:principalarn": `^arn:[^:]*:[^:]*:[^:]*:[0-9]{12}:`,
}

_guard(conditions) := "" if count(conditions) == 0

_guard(conditions) := ", guarded only by an external id" if _keys(conditions) == {"sts:externalid"}

_guard(conditions) := ", under conditions that pin no account" if {
	count(conditions) > 0
	_keys(conditions) != {"sts:externalid"}
}

_keys(conditions) := {lower(key) | some tests in conditions; some key, _ in tests}
