# METADATA
# title: Artifact Registry repository is granted to everybody
# description: |
#   A role on the repository is given to all users, or to everyone with a Google account. Images and packages,
#   with whatever was built into them, can be downloaded by anybody; with a role that writes, anybody replaces
#   what is deployed next.
# related_resources:
#   - https://cloud.google.com/artifact-registry/docs/access-control
# custom:
#   id: google-artifactregistry-public
#   severity: high
#   domain: exposure
#   resources:
#     - google_artifact_registry_repository_iam_member
#     - google_artifact_registry_repository_iam_binding
#     - google_artifact_registry_repository_iam_policy
#   attributes: [member, members, policy_data]
#   subject: [project, location, repository]
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
#     Name the service accounts that pull and push.
#   example: |
#     resource "google_artifact_registry_repository_iam_member" "nodes" {
#       repository = google_artifact_registry_repository.images.name
#       role       = "roles/artifactregistry.reader"
#       member     = google_service_account.nodes.member
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_GCP_101]
package rules.google.artifactregistry.artifactregistry_public

import rego.v1

import data.lib.finding
import data.lib.google_iam

deny contains finding.at(resource, grant.path, grant.text) if {
	some resources in input.resources
	some resource in resources
	some grant in google_iam.public(resource)
}
