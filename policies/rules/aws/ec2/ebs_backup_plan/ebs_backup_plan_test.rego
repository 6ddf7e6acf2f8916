package rules.aws.ec2.ebs_backup_plan_test

import rego.v1

import data.rules.aws.ec2.ebs_backup_plan as rule

_volume := {"address": "aws_ebs_volume.v", "values": {"tags": {"Backup": "daily"}}, "unknown": {}}

_plan(volume, type, values) := {"resources": {
	"aws_ebs_volume": [object.union(_volume, volume)],
	type: [{"address": sprintf("%s.x", [type]), "values": values, "unknown": {}}],
}}

_alone(volume) := {"resources": {"aws_ebs_volume": [object.union(_volume, volume)]}}

_selected(values) := _plan({}, "aws_backup_selection", values)

_lifecycle(values) := _plan({}, "aws_dlm_lifecycle_policy", values)

_found(path) := {{
	"address": "aws_ebs_volume.v",
	"path": path,
	"msg": "nothing in the plan backs the volume up",
	"without": {"aws_backup_selection"},
}}

test_deny_a_volume_alone_or_beside_selections_of_others if {
	alone := rule.deny with input as _alone({})
	alone == _found([])
	tag := rule.deny with input as _selected({"selection_tag": [{"key": "Backup", "value": "weekly"}]})
	tag == _found([])
	others := rule.deny with input as _selected({"resources": ["arn:aws:rds:*:*:db:*"]})
	others == _found([])
	excluded := rule.deny with input as _selected({"resources": ["*"], "not_resources": ["arn:aws:ec2:*:*:volume/*"]})
	excluded == _found([])
	condition := rule.deny with input as _selected({
		"resources": ["*"],
		"condition": [{"string_equals": [{"key": "aws:ResourceTag/Backup", "value": "weekly"}]}],
	})
	condition == _found([])
	instances := rule.deny with input as _lifecycle({"policy_details": [{
		"resource_types": ["INSTANCE"],
		"target_tags": {"Backup": "daily"},
	}]})
	instances == _found([])
}

test_deny_at_tags_unknown_at_plan if {
	found := rule.deny with input as _alone({"unknown": {"tags": true}})
	found == _found(["tags"])
}

test_allow_a_volume_that_a_selection_names if {
	linked := rule.deny with input as _alone({"linked": {"aws_backup_selection": [{
		"address": "aws_backup_selection.s",
		"values": {},
		"unknown": {"resources": true},
	}]}})
	linked == set()
	every values in [
		{"selection_tag": [{"key": "Backup", "value": "daily"}]},
		{"resources": ["*"]},
		{"resources": ["arn:aws:ec2:*:*:volume/*"], "condition": []},
		{
			"resources": ["*"],
			"condition": [{"string_equals": [{"key": "aws:ResourceTag/Backup", "value": "daily"}]}],
		},
	] {
		found := rule.deny with input as _selected(values)
		found == set()
	}
}

test_allow_a_volume_of_a_lifecycle_policy if {
	details := [{"resource_types": ["VOLUME"], "target_tags": {"Backup": "daily"}}]
	tags := rule.deny with input as _lifecycle({"policy_details": details})
	tags == set()
	default_ := rule.deny with input as _lifecycle({"default_policy": "VOLUME"})
	default_ == set()
	disabled := rule.deny with input as _lifecycle({"policy_details": details, "state": "DISABLED"})
	disabled == _found([])
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
