package lib.emr_security_test

import rego.v1

import data.lib.emr_security

_configuration(text) := {"address": "aws_emr_security_configuration.x", "values": {"configuration": text}}

test_readable_texts if {
	encrypted := _configuration(`{"EncryptionConfiguration": {"EnableAtRestEncryption": true}}`)
	silent := _configuration(`{"AuthenticationConfiguration": {}}`)
	emr_security.readable([encrypted, silent, _configuration("{"), _configuration("[]"), {"values": {}}]) == [
		{"resource": encrypted, "encryption": {"EnableAtRestEncryption": true}},
		{"resource": silent, "encryption": {}},
	]
}

test_what_is_off if {
	every value in [false, "false", null] {
		emr_security.is_off({"Enable": value}, "Enable")
	}
	emr_security.is_off({}, "Enable")
	not emr_security.is_off({"Enable": true}, "Enable")
	not emr_security.is_off({"Enable": "true"}, "Enable")
}
