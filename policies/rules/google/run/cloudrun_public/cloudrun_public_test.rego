package rules.google.run.cloudrun_public_test

import rego.v1

import data.rules.google.run.cloudrun_public as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.g", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.g", [type]), "path": path, "msg": msg}}

_type := "google_cloud_run_v2_service_iam_member"

_service := "google_cloud_run_v2_service"

_grant(values, linked) := {"resources": {_type: [{
	"address": "google_cloud_run_v2_service_iam_member.g",
	"type": _type,
	"values": object.union({"role": "roles/invoker"}, values),
	"unknown": {},
	"linked": linked,
}]}}

_linked(values, unknown) := {_service: [{
	"address": "google_cloud_run_v2_service.s",
	"values": values,
	"unknown": unknown,
	"via": {"here": ["name"], "there": []},
}]}

_open := _at(_type, ["member"], "roles/invoker is granted to allUsers")

test_deny_a_service_that_the_internet_reaches if {
	alone := rule.deny with input as _grant({"member": "allUsers"}, {})
	alone == _open
	linked := rule.deny with input as _grant(
		{"member": "allUsers"},
		_linked({"ingress": "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"}, {}),
	)
	linked == _open
}

test_deny_beside_an_ingress_unknown_at_plan if {
	found := rule.deny with input as _grant({"member": "allUsers"}, _linked({}, {"ingress": true}))
	beside := {"address": "google_cloud_run_v2_service.s", "path": ["ingress"]}
	found == {object.union(finding, {"beside": beside}) | some finding in _open}
}

test_allow_what_only_internal_networks_reach if {
	found := rule.deny with input as _grant(
		{"member": "allUsers"},
		_linked({"ingress": "INGRESS_TRAFFIC_INTERNAL_ONLY"}, {}),
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

test_deny_a_service_that_asks_nobody if {
	msg := "nobody is asked who calls the service"
	new := rule.deny with input as _one("google_cloud_run_v2_service", {"invoker_iam_disabled": true}, {})
	new == _at("google_cloud_run_v2_service", ["invoker_iam_disabled"], msg)
	unsure := rule.deny with input as _one(
		"google_cloud_run_v2_service",
		{"invoker_iam_disabled": true},
		{"ingress": true},
	)
	unsure == _at("google_cloud_run_v2_service", ["ingress"], msg)
	annotation := "run.googleapis.com/invoker-iam-disabled"
	old := rule.deny with input as _one(
		"google_cloud_run_service",
		{"metadata": [{"annotations": {annotation: "true"}}]},
		{},
	)
	old == _at("google_cloud_run_service", ["metadata", 0, "annotations", annotation], msg)
}

test_allow_an_internal_service_that_asks_nobody if {
	new := rule.deny with input as _one(
		"google_cloud_run_v2_service",
		{"invoker_iam_disabled": true, "ingress": "INGRESS_TRAFFIC_INTERNAL_ONLY"},
		{},
	)
	new == set()
	asks := rule.deny with input as _one("google_cloud_run_v2_service", {"invoker_iam_disabled": false}, {})
	asks == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
