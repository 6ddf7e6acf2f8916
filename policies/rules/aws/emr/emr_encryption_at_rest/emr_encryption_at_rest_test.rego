package rules.aws.emr.emr_encryption_at_rest_test

import rego.v1

import data.rules.aws.emr.emr_encryption_at_rest as rule

_configuration(encryption) := {"resources": {"aws_emr_security_configuration": [{
	"address": "aws_emr_security_configuration.x",
	"type": "aws_emr_security_configuration",
	"values": {"configuration": json.marshal({"EncryptionConfiguration": encryption})},
	"unknown": {},
}]}}

_finding(msg) := {"address": "aws_emr_security_configuration.x", "path": ["configuration"], "msg": msg}

_with(disks) := _configuration({
	"EnableAtRestEncryption": true,
	"AtRestEncryptionConfiguration": {"LocalDiskEncryptionConfiguration": disks},
})

test_deny_encryption_that_is_off if {
	off := rule.deny with input as _configuration({"EnableAtRestEncryption": false})
	off == {_finding("local disks are not encrypted: `EnableAtRestEncryption` is false")}
	unset := rule.deny with input as _configuration({})
	unset == {_finding("local disks are not encrypted: `EnableAtRestEncryption` is not set")}
}

test_deny_encryption_of_s3_alone if {
	found := rule.deny with input as _configuration({
		"EnableAtRestEncryption": true,
		"AtRestEncryptionConfiguration": {"S3EncryptionConfiguration": {"EncryptionMode": "SSE-S3"}},
	})
	found == {_finding("local disks are not encrypted: `LocalDiskEncryptionConfiguration` is not set")}
}

test_deny_root_volumes_in_clear if {
	found := rule.deny with input as _with({"EncryptionKeyProviderType": "AwsKms", "EnableEbsEncryption": false})
	msg := "root volumes are not encrypted: `EnableEbsEncryption` is false"
	found == {object.union(_finding(msg), {"severity": "low"})}
}

test_allow_encrypted_disks if {
	kms := rule.deny with input as _with({"EncryptionKeyProviderType": "AwsKms", "EnableEbsEncryption": true})
	kms == set()
	custom := rule.deny with input as _with({"EncryptionKeyProviderType": "Custom"})
	custom == set()
}

test_allow_a_text_unknown_at_plan if {
	found := rule.deny with input as {"resources": {"aws_emr_security_configuration": [{
		"address": "aws_emr_security_configuration.x",
		"values": {},
		"unknown": {"configuration": true},
	}]}}
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
