# METADATA
# title: BigQuery table is granted to everybody
# description: |
#   A role on the table or view is given to all users, or to everyone with a Google account. Anybody reads its
#   rows from a project of their own, or does what else the role allows.
# related_resources:
#   - https://cloud.google.com/bigquery/docs/control-access-to-resources-iam
#   - https://cloud.google.com/bigquery/docs/access-control
# custom:
#   id: google-bigquery-table-public
#   severity: critical
#   domain: exposure
#   resources:
#     - google_bigquery_table_iam_member
#     - google_bigquery_table_iam_binding
#     - google_bigquery_table_iam_policy
#   attributes: [member, members, policy_data]
#   subject: [project, dataset_id, table_id]
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
#     Name the groups or service accounts that query the table.
#   example: |
#     resource "google_bigquery_table_iam_member" "analysts" {
#       dataset_id = google_bigquery_table.orders.dataset_id
#       table_id   = google_bigquery_table.orders.table_id
#       role       = "roles/bigquery.dataViewer"
#       member     = "group:analysts@example.com"
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_GCP_100]
package rules.google.bigquery.bigquery_table_public

import rego.v1

import data.lib.finding
import data.lib.google_iam

deny contains finding.at(resource, grant.path, grant.text) if {
	some resources in input.resources
	some resource in resources
	some grant in google_iam.public(resource)
}
