package rules.aws.transfer.transfer_protocols_test

import rego.v1

import data.rules.aws.transfer.transfer_protocols as rule

_server(values, unknown) := {"resources": {"aws_transfer_server": [{
	"address": "aws_transfer_server.s",
	"type": "aws_transfer_server",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_ftp if {
	found := rule.deny with input as _server({"protocols": ["SFTP", "FTP"]}, {})
	found == {{
		"address": "aws_transfer_server.s",
		"path": ["protocols", 1],
		"msg": "passwords and files go over the network in clear: FTP is on",
	}}
}

test_allow_encrypted_protocols if {
	named := rule.deny with input as _server({"protocols": ["AS2", "FTPS", "SFTP"]}, {})
	named == set()
	left_out := rule.deny with input as _server({}, {})
	left_out == set()
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _server({}, {"protocols": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
