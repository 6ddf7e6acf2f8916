package rules.aws.batch.batch_privileged_test

import rego.v1

import data.rules.aws.batch.batch_privileged as rule

_job(values, unknown) := {"resources": {"aws_batch_job_definition": [{
	"address": "aws_batch_job_definition.j",
	"type": "aws_batch_job_definition",
	"values": values,
	"unknown": unknown,
}]}}

_eks(privileged, unknown) := _job(
	{"eks_properties": [{"pod_properties": [{
		"containers": [{"security_context": []}, {"security_context": [{"privileged": privileged}]}],
		"init_containers": [],
	}]}]},
	unknown,
)

_at(path) := {{
	"address": "aws_batch_job_definition.j",
	"path": path,
	"msg": "a container has root on its host: `privileged` is true",
}}

test_deny_privileged_containers if {
	every key, text in {
		"container_properties": `{"image": "i", "privileged": true}`,
		"ecs_properties": `{"taskProperties": [{"containers": [{"image": "i"}, {"Privileged": true}]}]}`,
		"node_properties": `{"mainNode": 0, "nodeRangeProperties": [{"container": {"privileged": true}}]}`,
	} {
		found := rule.deny with input as _job({key: text}, {})
		found == _at([key])
	}
	nodes := rule.deny with input as _job({"node_properties": json.marshal({"nodeRangeProperties": [{"ecsProperties": {
		"taskProperties": [{"containers": [{"privileged": true}]}],
	}}]})}, {})
	nodes == _at(["node_properties"])
}

test_deny_privileged_pods if {
	found := rule.deny with input as _eks(true, {})
	found == _at([
		"eks_properties", 0, "pod_properties", 0, "containers", 1,
		"security_context", 0, "privileged",
	])
}

test_allow_other_containers if {
	every text in [`{"image": "i"}`, `{"privileged": false}`, `{"command": ["privileged"]}`, "no json", `[]`, `5`] {
		found := rule.deny with input as _job({"container_properties": text}, {})
		found == set()
	}
	pod := rule.deny with input as _eks(false, {})
	pod == set()
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _job({}, {"container_properties": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
