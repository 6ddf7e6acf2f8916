# METADATA
# title: KMS key is granted to everybody
# description: |
#   A role on a key, a key ring or a connection to an external key manager is given to all users, or to everyone
#   with a Google account. Whoever may use the key reads what it protects; whoever may administer it can destroy
#   it, and the data with it.
# related_resources:
#   - https://cloud.google.com/kms/docs/reference/permissions-and-roles
#   - https://cloud.google.com/kms/docs/iam
# custom:
#   id: google-kms-public
#   severity: critical
#   domain: exposure
#   resources:
#     - google_kms_key_ring_iam_member
#     - google_kms_key_ring_iam_binding
#     - google_kms_key_ring_iam_policy
#     - google_kms_crypto_key_iam_member
#     - google_kms_crypto_key_iam_binding
#     - google_kms_crypto_key_iam_policy
#     - google_kms_ekm_connection_iam_member
#     - google_kms_ekm_connection_iam_binding
#     - google_kms_ekm_connection_iam_policy
#   attributes: [member, members, policy_data]
#   subject: [key_ring_id, crypto_key_id, name]
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
#     Name the service accounts that encrypt and decrypt with the key, and the group that administers it.
#   example: |
#     resource "google_kms_crypto_key_iam_member" "shop" {
#       crypto_key_id = google_kms_crypto_key.shop.id
#       role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
#       member        = google_service_account.shop.member
#     }
#   controls:
#     cis_google: ["1.9"]
#     nist_800_53: ["AC-3", "AC-6"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_GCP_112, CKV2_GCP_6, CKV2_GCP_8, FG_R00386]
package rules.google.kms.kms_public

import rego.v1

import data.lib.finding
import data.lib.google_iam

deny contains finding.at(resource, grant.path, grant.text) if {
	some resources in input.resources
	some resource in resources
	some grant in google_iam.public(resource)
}
