package rules.aws.redshift.redshift_ssl_test

import rego.v1

import data.rules.aws.redshift.redshift_ssl as rule

_group(values, unknown) := {"resources": {"aws_redshift_parameter_group": [{
	"address": "aws_redshift_parameter_group.g",
	"type": "aws_redshift_parameter_group",
	"values": values,
	"unknown": unknown,
}]}}

_ssl(family, value) := _group(
	{"family": family, "parameter": [
		{"name": "query_group", "value": "x"},
		{"name": "require_ssl", "value": value},
	]},
	{},
)

_at(path, msg) := {{"address": "aws_redshift_parameter_group.g", "path": path, "msg": msg}}

test_deny_ssl_that_is_not_required if {
	every family in ["redshift-1.0", "redshift-2.0"] {
		found := rule.deny with input as _ssl(family, "False")
		found == _at(["parameter", 1, "value"], "clients may connect in clear: `require_ssl` is false")
	}
}

test_deny_the_default_of_the_old_family if {
	found := rule.deny with input as _group({"family": "redshift-1.0", "parameter": []}, {})
	found == _at(["parameter"], "clients may connect in clear: `require_ssl` is not set")
}

test_allow_ssl_that_is_required if {
	set_ := rule.deny with input as _ssl("redshift-1.0", "true")
	set_ == set()
	default_ := rule.deny with input as _group({"family": "redshift-2.0"}, {})
	default_ == set()
}

test_deny_at_what_is_unknown_at_plan if {
	value := rule.deny with input as _group(
		{"family": "redshift-2.0", "parameter": [{"name": "require_ssl"}]},
		{"parameter": [{"value": true}]},
	)
	value == _at(
		["parameter", 0, "value"],
		"clients may connect in clear: `require_ssl` is known only after apply",
	)
	family := rule.deny with input as _group({"parameter": []}, {"family": true})
	family == _at(["family"], "clients may connect in clear, if this is redshift-1.0")
}

test_allow_what_is_unknown_at_plan_where_it_does_not_matter if {
	found := rule.deny with input as _group(
		{"parameter": [{"name": "require_ssl", "value": "true"}, {"name": "query_group"}]},
		{"family": true, "parameter": [{}, {"value": true}]},
	)
	found == set()
}

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
}]}}

_workgroup(value, unknown) := _one(
	"aws_redshiftserverless_workgroup",
	{"config_parameter": [
		{"parameter_key": "max_query_execution_time", "parameter_value": "0"},
		object.union({"parameter_key": "require_ssl"}, value),
	]},
	{"config_parameter": [{}, unknown]},
)

_at_workgroup(state) := {{
	"address": "aws_redshiftserverless_workgroup.x",
	"path": ["config_parameter", 1, "parameter_value"],
	"msg": sprintf("clients may connect in clear: `require_ssl` is %s", [state]),
}}

test_deny_a_workgroup_that_turns_it_off if {
	found := rule.deny with input as _workgroup({"parameter_value": "FALSE"}, {})
	found == _at_workgroup("false")
	deferred := rule.deny with input as _workgroup({}, {"parameter_value": true})
	deferred == _at_workgroup("known only after apply")
}

test_deny_a_cluster_with_the_old_default_group if {
	found := rule.deny with input as _one(
		"aws_redshift_cluster",
		{"cluster_parameter_group_name": "default.redshift-1.0"},
		{},
	)
	found == {{
		"address": "aws_redshift_cluster.x",
		"path": ["cluster_parameter_group_name"],
		"msg": "clients may connect in clear: `cluster_parameter_group_name` is default.redshift-1.0",
	}}
}

test_allow_workgroups_and_clusters_that_leave_it_on if {
	on := rule.deny with input as _workgroup({"parameter_value": "true"}, {})
	on == set()
	every values in [{}, {"cluster_parameter_group_name": "default.redshift-2.0"}] {
		found := rule.deny with input as _one("aws_redshift_cluster", values, {})
		found == set()
	}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
