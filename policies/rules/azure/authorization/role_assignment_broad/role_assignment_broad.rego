# METADATA
# title: Owner or role administrator of a whole subscription
# description: |
#   Owner, User Access Administrator or Role Based Access Control Administrator is assigned on a subscription, a
#   management group or the root, for good and without a condition. The principal gives itself and others any
#   right on all that is there. Assignments that a condition limits to some roles, active ones that end, and
#   eligible ones, which have to be activated, are not reported. Nor is Contributor, which gives out no roles.
# related_resources:
#   - https://learn.microsoft.com/azure/role-based-access-control/best-practices
#   - https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-overview
# custom:
#   id: azure-role-assignment-broad
#   severity: high
#   domain: iam
#   resources: [azurerm_role_assignment, azurerm_pim_active_role_assignment]
#   attributes: []
#   linked: [azurerm_management_group, azurerm_subscription]
#   subject: [scope, principal_id]
#   satisfied_by:
#     role_definition_id: [azurerm_role_definition]
#     scope: [
#       azurerm_resource_group, azurerm_api_management, azurerm_app_configuration, azurerm_application_insights,
#       azurerm_automation_account, azurerm_cognitive_account, azurerm_container_app,
#       azurerm_container_app_environment, azurerm_container_registry, azurerm_cosmosdb_account, azurerm_data_factory,
#       azurerm_databricks_workspace, azurerm_dns_zone, azurerm_eventgrid_topic, azurerm_eventhub,
#       azurerm_eventhub_namespace, azurerm_key_vault, azurerm_kubernetes_cluster, azurerm_linux_function_app,
#       azurerm_linux_virtual_machine, azurerm_linux_web_app, azurerm_log_analytics_workspace,
#       azurerm_machine_learning_workspace, azurerm_mssql_database, azurerm_mssql_server,
#       azurerm_network_security_group, azurerm_postgresql_flexible_server, azurerm_private_dns_zone,
#       azurerm_public_ip, azurerm_recovery_services_vault, azurerm_redis_cache, azurerm_route_table,
#       azurerm_search_service, azurerm_servicebus_namespace, azurerm_servicebus_queue, azurerm_servicebus_topic,
#       azurerm_shared_image_gallery, azurerm_storage_account, azurerm_storage_container, azurerm_subnet,
#       azurerm_synapse_workspace, azurerm_user_assigned_identity, azurerm_virtual_network,
#       azurerm_windows_function_app, azurerm_windows_virtual_machine, azurerm_windows_web_app
#     ]
#   never_computed: [scope, condition]
#   remediation: |
#     Assign a role that fits the work at the resource group, limit the role assignment by a condition, or make
#     it eligible in Privileged Identity Management.
#   example: |
#     resource "azurerm_role_assignment" "deployers" {
#       scope                = azurerm_resource_group.shop.id
#       role_definition_name = "Contributor"
#       principal_id         = azuread_group.deployers.object_id
#     }
#   controls:
#     nist_800_53: ["AC-6"]
#     soc2: ["CC6.3"]
#   aliases: []
package rules.azure.authorization.role_assignment_broad

import rego.v1

import data.lib.attribute
import data.lib.azure_role
import data.lib.companion
import data.lib.finding

deny contains finding.at(assignment, path, msg) if {
	some assignments in input.resources
	some assignment in assignments
	not _is_limited(assignment)
	some role in _roles(assignment)
	some scope in _scopes(assignment)
	path := array.concat(_doubts(assignment, scope.path), [role.path])[0]
	msg := sprintf("%s is assigned on %s", [role.text, scope.text])
}

_names := {"owner", "user access administrator", "role based access control administrator"}

_ids := {
	"8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
	"18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
	"f58310d9-a9f6-439a-9e8d-f62e7b41a168": "Role Based Access Control Administrator",
}

_roles(assignment) := named | numbered | deferred if {
	named := {{"path": ["role_definition_name"], "text": name} |
		name := object.get(assignment.values, "role_definition_name", "")
		lower(name) in _names
	}
	numbered := {{"path": ["role_definition_id"], "text": name} |
		count(named) == 0
		some id, name in _ids
		endswith(lower(object.get(assignment.values, "role_definition_id", "")), id)
	}
	deferred := {{"path": [key], "text": "a role known only after apply"} |
		some key in ["role_definition_name", "role_definition_id"]
		attribute.is_deferred(assignment, [key])
	}
}

# A scope that comes from a subscription or management group of the plan is no doubt, whatever its id will be.
_scopes(assignment) := known | made | deferred if {
	known := {{"path": [], "text": scope} |
		scope := object.get(assignment.values, "scope", "x")
		azure_role.is_wide(scope)
	}
	made := {{"path": [], "text": "a subscription or management group of the plan"} |
		attribute.is_deferred(assignment, ["scope"])
		_comes_from_wide(assignment)
	}
	deferred := {{"path": ["scope"], "text": "a scope known only after apply"} |
		attribute.is_deferred(assignment, ["scope"])
		not _comes_from_wide(assignment)
	}
}

_comes_from_wide(assignment) if {
	some type in ["azurerm_management_group", "azurerm_subscription"]
	some scope in companion.certain(assignment, type)
	"scope" in scope.via.here
}

# What is known only after apply and may make the assignment good.
_doubts(assignment, scope) := [path |
	some path in [scope, ["condition"], ["schedule"]]
	count(path) > 0
	attribute.is_deferred(assignment, path)
]

# The condition says which roles may be assigned, or the assignment ends.
# Who may write assignments is what matters: a condition on deleting them limits nothing.
_is_limited(assignment) if contains(lower(object.get(assignment.values, "condition", "")), "roleassignments/write")

_is_limited(assignment) if {
	some i, schedule in assignment.values.schedule
	some j, expiration in schedule.expiration
	some key in ["duration_days", "duration_hours", "end_date_time"]
	_is_given(assignment, expiration, ["schedule", i, "expiration", j, key])
}

_is_given(_, block, path) if attribute.is_set(block, path[4])

_is_given(assignment, _, path) if attribute.is_deferred(assignment, path)
