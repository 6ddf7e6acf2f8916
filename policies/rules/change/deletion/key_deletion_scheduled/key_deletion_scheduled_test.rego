package rules.change.deletion.key_deletion_scheduled_test

import rego.v1

import data.rules.change.deletion.key_deletion_scheduled as rule

_plan(type, members) := {"changes": [object.union(
	{
		"address": sprintf("%s.a", [type]), "type": type, "actions": ["delete"],
		"before": {}, "after": {}, "unknown": {},
	},
	members,
)]}

_found(type, path, msg) := {{"address": sprintf("%s.a", [type]), "path": path, "msg": msg}}

test_deny_keys_that_are_destroyed if {
	aws := rule.deny with input as _plan("aws_kms_key", {
		"before": {"deletion_window_in_days": 7},
		"action_reason": "delete_because_no_resource_config",
	})
	aws == _found("aws_kms_key", [], concat(": ", [
		"KMS key is destroyed after 7 days, with no way to decrypt what it encrypted",
		"it is no longer in the configuration",
	]))
	google := rule.deny with input as _plan("google_kms_crypto_key", {})
	google == _found(
		"google_kms_crypto_key", [],
		"Cloud KMS key with all its versions is destroyed, with no way to decrypt what it encrypted",
	)
}

test_deny_keys_that_are_replaced if {
	found := rule.deny with input as _plan("azurerm_key_vault_key", {
		"actions": ["create", "delete"],
		"action_reason": "replace_because_cannot_update", "replace_paths": [["key_type"]],
		"before": {"key_type": "RSA"}, "after": {"key_type": "EC"},
	})
	found == _found("azurerm_key_vault_key", ["key_type"], concat(": ", [
		"Key Vault key is destroyed and another made, with no way to decrypt what the old one encrypted",
		"`key_type` can't be changed in place",
	]))
}

test_allow_keys_that_stay if {
	every actions in [["update"], ["forget"], ["create", "forget"]] {
		found := rule.deny with input as _plan("aws_kms_key", {"actions": actions})
		found == set()
	}
	deposed := rule.deny with input as _plan("aws_kms_key", {"deposed": "0a1b2c3d"})
	deposed == set()
}

test_allow_what_is_no_key if {
	every type in ["aws_kms_alias", "aws_kms_grant", "aws_kms_replica_key", "google_kms_key_ring", "aws_key_pair"] {
		found := rule.deny with input as _plan(type, {})
		found == set()
	}
}

test_allow_an_update_to_a_value_unknown_at_plan if {
	found := rule.deny with input as _plan("aws_kms_key", {"actions": ["update"], "unknown": {"policy": true}})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}, "changes": []}
	found == set()
}

test_deny_keys_that_sign if {
	aws := rule.deny with input as _plan("aws_kms_key", {"before": {
		"key_usage": "SIGN_VERIFY",
		"deletion_window_in_days": 7,
	}})
	aws == _found("aws_kms_key", [], "KMS key is destroyed after 7 days, with no way to sign with it any more")
	google := rule.deny with input as _plan("google_kms_crypto_key", {"before": {"purpose": "ASYMMETRIC_SIGN"}})
	google == _found(
		"google_kms_crypto_key", [],
		"Cloud KMS key with all its versions is destroyed, with no way to sign with it any more",
	)
	azure := rule.deny with input as _plan("azurerm_key_vault_key", {
		"actions": ["delete", "create"], "replace_paths": [["key_type"]],
		"before": {"key_type": "RSA", "key_opts": ["sign", "verify"]},
		"after": {"key_type": "EC", "key_opts": ["sign", "verify"]},
	})
	azure == _found("azurerm_key_vault_key", ["key_type"], concat(": ", [
		"Key Vault key is destroyed and another made, with no way to sign with the old one any more",
		"`key_type` can't be changed in place",
	]))
	mixed := rule.deny with input as _plan("azurerm_key_vault_key", {"before": {"key_opts": ["sign", "unwrapKey"]}})
	mixed == _found(
		"azurerm_key_vault_key", [],
		"Key Vault key is destroyed, with no way to decrypt what it encrypted",
	)
}
