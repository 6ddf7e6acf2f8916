package rules.change.protection.encryption_removed_test

import rego.v1

import data.rules.change.protection.encryption_removed as rule

_plan(members) := {"changes": [object.union(
	{
		"address": "x.a", "type": "x", "actions": ["update"],
		"before": {}, "after": {}, "unknown": {},
	},
	members,
)]}

_found(path, msg) := {{"address": "x.a", "path": path, "msg": msg}}

test_deny_switches_turned_off if {
	off := rule.deny with input as _plan({"before": {"storage_encrypted": true}, "after": {"storage_encrypted": false}})
	off == _found(["storage_encrypted"], "encryption is turned off: `storage_encrypted` was true and is false")
	gone := rule.deny with input as _plan({"before": {"enable_key_rotation": true}})
	gone == _found(["enable_key_rotation"], "encryption is turned off: `enable_key_rotation` was true and is not set")
	text := rule.deny with input as _plan({"before": {"encryption_type": "KMS"}, "after": {"encryption_type": "NONE"}})
	text == _found(["encryption_type"], "encryption is turned off: `encryption_type` was KMS and is NONE")
}

test_deny_nested_switches_turned_off if {
	found := rule.deny with input as _plan({
		"before": {"encryption_info": [{"encryption_in_transit": [{"client_broker": "TLS"}]}]},
		"after": {"encryption_info": [{"encryption_in_transit": [{"client_broker": "TLS_PLAINTEXT"}]}]},
	})
	found == _found(
		["encryption_info", 0, "encryption_in_transit", 0, "client_broker"],
		"encryption is turned off: `encryption_info.encryption_in_transit.client_broker` was TLS and is TLS_PLAINTEXT",
	)
}

test_deny_a_bypass_turned_on if {
	found := rule.deny with input as _plan({"after": {"non_ssl_port_enabled": true}})
	found == _found(
		["non_ssl_port_enabled"],
		"encryption is turned off: `non_ssl_port_enabled` was not set and is true",
	)
}

test_deny_a_key_taken_away if {
	found := rule.deny with input as _plan({"before": {"kms_key_id": "arn:aws:kms:eu-central-1:123456789012:key/1"}})
	found == _found(["kms_key_id"], "the customer's key is taken away: `kms_key_id` was set and is not")
	block := rule.deny with input as _plan({
		"before": {"encryption": [{"default_kms_key_name": "projects/p/locations/l/keyRings/r/cryptoKeys/k"}]},
		"after": {"encryption": []},
	})
	block == _found(
		["encryption"],
		"the customer's key is taken away: `encryption.default_kms_key_name` was set and is not",
	)
}

test_deny_replacements if {
	because := rule.deny with input as _plan({
		"actions": ["delete", "create"], "replace_paths": [["encrypted"]],
		"before": {"encrypted": true}, "after": {},
	})
	because == _found(["encrypted"], "encryption is turned off: `encrypted` was true and is not set")
	said := rule.deny with input as _plan({
		"actions": ["create", "delete"], "replace_paths": [["size"]],
		"before": {"encrypted": true}, "after": {"encrypted": false},
	})
	said == _found(["encrypted"], "encryption is turned off: `encrypted` was true and is false")
}

test_deny_at_a_switch_unknown_at_plan if {
	found := rule.deny with input as _plan({"before": {"encrypted": true}, "unknown": {"encrypted": true}})
	found == _found(["encrypted"], "encryption is turned off: `encrypted` was true and is known only after apply")
}

test_allow_a_key_unknown_at_plan if {
	found := rule.deny with input as _plan({"before": {"kms_key_id": "a"}, "unknown": {"kms_key_id": true}})
	found == set()
}

test_allow_what_is_turned_on if {
	found := rule.deny with input as _plan({
		"before": {"encrypted": false, "non_ssl_port_enabled": true},
		"after": {"encrypted": true, "kms_key_id": "a"},
	})
	found == set()
}

test_allow_another_key if {
	other := rule.deny with input as _plan({"before": {"kms_key_id": "a"}, "after": {"kms_key_id": "b"}})
	other == set()
	renamed := rule.deny with input as _plan({"before": {"kms_key_id": "a"}, "after": {"kms_key_arn": "a"}})
	renamed == set()
	aws := rule.deny with input as _plan({"before": {"kms_master_key_id": "alias/aws/sqs"}})
	aws == set()
}

test_allow_a_key_in_place_of_a_switch if {
	found := rule.deny with input as _plan({
		"before": {"sqs_managed_sse_enabled": true},
		"after": {"sqs_managed_sse_enabled": false, "kms_master_key_id": "a"},
	})
	found == set()
	deferred := rule.deny with input as _plan({
		"before": {"sqs_managed_sse_enabled": true},
		"after": {"sqs_managed_sse_enabled": false},
		"unknown": {"kms_master_key_id": true},
	})
	deferred == set()
}

test_allow_what_the_new_object_may_compute if {
	found := rule.deny with input as _plan({
		"actions": ["delete", "create"], "replace_paths": [["availability_zone"]],
		"before": {"encrypted": true, "kms_key_id": "a", "availability_zone": "b"}, "after": {"availability_zone": "c"},
	})
	found == set()
}

test_allow_what_goes_away if {
	every actions in [["delete"], ["forget"]] {
		found := rule.deny with input as _plan({"actions": actions, "before": {"encrypted": true, "kms_key_id": "a"}})
		found == set()
	}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}, "changes": []}
	found == set()
}
