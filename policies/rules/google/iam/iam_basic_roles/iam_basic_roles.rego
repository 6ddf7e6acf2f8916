# METADATA
# title: Basic role is granted
# description: |
#   Owner, editor and viewer reach over every service of a project, folder or organization: thousands of
#   permissions, most of which nobody needs, and viewer reads data too. Google's own service agent
#   (PROJECT_NUMBER@cloudservices.gserviceaccount.com) is an editor of its project by design and not reported.
# related_resources:
#   - https://cloud.google.com/iam/docs/roles-overview#basic
# custom:
#   id: google-iam-basic-roles
#   severity: high
#   domain: iam
#   resources:
#     - google_organization_iam_member
#     - google_organization_iam_binding
#     - google_folder_iam_member
#     - google_folder_iam_binding
#     - google_project_iam_member
#     - google_project_iam_binding
#   attributes: [role]
#   subject: [project, folder, org_id, member, members]
#   never_computed: [role, member, members]
#   remediation: Grant the predefined or custom roles that the work needs, on the resources that it needs.
#   example: |
#     resource "google_project_iam_member" "deployer" {
#       project = "shop-production"
#       role    = "roles/run.developer"
#       member  = "group:deployers@example.com"
#     }
#   controls:
#     nist_800_53: ["AC-6"]
#   aliases: [CKV_GCP_115, CKV_GCP_116, CKV_GCP_117]
package rules.google.iam.iam_basic_roles

import rego.v1

import data.lib.finding
import data.lib.net

deny contains finding.at(resource, grant.path, msg) if {
	some level in ["organization", "folder", "project"]
	some kind in ["member", "binding"]
	some resource in input.resources[sprintf("google_%s_iam_%s", [level, kind])]
	resource.values.role in {"roles/owner", "roles/editor", "roles/viewer"}
	some grant in _grants(resource)
	msg := sprintf("%s of the %s is granted to %s", [resource.values.role, level, grant.who])
}

# Where the grant is at fault, and to `who` it is.
_grants(resource) := sure | unsure if {
	others := [member |
		some member in _members(resource.values)
		not _is_service_agent(resource.values.role, member)
	]
	sure := {{"path": ["role"], "who": _who(others)} | not _may_be_for_agents(resource, others)}
	unsure := {{"path": path, "who": "members known only after apply"} |
		_may_be_for_agents(resource, others)
		some path in _unknown_members(resource)
	}
}

_members(values) := array.concat(one, many) if {
	one := [values.member | is_string(values.member)]
	many := [member |
		some member in object.get(values, "members", [])
		is_string(member)
	]
}

_unknown_members(resource) := {array.concat([key], deferred.path) |
	some key in ["member", "members"]
	some deferred in net.deferred(resource.unknown[key])
}

_is_service_agent(role, member) if {
	role == "roles/editor"
	regex.match(`^serviceAccount:[0-9]+@cloudservices\.gserviceaccount\.com$`, member)
}

# Google's own service agent is an editor by design, and may be who is not known yet.
_may_be_for_agents(resource, others) if {
	resource.values.role == "roles/editor"
	count(others) == 0
	count(_members(resource.values)) + count(_unknown_members(resource)) > 0
}

_who(members) := "members not known yet" if count(members) == 0

_who(members) := members[0] if count(members) == 1

_who(members) := sprintf("%s and %d more", [members[0], count(members) - 1]) if count(members) > 1
