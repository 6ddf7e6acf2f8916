# METADATA
# title: Default service account is granted a role
# description: |
#   A service account that Google makes for Compute Engine or App Engine gets a role on a project, folder or
#   organization. Every machine and function that nobody gave an account of its own runs as it, so the role goes
#   to workloads that do not need it. Roles to write logs and metrics and to pull images, which every node
#   needs, are not reported.
# related_resources:
#   - https://cloud.google.com/iam/docs/service-account-types#default
#   - https://cloud.google.com/compute/docs/access/service-accounts
# custom:
#   id: google-iam-default-sa-role
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
#   attributes: [member, members, policy_data]
#   subject: [project, folder, org_id, member]
#   never_computed: [role, member, members, policy_data, condition]
#   satisfied_by:
#     member:
#       - google_service_account
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
#       - data.google_service_account
#       - data.google_bigquery_default_service_account
#       - data.google_storage_project_service_account
#       - data.google_storage_transfer_project_service_account
#   remediation: |
#     Give each workload a service account of its own, and the role to that.
#   example: |
#     resource "google_project_iam_member" "shop" {
#       project = "shop-production"
#       role    = "roles/pubsub.publisher"
#       member  = google_service_account.shop.member
#     }
#   controls:
#     nist_800_53: ["AC-6"]
#     soc2: ["CC6.3"]
#   aliases: [
#     CKV_GCP_46, CKV_GCP_47, CKV_GCP_48, GCP-0004, AVD-GCP-0004, GCP-0006, AVD-GCP-0006, GCP-0008, AVD-GCP-0008
#   ]
package rules.google.iam.iam_default_sa_role

import rego.v1

import data.lib.finding
import data.lib.google_iam

deny contains finding.at(resource, google_iam.place(resource, member.path), msg) if {
	some resources in input.resources
	some resource in resources
	some binding in google_iam.bindings(resource)
	not binding.role in _of_every_node
	not google_iam.is_narrow(binding.condition)
	some member in binding.members
	some product in google_iam.default_accounts(member.name)
	role := google_iam.role_text(binding)
	msg := sprintf("%s is granted to the default service account of %s", [role, product])
}

_of_every_node := {
	"roles/artifactregistry.reader",
	"roles/autoscaling.metricsWriter",
	"roles/cloudtrace.agent",
	"roles/container.defaultNodeServiceAccount",
	"roles/logging.logWriter",
	"roles/monitoring.metricWriter",
	"roles/monitoring.viewer",
	"roles/stackdriver.resourceMetadata.writer",
}
