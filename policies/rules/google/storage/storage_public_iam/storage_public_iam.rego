# METADATA
# title: Bucket is granted to everybody
# description: |
#   A role on the bucket, or on a managed folder in it, is given to all users, or to everyone with a Google
#   account, which is the same but for a sign-in. What is in it, or what the role allows beyond reading, is the
#   internet's.
# related_resources:
#   - https://cloud.google.com/storage/docs/access-control/iam#public-access
#   - https://cloud.google.com/storage/docs/public-access-prevention
# custom:
#   id: google-storage-public-iam
#   severity: critical
#   domain: exposure
#   resources:
#     - google_storage_bucket_iam_member
#     - google_storage_bucket_iam_binding
#     - google_storage_bucket_iam_policy
#     - google_storage_managed_folder_iam_member
#     - google_storage_managed_folder_iam_binding
#     - google_storage_managed_folder_iam_policy
#   attributes: [member, members, policy_data]
#   subject: [bucket, managed_folder]
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
#     Name the groups or service accounts that need the bucket, and enforce public access prevention on it.
#   example: |
#     resource "google_storage_bucket_iam_member" "reader" {
#       bucket = google_storage_bucket.reports.name
#       role   = "roles/storage.objectViewer"
#       member = "group:finance@example.com"
#     }
#   controls:
#     cis_google: ["5.1"]
#     nist_800_53: ["AC-3", "AC-6"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_GCP_28, GCP-0001, AVD-GCP-0001, FG_R00420]
package rules.google.storage.storage_public_iam

import rego.v1

import data.lib.finding
import data.lib.google_iam

deny contains finding.at(resource, grant.path, grant.text) if {
	some resources in input.resources
	some resource in resources
	some grant in google_iam.public(resource)
}
