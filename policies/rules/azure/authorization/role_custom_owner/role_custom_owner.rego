# METADATA
# title: Custom role is an owner of the subscription
# description: |
#   A custom role allows every action, among them to give out roles, and may be assigned to a whole subscription
#   or management group. It is an owner that reviews of the built-in role Owner do not see. A role that leaves
#   out (`not_actions`) the writing of both role assignments and role definitions is no owner and not reported;
#   with one of the two left it can widen itself.
# related_resources:
#   - https://learn.microsoft.com/azure/role-based-access-control/custom-roles
#   - https://learn.microsoft.com/azure/role-based-access-control/best-practices
# custom:
#   id: azure-role-custom-owner
#   severity: high
#   domain: iam
#   resources: [azurerm_role_definition]
#   attributes: [permissions.actions, permissions.not_actions]
#   subject: [scope, assignable_scopes]
#   satisfied_by:
#     scope: [azurerm_resource_group, data.azurerm_resource_group]
#   never_computed: [permissions]
#   remediation: |
#     List the actions that the role is for, or limit where it may be assigned to a resource group.
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
#     cis_azure: ["1.23"]
#     nist_800_53: ["AC-6"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AZURE_39, AZU-0030, AVD-AZU-0030, FG_R00288]
package rules.azure.authorization.role_custom_owner

import rego.v1

import data.lib.attribute
import data.lib.azure_role
import data.lib.finding

deny contains finding.at(resource, fault.path, msg) if {
	some resource in input.resources.azurerm_role_definition
	some fault in azure_role.faults(resource, _every_action(resource))
	msg := sprintf("every action (`*`) is allowed %s", [fault.text])
}

# The paths of all actions that make an owner.
_every_action(resource) := {["permissions", i, "actions", j] |
	some i, permission in resource.values.permissions
	some j, pattern in permission.actions
	azure_role.is_every_action(pattern)
	not _gives_no_roles(permission)
	not attribute.is_deferred(resource, ["permissions", i, "not_actions"])
}

_gives_no_roles(permission) if {
	left := [action |
		some action in azure_role.giving_roles
		not azure_role.leaves_out(permission, action)
	]
	count(left) == 0
}
