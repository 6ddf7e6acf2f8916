# METADATA
# title: BigQuery dataset is granted to everybody
# description: |
#   The access list of the dataset, or a role on it, lets in all users, or everyone with a Google account.
#   Anybody queries its tables from a project of their own, or does what else the role allows.
# related_resources:
#   - https://cloud.google.com/bigquery/docs/control-access-to-resources-iam
#   - https://cloud.google.com/bigquery/docs/reference/rest/v2/datasets
# custom:
#   id: google-bigquery-dataset-public
#   severity: critical
#   domain: exposure
#   resources:
#     - google_bigquery_dataset
#     - google_bigquery_dataset_access
#     - google_bigquery_dataset_iam_member
#     - google_bigquery_dataset_iam_binding
#     - google_bigquery_dataset_iam_policy
#   attributes: [access.special_group, access.iam_member, special_group, iam_member, member, members, policy_data]
#   subject: [project, dataset_id]
#   never_computed: [member, members, policy_data, special_group, iam_member]
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
#     Name the groups or service accounts that query the dataset.
#   example: |
#     resource "google_bigquery_dataset_access" "analysts" {
#       dataset_id     = google_bigquery_dataset.shop.dataset_id
#       role           = "roles/bigquery.dataViewer"
#       group_by_email = "analysts@example.com"
#     }
#   controls:
#     cis_google: ["7.1"]
#     nist_800_53: ["AC-3", "AC-6"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_GCP_15, GCP-0046, AVD-GCP-0046, FG_R00437]
package rules.google.bigquery.bigquery_dataset_public

import rego.v1

import data.lib.finding
import data.lib.google_iam

deny contains finding.at(resource, grant.path, grant.text) if {
	some resources in input.resources
	some resource in resources
	some grant in google_iam.public(resource)
}

deny contains finding.at(dataset, ["access", i, key], _text(entry, entry[key])) if {
	some dataset in input.resources.google_bigquery_dataset
	some i, entry in dataset.values.access
	some key in _keys
	is_string(entry[key])
	google_iam.is_everybody(entry[key])
}

deny contains finding.at(access, [key], _text(access.values, access.values[key])) if {
	some access in input.resources.google_bigquery_dataset_access
	some key in _keys
	is_string(access.values[key])
	google_iam.is_everybody(access.values[key])
}

_keys := ["special_group", "iam_member"]

_text(entry, member) := sprintf("%s is granted to %s", [object.get(entry, "role", "a role known later"), member])
