# METADATA
# title: Pub/Sub topic or subscription is granted to everybody
# description: |
#   A role on a topic, a subscription or a schema is given to all users, or to everyone with a Google account.
#   Strangers read the messages, take them away from those who wait for them, or send their own.
# related_resources:
#   - https://cloud.google.com/pubsub/docs/access-control
# custom:
#   id: google-pubsub-public
#   severity: high
#   domain: exposure
#   resources:
#     - google_pubsub_topic_iam_member
#     - google_pubsub_topic_iam_binding
#     - google_pubsub_topic_iam_policy
#     - google_pubsub_subscription_iam_member
#     - google_pubsub_subscription_iam_binding
#     - google_pubsub_subscription_iam_policy
#     - google_pubsub_schema_iam_member
#     - google_pubsub_schema_iam_binding
#     - google_pubsub_schema_iam_policy
#   attributes: [member, members, policy_data]
#   subject: [project, topic, subscription, schema]
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
#     Name the service accounts that publish and subscribe.
#   example: |
#     resource "google_pubsub_topic_iam_member" "shop" {
#       topic  = google_pubsub_topic.orders.name
#       role   = "roles/pubsub.publisher"
#       member = google_service_account.shop.member
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_GCP_99]
package rules.google.pubsub.pubsub_public

import rego.v1

import data.lib.finding
import data.lib.google_iam

deny contains finding.at(resource, grant.path, grant.text) if {
	some resources in input.resources
	some resource in resources
	some grant in google_iam.public(resource)
}
