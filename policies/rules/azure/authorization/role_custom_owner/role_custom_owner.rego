# METADATA
# title: Custom role is an owner of the subscription
# description: |
#   A custom role allows every action, among them to give out roles, and may be assigned to a whole
#   subscription or management group. It is an owner that reviews of the built-in role Owner do not see.
#   A role that leaves the writing of role assignments out (`not_actions`) is no owner and not reported.
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
#   remediation: List the actions that the role is for, or limit where it may be assigned to a resource group.
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
#   aliases: [CKV_AZURE_39, AZU-0030, AVD-AZU-0030, FG_R00288]
package rules.azure.authorization.role_custom_owner

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.net

deny contains finding.at(resource, path, msg) if {
	some resource in input.resources.azurerm_role_definition
	some path in _every_action(resource)
	wide := _wide_scopes(resource)
	count(wide) > 0
	msg := sprintf("every action (`*`) is allowed in %s", [wide[0]])
}

deny contains finding.at(resource, array.concat([key], deferred.path), msg) if {
	some resource in input.resources.azurerm_role_definition
	count(_every_action(resource)) > 0
	count(_wide_scopes(resource)) == 0
	some key in _scope_keys(resource)
	some deferred in net.deferred(resource.unknown[key])
	msg := sprintf("every action (`*`) is allowed in `%s`, which is known only after apply", [key])
}

# The paths of all actions that make an owner.
_every_action(resource) := {["permissions", i, "actions", j] |
	some i, permission in resource.values.permissions
	some j, "*" in permission.actions
	not _gives_no_roles(permission)
	not attribute.is_deferred(resource, ["permissions", i, "not_actions"])
}

_gives_no_roles(permission) if {
	some pattern in permission.not_actions
	expression := replace(replace(lower(pattern), ".", `\.`), "*", ".*")
	regex.match(sprintf("^%s$", [expression]), "microsoft.authorization/roleassignments/write")
}

# Without assignable scopes the role may be assigned where it is defined.
_scope_keys(resource) := ["assignable_scopes"] if attribute.is_given(resource, "assignable_scopes")

_scope_keys(resource) := ["scope"] if attribute.is_left_out(resource, "assignable_scopes")

_wide_scopes(resource) := [scope |
	some key in _scope_keys(resource)
	some scope in _listed(object.get(resource.values, key, []))
	regex.match(`^/(subscriptions/[^/]+|providers/microsoft\.management/managementgroups/[^/]+)?/?$`, lower(scope))
]

_listed(value) := value if is_array(value)

_listed(value) := [value] if not is_array(value)
