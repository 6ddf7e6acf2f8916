package rules.aws.glue.glue_encryption_test

import rego.v1

import data.rules.aws.glue.glue_encryption as rule

_catalog(mode, password, unknown) := {"resources": {"aws_glue_data_catalog_encryption_settings": [{
	"address": "aws_glue_data_catalog_encryption_settings.c",
	"type": "aws_glue_data_catalog_encryption_settings",
	"values": {"data_catalog_encryption_settings": [{
		"encryption_at_rest": [mode],
		"connection_password_encryption": [password],
	}]},
	"unknown": {"data_catalog_encryption_settings": [unknown]},
}]}}

_at(block, key, msg) := {
	"address": "aws_glue_data_catalog_encryption_settings.c",
	"path": ["data_catalog_encryption_settings", 0, block, 0, key],
	"msg": msg,
}

_encrypted := {"catalog_encryption_mode": "SSE-KMS"}

_returned_encrypted := {"return_connection_password_encrypted": true}

test_deny_a_catalog_that_is_not_encrypted if {
	found := rule.deny with input as _catalog({"catalog_encryption_mode": "DISABLED"}, _returned_encrypted, {})
	msg := "catalog is not encrypted: `catalog_encryption_mode` is DISABLED"
	found == {_at("encryption_at_rest", "catalog_encryption_mode", msg)}
}

test_deny_passwords_in_clear if {
	found := rule.deny with input as _catalog(_encrypted, {"return_connection_password_encrypted": false}, {})
	found == {_at(
		"connection_password_encryption",
		"return_connection_password_encrypted",
		"passwords of connections are handed out in clear: `return_connection_password_encrypted` is false",
	)}
}

test_allow_encryption if {
	every mode in ["SSE-KMS", "SSE-KMS-WITH-SERVICE-ROLE"] {
		found := rule.deny with input as _catalog({"catalog_encryption_mode": mode}, _returned_encrypted, {})
		found == set()
	}
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _catalog({}, {}, {
		"encryption_at_rest": [{"catalog_encryption_mode": true}],
		"connection_password_encryption": [{"return_connection_password_encrypted": true}],
	})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
