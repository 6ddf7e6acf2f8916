# METADATA
# title: Cloud Run is open to everybody
# description: |
#   A role on the service, job or worker pool is given to all users, or to everyone with a Google account, or
#   the service does not check who calls it. Whoever finds the address calls it, unless the code asks for
#   credentials. A service of the plan that is reached from internal networks alone (`ingress`) is not reported.
# related_resources:
#   - https://cloud.google.com/run/docs/authenticating/public
#   - https://cloud.google.com/run/docs/securing/ingress
# custom:
#   id: google-cloudrun-public
#   severity: high
#   domain: exposure
#   resources:
#     - google_cloud_run_service
#     - google_cloud_run_v2_service
#     - google_cloud_run_service_iam_member
#     - google_cloud_run_service_iam_binding
#     - google_cloud_run_service_iam_policy
#     - google_cloud_run_v2_service_iam_member
#     - google_cloud_run_v2_service_iam_binding
#     - google_cloud_run_v2_service_iam_policy
#     - google_cloud_run_v2_job_iam_member
#     - google_cloud_run_v2_job_iam_binding
#     - google_cloud_run_v2_job_iam_policy
#     - google_cloud_run_v2_worker_pool_iam_member
#     - google_cloud_run_v2_worker_pool_iam_binding
#     - google_cloud_run_v2_worker_pool_iam_policy
#   attributes: [member, members, policy_data, invoker_iam_disabled]
#   linked:
#     - google_cloud_run_service
#     - google_cloud_run_v2_service
#     - google_cloudfunctions_function
#     - google_cloudfunctions2_function
#   subject: [project, location, service, name]
#   never_computed: [member, members, policy_data, invoker_iam_disabled]
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
#     Name who may call the service, put Identity-Aware Proxy before it, or restrict its ingress. A website for
#     the public is a case for an exception.
#   example: |
#     resource "google_cloud_run_v2_service_iam_member" "scheduler" {
#       name     = google_cloud_run_v2_service.reports.name
#       location = google_cloud_run_v2_service.reports.location
#       role     = "roles/run.invoker"
#       member   = google_service_account.scheduler.member
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_GCP_102]
package rules.google.run.cloudrun_public

import rego.v1

import data.lib.finding
import data.lib.google_serverless

deny contains finding.at(resource, opening.path, opening.text) if {
	some resources in input.resources
	some resource in resources
	some opening in google_serverless.openings(resource)
	count(opening.beside) == 0
}

deny contains finding.beside(resource, opening.path, service, service.path, opening.text) if {
	some resources in input.resources
	some resource in resources
	some opening in google_serverless.openings(resource)
	some service in opening.beside
}

deny contains finding.at(service, ["invoker_iam_disabled"], _unchecked) if {
	some service in input.resources.google_cloud_run_v2_service
	service.values.invoker_iam_disabled == true
	not google_serverless.is_internal(service)
	count(google_serverless.doubts_of(service)) == 0
}

deny contains finding.at(service, path, _unchecked) if {
	some service in input.resources.google_cloud_run_v2_service
	service.values.invoker_iam_disabled == true
	some path in google_serverless.doubts_of(service)
}

deny contains finding.at(service, ["metadata", i, "annotations", _annotation], _unchecked) if {
	some service in input.resources.google_cloud_run_service
	some i, metadata in service.values.metadata
	metadata.annotations[_annotation] == "true"
	not google_serverless.is_internal(service)
	count(google_serverless.doubts_of(service)) == 0
}

_annotation := "run.googleapis.com/invoker-iam-disabled"

_unchecked := "nobody is asked who calls the service"
