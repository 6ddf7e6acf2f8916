# METADATA
# title: Role is granted to a single user
# description: |
#   A role on a project, folder or organization is given to a user and not to a group. Rights that hang on
#   single users are overlooked when people change their work or leave; of a group one sees who is in it. An
#   account of a public mail provider is under no control of the organization at all.
# related_resources:
#   - https://cloud.google.com/iam/docs/using-iam-securely
#   - https://cloud.google.com/iam/docs/groups-best-practices
# custom:
#   id: google-iam-member-user-direct
#   severity: low
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
#   attributes: [member, members, policy_data]
#   subject: [project, folder, org_id]
#   never_computed: [member, members, policy_data]
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
#     Grant the role to a group, and make the user a member of it.
#   example: |
#     resource "google_project_iam_member" "operators" {
#       project = "shop-production"
#       role    = "roles/run.developer"
#       member  = "group:operators@example.com"
#     }
#   controls:
#     nist_800_53: ["AC-2", "AC-6"]
#     soc2: ["CC6.3"]
#   aliases: [GCP-0003, AVD-GCP-0003, GCP-0069, AVD-GCP-0069]
package rules.google.iam.iam_member_user_direct

import rego.v1

import data.lib.finding
import data.lib.google_iam

deny contains finding.at(resource, member.path, msg) if {
	some resources in input.resources
	some resource in resources
	some binding in google_iam.bindings(resource)
	some member in binding.members
	startswith(lower(member.name), "user:")
	msg := sprintf("%s is granted to %s%s", [google_iam.role_text(binding), member.name, _remark(lower(member.name))])
}

_remark(name) := ", an account of a public mail provider" if _is_public_mail(name)

_remark(name) := "" if not _is_public_mail(name)

_is_public_mail(name) if regex.match(`@(gmail|googlemail|outlook|hotmail|yahoo|icloud|proton)\.(com|me)$`, name)
