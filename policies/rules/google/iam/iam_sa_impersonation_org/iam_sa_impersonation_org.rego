# METADATA
# title: Every service account of an organization may be impersonated
# description: |
#   A role that lets its members act as a service account, by attaching it, by its tokens or by its keys, is
#   given on a whole organization. They act as any service account in all projects of the organization, those of
#   tomorrow too, the most powerful one among them. Service agents of Google and grants that a condition narrows
#   are not reported.
# related_resources:
#   - https://cloud.google.com/iam/docs/service-account-permissions
#   - https://cloud.google.com/iam/docs/best-practices-service-accounts
# custom:
#   id: google-iam-sa-impersonation-org
#   severity: high
#   domain: iam
#   resources:
#     - google_organization_iam_member
#     - google_organization_iam_binding
#     - google_organization_iam_policy
#   attributes: [role, policy_data]
#   linked: [google_service_account]
#   subject: [org_id, member, members]
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
#     nist_800_53: ["AC-6"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_GCP_45, GCP-0009, AVD-GCP-0009]
package rules.google.iam.iam_sa_impersonation_org

import rego.v1

import data.lib.finding
import data.lib.google_iam

deny contains finding.at(resource, grant.path, grant.text) if {
	some resources in input.resources
	some resource in resources
	some grant in google_iam.impersonations(resource, "organization")
}
