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
	some who in iam.anybody(statement)
	names := _assumed(statement)
	count(names - _denied_but_for_pinned(statements)) > 0
	not iam.is_pinned(statement.conditions, iam.account_pins)
	msg := sprintf("%s lets %s assume the role%s", [statement.label, who, _guard(statement.conditions)])
}

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
	iam.is_anybody(statement.principals)
	count(statement.not_actions) == 0
	iam.spares_only_pinned(statement.conditions, iam.account_pins)
	some name in _assumed(statement)
}

_guard(conditions) := "" if count(conditions) == 0

_guard(conditions) := ", guarded only by an external id" if _keys(conditions) == {"sts:externalid"}

_guard(conditions) := ", under conditions that pin no account" if {
	count(conditions) > 0
	_keys(conditions) != {"sts:externalid"}
}

_keys(conditions) := {lower(key) | some tests in conditions; some key, _ in tests}
