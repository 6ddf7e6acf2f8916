# METADATA
# title: Custom role gives out roles
# description: |
#   A custom role may write role assignments or role definitions, so whoever has it gives any role to anybody,
#   or widens the role itself. Reviews of the built-in roles Owner and User Access Administrator do not see it.
#   A role that allows every action is found by azure-role-custom-owner.
# related_resources:
#   - https://learn.microsoft.com/azure/role-based-access-control/custom-roles
#   - https://learn.microsoft.com/azure/role-based-access-control/best-practices
# custom:
#   id: azure-role-custom-role-admin
#   severity: medium
#   domain: iam
#   resources: [azurerm_role_definition]
#   attributes: [permissions.actions, permissions.not_actions]
#   subject: [scope, assignable_scopes]
#   never_computed: [permissions]
#   remediation: |
#     Take the actions out, and assign Role Based Access Control Administrator under a condition to those who
#     give out roles.
#   example: |
#     resource "azurerm_role_definition" "restarter" {
#       name  = "vm-restarter"
#       scope = azurerm_resource_group.main.id
#
#       permissions {
#         actions = ["Microsoft.Compute/virtualMachines/restart/action"]
#       }
#     }
#   controls:
#     nist_800_53: ["AC-6"]
#     soc2: ["CC6.3"]
#   aliases: [AZU-0052, AVD-AZU-0052]
package rules.azure.authorization.role_custom_role_admin

import rego.v1

import data.lib.attribute
import data.lib.azure_role
import data.lib.finding

deny contains finding.at(resource, ["permissions", i, "actions", j], msg) if {
	some resource in input.resources.azurerm_role_definition
	some i, permission in resource.values.permissions
	some j, pattern in permission.actions
	_may_give(pattern)
	not attribute.is_deferred(resource, ["permissions", i, "not_actions"])
	given := [action |
		some action in azure_role.giving_roles
		azure_role.holds(pattern, action)
		not azure_role.leaves_out(permission, action)
	]
	count(given) > 0
	msg := sprintf("`%s` gives out roles (%s)", [pattern, given[0]])
}

# Few patterns do, and these are cheap to tell.
_may_give(pattern) if {
	is_string(pattern)
	regex.match(`^[*]|^microsoft\.(auth|[*])`, lower(pattern))
	not azure_role.is_every_action(pattern)
}
