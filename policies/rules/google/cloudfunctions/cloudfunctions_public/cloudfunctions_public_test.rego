package rules.google.cloudfunctions.cloudfunctions_public_test

import rego.v1

import data.rules.google.cloudfunctions.cloudfunctions_public as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.g", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.g", [type]), "path": path, "msg": msg}}

_type := "google_cloudfunctions_function_iam_member"

_service := "google_cloudfunctions_function"

_grant(values, linked) := {"resources": {_type: [{
	"address": "google_cloudfunctions_function_iam_member.g",
	"type": _type,
	"values": object.union({"role": "roles/invoker"}, values),
	"unknown": {},
	"linked": linked,
}]}}

_linked(values, unknown) := {_service: [{
	"address": "google_cloudfunctions_function.s",
	"values": values,
	"unknown": unknown,
	"via": {"here": ["cloud_function"], "there": []},
}]}

_open := _at(_type, ["member"], "roles/invoker is granted to allUsers")

test_deny_a_service_that_the_internet_reaches if {
	alone := rule.deny with input as _grant({"member": "allUsers"}, {})
	alone == _open
	linked := rule.deny with input as _grant(
		{"member": "allUsers"},
		_linked({"ingress_settings": "ALLOW_ALL"}, {}),
	)
	linked == _open
}

test_deny_beside_an_ingress_unknown_at_plan if {
	found := rule.deny with input as _grant({"member": "allUsers"}, _linked({}, {"ingress_settings": true}))
	beside := {"address": "google_cloudfunctions_function.s", "path": ["ingress_settings"]}
	found == {object.union(finding, {"beside": beside}) | some finding in _open}
}

test_allow_what_only_internal_networks_reach if {
	found := rule.deny with input as _grant(
		{"member": "allUsers"},
		_linked({"ingress_settings": "ALLOW_INTERNAL_ONLY"}, {}),
	)
	found == set()
}

test_allow_named_members if {
	found := rule.deny with input as _grant({"member": "group:a@example.com"}, {})
	found == set()
}

test_allow_members_unknown_at_plan if {
	found := rule.deny with input as _one(_type, {"role": "roles/invoker"}, {"member": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
