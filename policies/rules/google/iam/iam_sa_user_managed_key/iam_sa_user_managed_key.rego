# METADATA
# title: Service account has a user-managed key
# description: |
#   A key of a service account is made, or uploaded. It works from anywhere until somebody deletes it, nothing
#   rotates it, and a key that Terraform makes stands in the state. Most workloads need none: those on Google
#   Cloud run as the account, those elsewhere can use workload identity federation.
# related_resources:
#   - https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys
#   - https://cloud.google.com/iam/docs/workload-identity-federation
# custom:
#   id: google-iam-sa-user-managed-key
#   severity: medium
#   domain: iam
#   resources: [google_service_account_key]
#   attributes: []
#   subject: [service_account_id]
#   remediation: |
#     Attach the account to the workload, or let the workload federate its own identity.
#   example: |
#     resource "google_cloud_run_v2_service" "shop" {
#       name     = "shop"
#       location = "europe-west3"
#
#       template {
#         service_account = google_service_account.shop.email
#
#         containers {
#           image = "europe-docker.pkg.dev/example-shop/shop/web:1.4"
#         }
#       }
#     }
#   controls:
#     cis_google: ["1.4"]
#     nist_800_53: ["IA-5"]
#     soc2: ["CC6.3"]
#   aliases: [CKV2_GCP_3, FG_R00383]
package rules.google.iam.iam_sa_user_managed_key

import rego.v1

import data.lib.attribute
import data.lib.finding

deny contains finding.whole(key, msg) if {
	some key in input.resources.google_service_account_key
	msg := _text(key)
}

_text(key) := "a public key is uploaded for a service account" if attribute.is_given(key, "public_key_data")

_text(key) := "a key is made for a service account" if attribute.is_left_out(key, "public_key_data")
