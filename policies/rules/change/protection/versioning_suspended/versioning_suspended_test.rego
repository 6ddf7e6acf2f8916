package rules.change.protection.versioning_suspended_test

import rego.v1

import data.rules.change.protection.versioning_suspended as rule

_plan(members) := {"changes": [object.union(
	{
		"address": "x.a", "type": "x", "actions": ["update"],
		"before": {}, "after": {}, "unknown": {},
	},
	members,
)]}

_found(path, msg) := {{"address": "x.a", "path": path, "msg": msg}}

_versioning(members) := object.union(
	{
		"address": "x.a", "type": "aws_s3_bucket_versioning", "actions": ["delete"],
		"before": {"bucket": "invoices", "versioning_configuration": [{"status": "Enabled"}]},
		"after": {}, "unknown": {}, "action_reason": "delete_because_no_resource_config",
	},
	members,
)

_bucket(members) := object.union(
	{
		"address": "aws_s3_bucket.b", "type": "aws_s3_bucket", "actions": ["delete"],
		"before": {"bucket": "invoices", "id": "invoices"}, "after": {}, "unknown": {},
	},
	members,
)

_gone := _found([], concat(": ", [
	"versioning is suspended, as the resource that turned it on is destroyed",
	"it is no longer in the configuration",
]))

test_deny_versioning_turned_off if {
	aws := rule.deny with input as _plan({
		"before": {"versioning_configuration": [{"status": "Enabled"}]},
		"after": {"versioning_configuration": [{"status": "Suspended"}]},
	})
	aws == _found(
		["versioning_configuration", 0, "status"],
		"versioning is suspended: `versioning_configuration.status` was Enabled and is Suspended",
	)
	google := rule.deny with input as _plan({
		"before": {"versioning": [{"enabled": true}]},
		"after": {"versioning": []},
	})
	google == _found(["versioning"], "versioning is suspended: `versioning.enabled` was true and is not set")
	azure := rule.deny with input as _plan({
		"before": {"blob_properties": [{"versioning_enabled": true}]},
		"after": {"blob_properties": [{"versioning_enabled": false}]},
	})
	azure == _found(
		["blob_properties", 0, "versioning_enabled"],
		"versioning is suspended: `blob_properties.versioning_enabled` was true and is false",
	)
}

test_deny_the_resource_that_is_destroyed if {
	alone := rule.deny with input as {"changes": [_versioning({})]}
	alone == _gone
	other := rule.deny with input as {"changes": [
		_versioning({}),
		_bucket({"before": {"bucket": "logs", "id": "logs"}}),
		_bucket({"actions": ["update"]}),
		_bucket({"actions": ["forget"]}),
	]}
	other == _gone
}

test_deny_the_resource_that_goes_over_to_another_bucket if {
	found := rule.deny with input as {"changes": [_versioning({
		"actions": ["delete", "create"],
		"after": {"bucket": "logs", "versioning_configuration": [{"status": "Enabled"}]},
	})]}
	found == _found(["bucket"], "versioning of `invoices` is suspended, as its resource goes over to another bucket")
}

test_deny_at_a_status_unknown_at_plan if {
	found := rule.deny with input as _plan({
		"before": {"versioning": [{"enabled": true}]},
		"after": {"versioning": [{}]},
		"unknown": {"versioning": [{"enabled": true}]},
	})
	found == _found(
		["versioning", 0, "enabled"],
		"versioning is suspended: `versioning.enabled` was true and is known only after apply",
	)
}

test_allow_versioning_that_goes_with_its_bucket if {
	deleted := rule.deny with input as {"changes": [_versioning({}), _bucket({})]}
	deleted == set()
	replaced := rule.deny with input as {"changes": [
		_versioning({
			"actions": ["delete", "create"],
			"after": {"versioning_configuration": [{"status": "Enabled"}]}, "unknown": {"bucket": true},
		}),
		_bucket({"actions": ["delete", "create"], "before": {"id": "invoices"}}),
	]}
	replaced == set()
}

test_allow_versioning_that_was_off if {
	deleted := rule.deny with input as {"changes": [_versioning({"before": {
		"bucket": "invoices",
		"versioning_configuration": [{"status": "Suspended"}],
	}})]}
	deleted == set()
	on := rule.deny with input as _plan({"after": {"versioning": [{"enabled": true}]}})
	on == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}, "changes": []}
	found == set()
}

test_allow_versioning_that_another_resource_takes_over if {
	found := rule.deny with input as {"changes": [
		_versioning({}),
		_versioning({
			"address": "x.b", "actions": ["delete", "create"], "before": {"bucket": "logs"},
			"after": {"bucket": "invoices", "versioning_configuration": [{"status": "Enabled"}]},
		}),
		_bucket({"before": {"bucket": "logs", "id": "logs"}}),
	]}
	found == set()
}

test_allow_suspended_versioning_that_goes_over_to_another_bucket if {
	suspended := [{"status": "Suspended"}]
	found := rule.deny with input as {"changes": [_versioning({
		"actions": ["delete", "create"],
		"before": {"versioning_configuration": suspended},
		"after": {"bucket": "logs", "versioning_configuration": suspended},
	})]}
	found == set()
}
