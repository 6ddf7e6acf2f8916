package rules.google.iam.iam_public_member_test

import rego.v1

import data.rules.google.iam.iam_public_member as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.g", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.g", [type]), "path": path, "msg": msg}}

_member := "google_secret_manager_secret_iam_member"

_binding := "google_compute_image_iam_binding"

_role := "roles/viewer"

test_deny_a_member if {
	found := rule.deny with input as _one(_member, {"role": _role, "member": "allUsers"}, {})
	found == _at(_member, ["member"], "roles/viewer is granted to allUsers")
}

test_deny_a_member_of_a_binding if {
	members := ["group:a@example.com", "allAuthenticatedUsers"]
	found := rule.deny with input as _one(_binding, {"role": _role, "members": members}, {})
	found == _at(_binding, ["members", 1], "roles/viewer is granted to allAuthenticatedUsers")
}

test_allow_somebody if {
	member := rule.deny with input as _one(_member, {"role": _role, "member": "user:allUsers@example.com"}, {})
	member == set()
}

test_allow_who_has_an_access_level if {
	found := rule.deny with input as _one(
		"google_iap_web_iam_member",
		{
			"role": "roles/iap.httpsResourceAccessor",
			"member": "allAuthenticatedUsers",
			"condition": [{"expression": `"accessPolicies/1/accessLevels/office" in request.auth.access_levels`}],
		},
		{},
	)
	found == set()
}

test_allow_what_is_unknown_at_plan if {
	member := rule.deny with input as _one(_member, {"role": _role}, {"member": true})
	member == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
