# METADATA
# title: Basic role is granted
# description: |
#   Owner, editor and viewer, or admin, writer and reader, reach over every service of a project, folder or
#   organization: thousands of permissions, most of which nobody needs, and viewer reads data too. Google's own
#   service agent (PROJECT_NUMBER@cloudservices.gserviceaccount.com) is an editor of its project by design and
#   not reported.
# related_resources:
#   - https://cloud.google.com/iam/docs/roles-overview#basic
# custom:
#   id: google-iam-basic-roles
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
#   never_computed: [role, member, members, policy_data]
#   remediation: |
#     Grant the predefined or custom roles that the work needs, on the resources that it needs.
#   example: |
#     resource "google_project_iam_member" "deployer" {
#       project = "shop-production"
#       role    = "roles/run.developer"
#       member  = "group:deployers@example.com"
#     }
#   controls:
#     nist_800_53: ["AC-6"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_GCP_115, CKV_GCP_116, CKV_GCP_117]
package rules.google.iam.iam_basic_roles

import rego.v1

import data.lib.finding
import data.lib.google_iam

deny contains finding.at(resource, fault.path, msg) if {
	some resources in input.resources
	some resource in resources
	some binding in google_iam.bindings(resource)
	binding.role in _basic
	some fault in _faults(resource, binding)
	msg := sprintf("%s of the %s is granted to %s", [binding.role, google_iam.level(resource), fault.who])
}

_basic := {"roles/owner", "roles/editor", "roles/viewer", "roles/admin", "roles/writer", "roles/reader"}

# Google's own service agent is an editor by design, and may be who is not known yet. Nobody else may have the role,
# whoever it is.
_faults(resource, binding) := google_iam.faults(resource, binding, agents) if {
	binding.role == "roles/editor"
	agents := {member.name | some member in binding.members; _is_editor_by_design(member.name)}
}

_faults(_, binding) := {{"path": binding.path, "who": _who(binding.members)}} if binding.role != "roles/editor"

_is_editor_by_design(name) if {
	startswith(name, "serviceAccount:")
	regex.match(`^serviceAccount:[0-9]+@cloudservices\.gserviceaccount\.com$`, name)
}

_who(members) := google_iam.who([member.name | some member in members]) if count(members) > 0

_who(members) := "members not known yet" if count(members) == 0
