package rules.change.protection.guard_switched_off_test

import rego.v1

import data.rules.change.protection.guard_switched_off as rule

_plan(type, members) := {"changes": [object.union(
	{
		"address": "x.a", "type": type, "actions": ["update"],
		"before": {}, "after": {}, "unknown": {},
	},
	members,
)]}

_found(path, msg) := {{"address": "x.a", "path": path, "msg": msg}}

_change(type, key, before, after) := found if {
	found := rule.deny with input as _plan(type, {"before": {key: before}, "after": {key: after}})
}

test_deny_guards_that_are_switched_off if {
	_change("aws_cloudtrail", "enable_logging", true, false) == _found(
		["enable_logging"],
		"what guards against actions that leave no trace is switched off: `enable_logging` was true and is false",
	)
	_change("azurerm_security_center_subscription_pricing", "tier", "Standard", "Free") == _found(
		["tier"],
		"what guards against attacks that nobody notices is switched off: `tier` was Standard and is Free",
	)
	_change("aws_guardduty_detector_feature", "status", "ENABLED", "DISABLED") == _found(
		["status"],
		"safeguard is switched off: `status` was ENABLED and is DISABLED",
	)
}

test_deny_each_type_of_switch if {
	every case in [
		["aws_guardduty_detector", "enable", true, false],
		["aws_ebs_encryption_by_default", "enabled", true, false],
		["aws_config_configuration_recorder_status", "is_enabled", true, false],
		["aws_dlm_lifecycle_policy", "state", "ENABLED", "DISABLED"],
		["aws_s3_bucket_public_access_block", "block_public_policy", true, false],
		["aws_macie2_account", "status", "ENABLED", "PAUSED"],
		["aws_ebs_snapshot_block_public_access", "state", "block-all-sharing", "unblocked"],
		["google_logging_project_sink", "disabled", false, true],
		["azurerm_subscription_policy_assignment", "enforce", true, false],
	] {
		found := _change(case[0], case[1], case[2], case[3])
		{finding.path | some finding in found} == {[case[1]]}
	}
}

test_deny_switches_inside_blocks_and_left_out if {
	policy := rule.deny with input as _plan("google_project_organization_policy", {
		"before": {"boolean_policy": [{"enforced": true}]},
		"after": {"boolean_policy": [{"enforced": false}]},
	})
	policy == _found(["boolean_policy", 0, "enforced"], concat(" ", [
		"what guards against resources that break the policy is switched off:",
		"`boolean_policy.enforced` was true and is false",
	]))
	sink := rule.deny with input as _plan("google_logging_project_sink", {"after": {"disabled": true}})
	sink == _found(["disabled"], concat(" ", [
		"what guards against logs that are kept nowhere else is switched off:",
		"`disabled` was not set and is true",
	]))
}

test_deny_at_a_switch_unknown_at_plan if {
	found := rule.deny with input as _plan("aws_guardduty_detector", {
		"before": {"enable": true}, "unknown": {"enable": true},
	})
	found == _found(["enable"], concat(" ", [
		"what guards against attacks that nobody notices is switched off:",
		"`enable` was true and is known only after apply",
	]))
}

test_allow_guards_that_stay_on_or_are_turned_on if {
	_change("aws_cloudtrail", "enable_logging", false, true) == set()
	_change("aws_ebs_snapshot_block_public_access", "state", "block-all-sharing", "block-new-sharing") == set()
	_change("azurerm_security_center_subscription_pricing", "subplan", "P2", "P1") == set()
	said := rule.deny with input as _plan("google_logging_project_sink", {"after": {"disabled": false}})
	said == set()
}

test_allow_the_same_attribute_of_other_types if {
	_change("aws_cloudwatch_event_rule", "state", "ENABLED", "DISABLED") == set()
	_change("aws_cloudfront_distribution", "enabled", true, false) == set()
}

test_allow_what_goes_away if {
	found := rule.deny with input as _plan("aws_cloudtrail", {"actions": ["delete"], "before": {"enable_logging": true}})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}, "changes": []}
	found == set()
}
