# METADATA
# title: Bucket is granted to everybody
# description: |
#   A role on the bucket is given to all users, or to everyone with a Google account, which is the same but
#   for a sign-in. What is in the bucket, or what the role allows beyond reading, is the internet's.
# related_resources:
#   - https://cloud.google.com/storage/docs/access-control/iam#public-access
#   - https://cloud.google.com/storage/docs/public-access-prevention
# custom:
#   id: google-storage-public-iam
#   severity: critical
#   domain: exposure
#   resources: [google_storage_bucket_iam_member, google_storage_bucket_iam_binding, google_storage_bucket_iam_policy]
#   attributes: [member, members, policy_data]
#   subject: [bucket]
#   never_computed: [member, members, policy_data]
#   satisfied_by:
#     member:
#       - google_service_account
#       - google_project_service_identity
#       - google_logging_project_sink
#       - google_logging_folder_sink
#       - google_logging_organization_sink
#       - data.google_service_account
#       - data.google_storage_project_service_account
#       - data.google_compute_default_service_account
#   remediation: |
#     Name the groups or service accounts that need the bucket, and enforce public access prevention on it.
#   example: |
#     resource "google_storage_bucket_iam_member" "reader" {
#       bucket = google_storage_bucket.reports.name
#       role   = "roles/storage.objectViewer"
#       member = "group:finance@example.com"
#     }
#   controls:
#     cis_google: ["5.1"]
#     nist_800_53: ["AC-3", "AC-6"]
#   aliases: [CKV_GCP_28, GCP-0001, AVD-GCP-0001, FG_R00420]
package rules.google.storage.storage_public_iam

import rego.v1

import data.lib.finding

_everybody := {"allusers": "allUsers", "allauthenticatedusers": "allAuthenticatedUsers"}

deny contains finding.at(resource, ["member"], msg) if {
	some resource in input.resources.google_storage_bucket_iam_member
	msg := _grant(resource.values, resource.values.member)
}

deny contains finding.at(resource, ["members", i], msg) if {
	some resource in input.resources.google_storage_bucket_iam_binding
	some i, member in resource.values.members
	msg := _grant(resource.values, member)
}

deny contains finding.at(resource, ["policy_data"], msg) if {
	some resource in input.resources.google_storage_bucket_iam_policy
	json.is_valid(resource.values.policy_data)
	some binding in json.unmarshal(resource.values.policy_data).bindings
	some member in binding.members
	msg := _grant(binding, member)
}

_grant(binding, member) := sprintf("%s is granted to %s", [role, _everybody[lower(member)]]) if {
	role := object.get(binding, "role", "a role known later")
}
