package rules.aws.emr.emr_encryption_in_transit_test

import rego.v1

import data.rules.aws.emr.emr_encryption_in_transit as rule

_configuration(encryption) := {"resources": {"aws_emr_security_configuration": [{
	"address": "aws_emr_security_configuration.x",
	"type": "aws_emr_security_configuration",
	"values": {"configuration": json.marshal({"EncryptionConfiguration": encryption})},
	"unknown": {},
}]}}

test_deny_traffic_in_clear if {
	every encryption, state in {{}: "not set", {"EnableInTransitEncryption": false}: "false"} {
		found := rule.deny with input as _configuration(encryption)
		found == {{
			"address": "aws_emr_security_configuration.x",
			"path": ["configuration"],
			"msg": sprintf("traffic between nodes is not encrypted: `EnableInTransitEncryption` is %s", [state]),
		}}
	}
}

test_allow_encrypted_traffic if {
	found := rule.deny with input as _configuration({"EnableInTransitEncryption": true})
	found == set()
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
