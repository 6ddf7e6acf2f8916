# METADATA
# title: Role is granted to a whole domain
# description: |
#   A role on a project, a folder, an organization or a service account is given to everybody in a Workspace or
#   Cloud Identity domain: every employee, contractor and forgotten account. One account that is taken over is
#   enough. Roles to see that a project is there, or to pass Identity-Aware Proxy, and grants on named resources
#   are not reported.
# related_resources:
#   - https://cloud.google.com/iam/docs/principals-overview
#   - https://cloud.google.com/resource-manager/docs/default-access-control
# custom:
#   id: google-iam-domain-wide
#   severity: medium
#   domain: iam
#   resources:
#     - google_organization_iam_member
#     - google_organization_iam_binding
#     - google_organization_iam_policy
#     - google_folder_iam_member
#     - google_folder_iam_binding
#     - google_folder_iam_policy
#     - google_project_iam_member
#     - google_project_iam_binding
#     - google_project_iam_policy
#     - google_service_account_iam_member
#     - google_service_account_iam_binding
#     - google_service_account_iam_policy
#   attributes: [member, members, policy_data]
#   subject: [project, folder, org_id, service_account_id]
#   never_computed: [role, member, members, policy_data, condition]
#   satisfied_by:
#     member:
#       - google_service_account
#       - google_project
#       - google_project_service_identity
#       - google_logging_project_sink
#       - google_logging_folder_sink
#       - google_logging_organization_sink
#       - google_logging_billing_account_sink
#       - google_sql_database_instance
#       - google_bigquery_connection
#       - google_cloud_identity_group
#       - google_iam_workload_identity_pool
#       - google_iam_workforce_pool
#       - data.google_project
#       - data.google_service_account
#       - data.google_app_engine_default_service_account
#       - data.google_bigquery_default_service_account
#       - data.google_compute_default_service_account
#       - data.google_storage_project_service_account
#       - data.google_storage_transfer_project_service_account
#   remediation: |
#     Grant the role to a group of those who need it.
#   example: |
#     resource "google_organization_iam_member" "project_creators" {
#       org_id = "123456789012"
#       role   = "roles/resourcemanager.projectCreator"
#       member = "group:platform@example.com"
#     }
#   controls:
#     nist_800_53: ["AC-6"]
#     soc2: ["CC6.3"]
#   aliases: []
package rules.google.iam.iam_domain_wide

import rego.v1

import data.lib.finding
import data.lib.google_iam

deny contains finding.at(resource, google_iam.place(resource, member.path), msg) if {
	some resources in input.resources
	some resource in resources
	some binding in google_iam.bindings(resource)
	not binding.role in _for_everybody
	some member in binding.members
	startswith(lower(member.name), "domain:")
	not _names_resources(binding.condition)
	msg := sprintf("%s is granted to all of %s", [google_iam.role_text(binding), member.name])
}

_for_everybody := {
	"roles/browser",
	"roles/iap.httpsResourceAccessor",
	"roles/resourcemanager.folderViewer",
	"roles/resourcemanager.organizationViewer",
}

_names_resources(condition) if regex.match(`resource\.(name|matchTag|hasTag)`, condition)
