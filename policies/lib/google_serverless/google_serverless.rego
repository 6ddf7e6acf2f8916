# Services and functions of Google Cloud that answer requests: who calls them, and from where.
package lib.google_serverless

import rego.v1

import data.lib.companion
import data.lib.google_iam

# The grants to everybody on what the internet reaches, each with the `path` of the member and a `text`. Where it is
# known only after apply from where a service is reached, `beside` names the service and the `path` that decides.
openings(resource) := {object.union(grant, {"beside": doubts}) |
	some grant in google_iam.public(resource)
	called := _called(resource)
	internal := {service.address | some service in called; is_internal(service)}
	count(internal) == 0
	doubts := {{"address": service.address, "path": path} |
		some service in called
		some path in doubts_of(service)
	}
}

_called(resource) := [service |
	some type in [
		"google_cloud_run_service",
		"google_cloud_run_v2_service",
		"google_cloudfunctions_function",
		"google_cloudfunctions2_function",
	]
	some service in companion.certain(resource, type)
	count({"service", "name", "cloud_function"} & {key | some key in service.via.here}) > 0
]

# Nothing but networks of the project and Google's own event services reach it.
is_internal(service) if service.values.ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY"

is_internal(service) if service.values.ingress_settings == "ALLOW_INTERNAL_ONLY"

is_internal(service) if {
	some configuration in service.values.service_config
	configuration.ingress_settings == "ALLOW_INTERNAL_ONLY"
}

is_internal(service) if {
	some metadata in service.values.metadata
	metadata.annotations["run.googleapis.com/ingress"] == "internal"
}

# The paths, known only after apply, that decide whether it is internal.
doubts_of(service) := {path |
	some path in [
		["ingress"],
		["ingress_settings"],
		["service_config", 0, "ingress_settings"],
		["metadata", 0, "annotations"],
		["metadata", 0, "annotations", "run.googleapis.com/ingress"],
	]
	object.get(service.unknown, path, false) == true
}
