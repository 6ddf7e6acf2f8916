package lib.google_serverless_test

import rego.v1

import data.lib.google_serverless

_grant(linked) := {
	"address": "google_cloud_run_service_iam_member.g",
	"type": "google_cloud_run_service_iam_member",
	"values": {"role": "roles/run.invoker", "member": "allUsers"},
	"unknown": {},
	"linked": linked,
}

_service(values, unknown, key) := {
	"address": "google_cloud_run_service.s",
	"values": values,
	"unknown": unknown,
	"via": {"here": [key], "there": []},
}

_annotated(value) := {"metadata": [{"annotations": {"run.googleapis.com/ingress": value}}]}

_opening(beside) := {"path": ["member"], "text": "roles/run.invoker is granted to allUsers", "beside": beside}

test_openings if {
	alone := google_serverless.openings(_grant({}))
	alone == {_opening(set())}
	every value, expected in {"all": {_opening(set())}, "internal": set()} {
		service := _service(_annotated(value), {}, "service")
		found := google_serverless.openings(_grant({"google_cloud_run_service": [service]}))
		found == expected
	}
}

test_openings_beside_what_is_unknown if {
	service := _service({}, {"metadata": [{"annotations": true}]}, "service")
	found := google_serverless.openings(_grant({"google_cloud_run_service": [service]}))
	found == {_opening({{"address": "google_cloud_run_service.s", "path": ["metadata", 0, "annotations"]}})}
}

test_openings_of_another_service if {
	service := _service(_annotated("internal"), {}, "location")
	found := google_serverless.openings(_grant({"google_cloud_run_service": [service]}))
	found == {_opening(set())}
}

test_is_internal if {
	every values in [
		{"ingress": "INGRESS_TRAFFIC_INTERNAL_ONLY"},
		{"ingress_settings": "ALLOW_INTERNAL_ONLY"},
		{"service_config": [{"ingress_settings": "ALLOW_INTERNAL_ONLY"}]},
		_annotated("internal"),
	] {
		google_serverless.is_internal({"values": values})
	}
	every values in [
		{},
		{"ingress": "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"},
		{"ingress_settings": "ALLOW_INTERNAL_AND_GCLB"},
		_annotated("internal-and-cloud-load-balancing"),
	] {
		not google_serverless.is_internal({"values": values})
	}
}
