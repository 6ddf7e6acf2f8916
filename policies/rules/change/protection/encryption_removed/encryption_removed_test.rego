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
		"before": {"availability_zone": "b", "root_block_device": [{"encrypted": true, "kms_key_id": "a"}]},
		"after": {"availability_zone": "c", "root_block_device": [{}]},
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

test_deny_what_a_replacement_leaves_out if {
	found := rule.deny with input as _plan({
		"actions": ["delete", "create"], "replace_paths": [["name"]],
		"before": {"name": "a", "kms_key_id": "k"}, "after": {"name": "b"},
	})
	found == _found(["kms_key_id"], "the customer's key is taken away: `kms_key_id` was set and is not")
}

test_deny_switches_beside_a_new_key if {
	found := rule.deny with input as _plan({
		"type": "azurerm_kubernetes_cluster",
		"before": {"default_node_pool": [{"host_encryption_enabled": true}], "key_management_service": []},
		"after": {
			"default_node_pool": [{"host_encryption_enabled": false}],
			"key_management_service": [{"key_vault_key_id": "k"}],
		},
	})
	found == _found(
		["default_node_pool", 0, "host_encryption_enabled"],
		"encryption is turned off: `default_node_pool.host_encryption_enabled` was true and is false",
	)
}

test_deny_a_topic_without_a_key if {
	every key in ["alias/aws/sns", "arn:aws:kms:eu-central-1:123456789012:key/1"] {
		found := rule.deny with input as _plan({"type": "aws_sns_topic", "before": {"kms_master_key_id": key}})
		found == _found(["kms_master_key_id"], "encryption is turned off: `kms_master_key_id` was set and is not")
	}
}

test_allow_a_topic_with_another_key if {
	other := rule.deny with input as _plan({
		"type": "aws_sns_topic",
		"before": {"kms_master_key_id": "alias/aws/sns"}, "after": {"kms_master_key_id": "alias/topics"},
	})
	other == set()
	deferred := rule.deny with input as _plan({
		"type": "aws_sns_topic",
		"before": {"kms_master_key_id": "alias/aws/sns"}, "unknown": {"kms_master_key_id": true},
	})
	deferred == set()
}

_server_side(type) := found if {
	found := rule.deny with input as _plan({
		"type": type,
		"before": {"server_side_encryption": [{"enabled": true}]},
		"after": {"server_side_encryption": [{"enabled": false}]},
	})
}

test_deny_server_side_encryption_turned_off if {
	every type in ["aws_dax_cluster", "aws_kinesis_firehose_delivery_stream"] {
		_server_side(type) == _found(
			["server_side_encryption", 0, "enabled"],
			"encryption is turned off: `server_side_encryption.enabled` was true and is false",
		)
	}
}

test_allow_a_table_that_goes_back_to_a_key_of_dynamodb if {
	_server_side("aws_dynamodb_table") == set()
}

test_deny_transit_encryption_that_is_no_longer_required if {
	found := rule.deny with input as _plan({
		"before": {"transit_encryption_mode": "required"},
		"after": {"transit_encryption_mode": "preferred"},
	})
	found == _found(
		["transit_encryption_mode"],
		"encryption is turned off: `transit_encryption_mode` was required and is preferred",
	)
}
