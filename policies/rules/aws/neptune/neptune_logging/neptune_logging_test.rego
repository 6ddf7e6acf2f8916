package rules.aws.neptune.neptune_logging_test

import rego.v1

import data.rules.aws.neptune.neptune_logging as rule

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_at(type, path, msg) := {{"address": sprintf("%s.x", [type]), "path": path, "msg": msg}}

_cluster := "aws_neptune_cluster"

_parameters := "aws_neptune_cluster_parameter_group"

_exports := "enable_cloudwatch_logs_exports"

_group := "neptune_cluster_parameter_group_name"

_set_to(value) := {"parameter": [{"name": "neptune_enable_audit_log", "value": value}]}

test_deny_a_cluster_that_does_not_export_the_log if {
	unset := rule.deny with input as _one(_cluster, {_group: "shop"}, {})
	unset == _at(_cluster, [_exports], "no audit log is published: `enable_cloudwatch_logs_exports` lacks audit")
	other := rule.deny with input as _one(_cluster, {_exports: ["other"]}, {})
	other == _at(_cluster, [_exports], "no audit log is published: `enable_cloudwatch_logs_exports` lacks audit")
}

test_deny_the_default_parameter_group if {
	every values in [{}, {_group: "default.neptune5"}] {
		found := rule.deny with input as _one(_cluster, object.union(values, {_exports: ["audit"]}), {})
		found == _at(
			_cluster,
			[_group],
			"no audit log is written: the default parameter group leaves `neptune_enable_audit_log` off",
		)
	}
}

test_deny_a_parameter_group_that_leaves_the_log_off if {
	unset := rule.deny with input as _one(_parameters, {"parameter": [{"name": "tls", "value": "enabled"}]}, {})
	unset == _at(_parameters, ["parameter"], "no audit log is written: `neptune_enable_audit_log` is not set")
	off := rule.deny with input as _one(_parameters, _set_to("0"), {})
	off == _at(_parameters, ["parameter", 0, "value"], "no audit log is written: `neptune_enable_audit_log` is 0")
}

test_deny_at_parameters_unknown_at_plan if {
	all := rule.deny with input as _one(_parameters, {}, {"parameter": true})
	all == _at(
		_parameters,
		["parameter"],
		"no audit log is written: `neptune_enable_audit_log` is known only after apply",
	)
	found := rule.deny with input as _one(
		_parameters,
		{"parameter": [{"name": "neptune_enable_audit_log"}]},
		{"parameter": [{"value": true}]},
	)
	found == _at(
		_parameters,
		["parameter", 0, "value"],
		"no audit log is written: `neptune_enable_audit_log` is known only after apply",
	)
}

test_allow_a_log_that_is_written_and_exported if {
	cluster := rule.deny with input as _one(_cluster, {_exports: ["audit"], _group: "shop"}, {})
	cluster == set()
	group := rule.deny with input as _one(_parameters, _set_to("1"), {})
	group == set()
}

test_allow_values_unknown_at_plan if {
	exports := rule.deny with input as _one(_cluster, {}, {_exports: true})
	exports == set()
	group := rule.deny with input as _one(_cluster, {_exports: ["audit"]}, {_group: true})
	group == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
