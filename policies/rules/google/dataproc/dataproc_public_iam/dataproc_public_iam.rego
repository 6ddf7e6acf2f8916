# METADATA
# title: Dataproc is granted to everybody
# description: |
#   A role on a cluster, a job, an autoscaling policy or a metastore of Dataproc is given to all users, or to
#   everyone with a Google account. Whoever may submit jobs runs code as the service account of the cluster.
# related_resources:
#   - https://cloud.google.com/dataproc/docs/concepts/iam/iam
# custom:
#   id: google-dataproc-public-iam
#   severity: high
#   domain: exposure
#   resources:
#     - google_dataproc_autoscaling_policy_iam_member
#     - google_dataproc_autoscaling_policy_iam_binding
#     - google_dataproc_autoscaling_policy_iam_policy
#     - google_dataproc_cluster_iam_member
#     - google_dataproc_cluster_iam_binding
#     - google_dataproc_cluster_iam_policy
#     - google_dataproc_job_iam_member
#     - google_dataproc_job_iam_binding
#     - google_dataproc_job_iam_policy
#     - google_dataproc_metastore_database_iam_member
#     - google_dataproc_metastore_database_iam_binding
#     - google_dataproc_metastore_database_iam_policy
#     - google_dataproc_metastore_federation_iam_member
#     - google_dataproc_metastore_federation_iam_binding
#     - google_dataproc_metastore_federation_iam_policy
#     - google_dataproc_metastore_service_iam_member
#     - google_dataproc_metastore_service_iam_binding
#     - google_dataproc_metastore_service_iam_policy
#     - google_dataproc_metastore_table_iam_member
#     - google_dataproc_metastore_table_iam_binding
#     - google_dataproc_metastore_table_iam_policy
#   attributes: [member, members, policy_data]
#   subject: [project, cluster, job_id, policy_id, service_id, federation_id, database_id, table]
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
#     Name the groups or service accounts that work with the cluster.
#   example: |
#     resource "google_dataproc_cluster_iam_member" "analysts" {
#       cluster = google_dataproc_cluster.reports.name
#       role    = "roles/dataproc.editor"
#       member  = "group:analysts@example.com"
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_GCP_98]
package rules.google.dataproc.dataproc_public_iam

import rego.v1

import data.lib.finding
import data.lib.google_iam

deny contains finding.at(resource, grant.path, grant.text) if {
	some resources in input.resources
	some resource in resources
	some grant in google_iam.public(resource)
}
