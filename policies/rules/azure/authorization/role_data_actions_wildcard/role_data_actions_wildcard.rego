# METADATA
# title: Custom role reaches all data
# description: |
#   A custom role allows every data action and may be assigned to a whole subscription or management group.
#   Whoever has it reads and changes the data of all services there: blobs, queues, messages, and the secrets of
#   key vaults. Owner and Contributor do not have that.
# related_resources:
#   - https://learn.microsoft.com/azure/role-based-access-control/role-definitions#dataactions
#   - https://learn.microsoft.com/azure/role-based-access-control/custom-roles
#   - https://learn.microsoft.com/azure/role-based-access-control/best-practices
# custom:
#   id: azure-role-data-actions-wildcard
#   severity: high
#   domain: iam
#   resources: [azurerm_role_definition]
#   attributes: [permissions.data_actions]
#   subject: [scope, assignable_scopes]
#   satisfied_by:
#     scope: [azurerm_resource_group, data.azurerm_resource_group]
#   never_computed: [permissions]
#   remediation: |
#     List the data actions that the role is for, or limit where it may be assigned to a resource group.
#   example: |
#     resource "azurerm_role_definition" "reader" {
#       name  = "report-reader"
#       scope = azurerm_resource_group.main.id
#
#       permissions {
#         data_actions = ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"]
#       }
#     }
#   controls:
#     nist_800_53: ["AC-6"]
#     soc2: ["CC6.3"]
#   aliases: []
package rules.azure.authorization.role_data_actions_wildcard

import rego.v1

import data.lib.azure_role
import data.lib.finding

deny contains finding.at(resource, fault.path, msg) if {
	some resource in input.resources.azurerm_role_definition
	some fault in azure_role.faults(resource, _every_action(resource))
	msg := sprintf("every data action (`*`) is allowed %s", [fault.text])
}

_every_action(resource) := {["permissions", i, "data_actions", j] |
	some i, permission in resource.values.permissions
	some j, pattern in permission.data_actions
	azure_role.is_every_action(pattern)
}
