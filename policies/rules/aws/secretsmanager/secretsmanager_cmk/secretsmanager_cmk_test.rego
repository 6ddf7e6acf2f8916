package rules.aws.secretsmanager.secretsmanager_cmk_test

import rego.v1

import data.rules.aws.secretsmanager.secretsmanager_cmk as rule

_one(values, unknown) := {"resources": {"aws_secretsmanager_secret": [{
	"address": "aws_secretsmanager_secret.x",
	"type": "aws_secretsmanager_secret",
	"values": values,
	"unknown": unknown,
}]}}

_at(path, msg) := {{"address": "aws_secretsmanager_secret.x", "path": path, "msg": msg}}

_msg(state) := sprintf("the key is not the customer's own: `kms_key_id` is %s", [state])

test_deny_keys_of_aws if {
	unset := rule.deny with input as _one({"name": "database"}, {})
	unset == _at(["kms_key_id"], _msg("not set"))
	managed := rule.deny with input as _one({"kms_key_id": "alias/aws/secretsmanager"}, {})
	managed == _at(["kms_key_id"], _msg("alias/aws/secretsmanager"))
}

test_deny_a_replica_without_a_key if {
	replicas := [{"region": "eu-west-1", "kms_key_id": "alias/shop"}, {"region": "us-east-1"}]
	found := rule.deny with input as _one({"kms_key_id": "alias/shop", "replica": replicas}, {})
	found == _at(["replica", 1, "kms_key_id"], _msg("not set"))
}

test_allow_keys_of_the_customer if {
	found := rule.deny with input as _one({"kms_key_id": "alias/shop", "replica": []}, {})
	found == set()
}

test_allow_keys_unknown_at_plan if {
	found := rule.deny with input as _one({"replica": [{}]}, {"kms_key_id": true, "replica": [{"kms_key_id": true}]})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
