package rules.aws.config.config_recorder_test

import rego.v1

import data.rules.aws.config.config_recorder as rule

_recorder(group, unknown, linked, maybe) := {
	"address": "aws_config_configuration_recorder.r",
	"type": "aws_config_configuration_recorder",
	"values": {"name": "main", "recording_group": group},
	"unknown": unknown,
	"provider_config": "aws",
	"linked": linked,
	"maybe_linked": maybe,
}

_status(values, unknown) := {
	"address": "aws_config_configuration_recorder_status.s",
	"type": "aws_config_configuration_recorder_status",
	"values": values,
	"unknown": unknown,
	"provider_config": "aws",
}

_started := {"aws_config_configuration_recorder_status": [_status({"is_enabled": true}, {"name": true})]}

_recorders(recorders) := {"resources": {"aws_config_configuration_recorder": recorders}}

_statuses(statuses) := {"resources": {"aws_config_configuration_recorder_status": statuses}}

_never_started := {
	"address": "aws_config_configuration_recorder.r",
	"path": [],
	"msg": "nothing starts the recorder",
	"without": {"aws_config_configuration_recorder_status"},
}

_listed := {"all_supported": false, "resource_types": ["AWS::EC2::Instance"]}

test_deny_a_list_of_types if {
	found := rule.deny with input as _recorders([_recorder([_listed], {}, _started, {})])
	found == {{
		"address": "aws_config_configuration_recorder.r",
		"path": ["recording_group", 0, "all_supported"],
		"msg": "only the types on a list are recorded: `all_supported` is false",
	}}
}

test_deny_a_recorder_that_nothing_starts if {
	alone := rule.deny with input as _recorders([_recorder([], {}, {}, {})])
	alone == {_never_started}
	maybe := rule.deny with input as _recorders([_recorder([], {}, {}, _started)])
	maybe == {_never_started}
	other := rule.deny with input as {"resources": {
		"aws_config_configuration_recorder": [_recorder([], {}, {}, {})],
		"aws_config_configuration_recorder_status": [_status({"name": "other", "is_enabled": true}, {})],
	}}
	other == {_never_started}
}

test_deny_a_recorder_that_is_stopped if {
	found := rule.deny with input as _statuses([_status({"name": "main", "is_enabled": false}, {})])
	found == {{
		"address": "aws_config_configuration_recorder_status.s",
		"path": ["is_enabled"],
		"msg": "the recorder is stopped: `is_enabled` is false",
	}}
}

_aggregator(values, unknown) := {"resources": {"aws_config_configuration_aggregator": [{
	"address": "aws_config_configuration_aggregator.a",
	"type": "aws_config_configuration_aggregator",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_an_aggregator_of_some_regions if {
	every source in ["account_aggregation_source", "organization_aggregation_source"] {
		found := rule.deny with input as _aggregator({source: [{"regions": ["eu-west-1"]}]}, {})
		found == {{
			"address": "aws_config_configuration_aggregator.a",
			"path": [source, 0, "all_regions"],
			"msg": "new regions are not aggregated: `all_regions` is not set",
			"severity": "low",
		}}
		all_ := rule.deny with input as _aggregator({source: [{"all_regions": true}]}, {})
		all_ == set()
	}
}

test_allow_recorders_of_everything if {
	every group in [
		[],
		[{"all_supported": true}],
		[{"all_supported": false, "recording_strategy": [{"use_only": "EXCLUSION_BY_RESOURCE_TYPES"}]}],
	] {
		found := rule.deny with input as _recorders([_recorder(group, {}, _started, {})])
		found == set()
	}
}

test_allow_a_recorder_that_is_started_by_its_name if {
	found := rule.deny with input as {"resources": {
		"aws_config_configuration_recorder": [_recorder([], {}, {}, {})],
		"aws_config_configuration_recorder_status": [_status({"name": "main", "is_enabled": true}, {})],
	}}
	found == set()
}

test_allow_what_is_unknown_at_plan if {
	flag := {"recording_group": [{"all_supported": true}]}
	all_ := rule.deny with input as _recorders([_recorder([{}], flag, _started, {})])
	all_ == set()
	strategy := {"recording_group": [{"recording_strategy": [{"use_only": true}]}]}
	left_out := rule.deny with input as _recorders([_recorder([_listed], strategy, _started, {})])
	left_out == set()
	status := rule.deny with input as _statuses([_status({"name": "main"}, {"is_enabled": true})])
	status == set()
	regions := {"account_aggregation_source": [{"all_regions": true}]}
	aggregator := rule.deny with input as _aggregator({"account_aggregation_source": [{}]}, regions)
	aggregator == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
