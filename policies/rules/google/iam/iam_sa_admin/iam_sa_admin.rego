# METADATA
# title: Service account is an administrator
# description: |
#   A service account has an administrative role on a whole project, folder or organization: owner, editor, or
#   one that ends in Admin and lets it manage a service and who may use it. Whoever gets at its key, its token
#   or a machine that it runs on has that power. Service agents of Google, roles that administer nothing but
#   data, and grants that a condition narrows are not reported.
# related_resources:
#   - https://cloud.google.com/iam/docs/best-practices-service-accounts
# custom:
#   id: google-iam-sa-admin
#   severity: high
#   domain: iam
#   resources:
#     - google_organization_iam_member
#     - google_organization_iam_binding
#     - google_organization_iam_policy
#     - google_folder_iam_member
#     - google_folder_iam_binding
#     - google_folder_iam_policy
#     - google_project_iam_member
#     - google_project_iam_binding
#     - google_project_iam_policy
#   attributes: [role, policy_data]
#   linked: [google_service_account]
#   subject: [project, folder, org_id, member, members]
#   never_computed: [role, member, members, policy_data, condition]
#   remediation: |
#     Grant the account the roles that its work needs, on the resources that it needs, or add a condition that
#     names them.
#   example: |
#     resource "google_project_iam_member" "backup" {
#       project = "shop-production"
#       role    = "roles/compute.viewer"
#       member  = google_service_account.backup.member
#     }
#   controls:
#     cis_google: ["1.5"]
#     nist_800_53: ["AC-6"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_GCP_42, GCP-0007, AVD-GCP-0007, FG_R00384]
package rules.google.iam.iam_sa_admin

import rego.v1

import data.lib.finding
import data.lib.google_iam

deny contains finding.at(resource, fault.path, msg) if {
	some resources in input.resources
	some resource in resources
	some binding in google_iam.bindings(resource)
	_is_admin(binding.role)
	others := {member.name | some member in binding.members; not _is_account(member.name)}
	some fault in google_iam.faults(resource, binding, others)
	msg := sprintf("%s of the %s is granted to %s", [binding.role, google_iam.level(resource), fault.who])
}

_is_admin(role) if {
	startswith(role, "roles/")
	regex.match(`^roles/(owner|editor|writer|.*admin(\.v1)?)$`, lower(role))
	not role in _of_data
}

# They handle data, and neither settings nor the rights of others. What gives out keys of accounts is looked at by the
# rules about impersonation.
_of_data := {
	"roles/storage.objectAdmin",
	"roles/storage.folderAdmin",
	"roles/datastore.importExportAdmin",
	"roles/datastore.indexAdmin",
	"roles/spanner.backupAdmin",
	"roles/spanner.restoreAdmin",
	"roles/iam.serviceAccountKeyAdmin",
}

_is_account(name) if {
	startswith(name, "serviceAccount:")
	not google_iam.is_agent(name)
}
