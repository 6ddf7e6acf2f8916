# METADATA
# title: Every service account of a project may be impersonated
# description: |
#   A role that lets its members act as a service account, by attaching it, by its tokens or by its keys, is
#   given on a whole project. They act as any service account, the most powerful one among them. Service agents
#   of Google and grants that a condition narrows are not reported.
# related_resources:
#   - https://cloud.google.com/iam/docs/service-account-permissions
#   - https://cloud.google.com/iam/docs/best-practices-service-accounts
# custom:
#   id: google-iam-sa-impersonation-project
#   severity: high
#   domain: iam
#   resources:
#     - google_project_iam_member
#     - google_project_iam_binding
#     - google_project_iam_policy
#   attributes: [role, policy_data]
#   linked: [google_service_account]
#   subject: [project, member, members]
#   never_computed: [role, member, members, policy_data, condition]
#   remediation: |
#     Grant the role on the service accounts that are meant.
#   example: |
#     resource "google_service_account_iam_member" "deployer" {
#       service_account_id = google_service_account.shop.name
#       role               = "roles/iam.serviceAccountUser"
#       member             = "group:deployers@example.com"
#     }
#   controls:
#     cis_google: ["1.6"]
#     nist_800_53: ["AC-6"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_GCP_41, CKV_GCP_49, GCP-0011, AVD-GCP-0011, FG_R00385]
package rules.google.iam.iam_sa_impersonation_project

import rego.v1

import data.lib.finding
import data.lib.google_iam

deny contains finding.at(resource, grant.path, grant.text) if {
	some resources in input.resources
	some resource in resources
	some grant in google_iam.impersonations(resource, "project")
}
