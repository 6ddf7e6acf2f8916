package rules.aws.ecr.ecr_cmk_test

import rego.v1

import data.rules.aws.ecr.ecr_cmk as rule

_of(type, encryption, unknown) := {"resources": {type: [{
	"address": sprintf("%s.r", [type]),
	"type": type,
	"values": {"encryption_configuration": encryption},
	"unknown": unknown,
}]}}

_repository(encryption) := _of("aws_ecr_repository", encryption, {})

_at(path, msg) := {{"address": "aws_ecr_repository.r", "path": path, "msg": msg}}

_type := ["encryption_configuration", 0, "encryption_type"]

_key := ["encryption_configuration", 0, "kms_key"]

test_deny_a_key_of_s3 if {
	left_out := rule.deny with input as _repository([])
	msg := "images are encrypted with a key of S3: `encryption_configuration` is not set"
	left_out == _at(["encryption_configuration"], msg)
	aes := rule.deny with input as _repository([{"encryption_type": "AES256"}])
	aes == _at(_type, "images are encrypted with a key of S3: `encryption_type` is AES256")
	template := rule.deny with input as _of("aws_ecr_repository_creation_template", [], {})
	template == {{
		"address": "aws_ecr_repository_creation_template.r",
		"path": ["encryption_configuration"],
		"msg": msg,
	}}
}

test_deny_a_key_that_aws_manages if {
	left_out := rule.deny with input as _repository([{"encryption_type": "KMS"}])
	left_out == _at(_key, "images are encrypted with a key that AWS manages: `kms_key` is not set")
	alias := rule.deny with input as _repository([{
		"encryption_type": "KMS",
		"kms_key": "arn:aws:kms:eu-central-1:111122223333:alias/aws/ecr",
	}])
	alias == _at(_key, "images are encrypted with a key that AWS manages: `alias/aws/ecr`")
}

test_allow_an_own_key if {
	found := rule.deny with input as _repository([{
		"encryption_type": "KMS_DSSE",
		"kms_key": "arn:aws:kms:eu-central-1:111122223333:key/1234",
	}])
	found == set()
}

test_allow_what_is_unknown_at_plan if {
	key := rule.deny with input as _of(
		"aws_ecr_repository",
		[{"encryption_type": "KMS"}],
		{"encryption_configuration": [{"kms_key": true}]},
	)
	key == set()
	type := rule.deny with input as _of(
		"aws_ecr_repository",
		[{}],
		{"encryption_configuration": [{"encryption_type": true}]},
	)
	type == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
