# METADATA
# title: Cloud Function is open to everybody
# description: |
#   A role on the function is given to all users, or to everyone with a Google account. Whoever finds the
#   address calls it, unless the code asks for credentials. Functions that were made before 15 January 2020
#   started like that. A function of the plan that is reached from internal networks alone (`ingress_settings`)
#   is not reported.
# related_resources:
#   - https://cloud.google.com/functions/docs/securing/managing-access-iam
#   - https://cloud.google.com/functions/docs/networking/network-settings
# custom:
#   id: google-cloudfunctions-public
#   severity: high
#   domain: exposure
#   resources:
#     - google_cloudfunctions_function_iam_member
#     - google_cloudfunctions_function_iam_binding
#     - google_cloudfunctions_function_iam_policy
#     - google_cloudfunctions2_function_iam_member
#     - google_cloudfunctions2_function_iam_binding
#     - google_cloudfunctions2_function_iam_policy
#   attributes: [member, members, policy_data]
#   linked:
#     - google_cloud_run_service
#     - google_cloud_run_v2_service
#     - google_cloudfunctions_function
#     - google_cloudfunctions2_function
#   subject: [project, region, location, cloud_function]
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
#     Name who may call the function, or restrict its ingress. A webhook for the public is a case for an
#     exception.
#   example: |
#     resource "google_cloudfunctions_function_iam_member" "scheduler" {
#       cloud_function = google_cloudfunctions_function.reports.name
#       role           = "roles/cloudfunctions.invoker"
#       member         = google_service_account.scheduler.member
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_GCP_107]
package rules.google.cloudfunctions.cloudfunctions_public

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
