package rules.aws.datasync.datasync_object_storage_secret_test

import rego.v1

import data.rules.aws.datasync.datasync_object_storage_secret as rule

_found(values, unknown) := found if {
	found := rule.deny with input as {"resources": {"aws_datasync_location_object_storage": [{
		"address": "aws_datasync_location_object_storage.x",
		"type": "aws_datasync_location_object_storage",
		"values": values,
		"unknown": unknown,
	}]}}
}

test_deny_a_key_that_is_known if {
	_found({"access_key": "backup", "secret_key": "correct-horse-battery"}, {}) == {{
		"address": "aws_datasync_location_object_storage.x",
		"path": ["secret_key"],
		"msg": "the secret key of the storage is in the plan",
	}}
}

_beside(type, values) := found if {
	found := rule.deny with input as {"resources": {
		"aws_datasync_location_object_storage": [{
			"address": "aws_datasync_location_object_storage.x",
			"type": "aws_datasync_location_object_storage",
			"values": {"secret_key": "correct-horse-battery"},
			"unknown": {},
		}],
		type: [{"address": sprintf("%s.x", [type]), "values": values, "unknown": {}}],
	}}
}

test_deny_beside_another_key if {
	count(_beside("aws_iam_access_key", {"secret": "another"})) == 1
	count(_beside("random_password", {})) == 1
}

test_allow_a_key_that_another_resource_makes if {
	_beside("aws_iam_access_key", {"secret": "correct-horse-battery"}) == set()
	_beside("google_storage_hmac_key", {"secret": "correct-horse-battery"}) == set()
	_beside("random_password", {"result": "correct-horse-battery"}) == set()
}

test_allow_a_location_without_a_key if {
	_found({"bucket_name": "public-data", "secret_key": ""}, {}) == set()
	_found({"bucket_name": "public-data"}, {}) == set()
}

test_allow_a_key_unknown_at_plan if {
	_found({}, {"secret_key": true}) == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
