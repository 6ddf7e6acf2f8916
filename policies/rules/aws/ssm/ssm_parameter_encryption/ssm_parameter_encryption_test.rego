package rules.aws.ssm.ssm_parameter_encryption_test

import rego.v1

import data.rules.aws.ssm.ssm_parameter_encryption as rule

_parameter(values, unknown) := {"resources": {"aws_ssm_parameter": [{
	"address": "aws_ssm_parameter.p",
	"type": "aws_ssm_parameter",
	"values": values,
	"unknown": unknown,
}]}}

_named(name) := _parameter({"name": name, "type": "String", "value": "hunter2-hunter2"}, {})

_valued(value) := _parameter({"name": "/shop/db_secret", "type": "String", "value": value}, {})

_at(path, state, word) := {{
	"address": "aws_ssm_parameter.p",
	"path": path,
	"msg": sprintf("a secret is kept as plain text: %s, and the name ends in `%s`", [state, word]),
}}

test_deny_names_of_secrets if {
	every name, word in {
		"/shop/db/password": "password",
		"shop.db.Passwd": "passwd",
		"/shop/GITHUB_TOKEN": "token",
		"/shop/oauth/clientSecret": "client_secret",
		"/shop/db-password-prod": "password",
		"/shop/payments/api-key": "api_key",
		"/shop/awsSecretAccessKey": "access_key",
		"/shop/apikey": "apikey",
	} {
		found := rule.deny with input as _named(name)
		found == _at(["type"], "`type` is String", word)
	}
}

test_deny_other_ways_to_give_it if {
	list := rule.deny with input as _parameter({"name": "token", "type": "StringList", "insecure_value": "a,b"}, {})
	list == _at(["type"], "`type` is StringList", "token")
	write_only := rule.deny with input as _parameter({"name": "token", "type": "String", "value_wo_version": 1}, {})
	write_only == _at(["type"], "`type` is String", "token")
}

test_deny_values_that_hold_credentials if {
	every value, words in {
		"postgres://app:hunter2@db.internal/app": "a URL with a password",
		"user: app\npassword: hunter22": "a password (`password`)",
	} {
		found := rule.deny with input as _parameter({"name": "/shop/db", "type": "String", "value": value}, {})
		found == {{
			"address": "aws_ssm_parameter.p",
			"path": ["type"],
			"msg": sprintf("the parameter holds %s as plain text: `type` is String", [words]),
		}}
		secure := rule.deny with input as _parameter({"name": "/shop/db", "type": "SecureString", "value": value}, {})
		secure == set()
	}
	id := {"name": "/shop/id", "type": "String", "value": "AKIA2E0A8F3B244C9986"}
	key_id := rule.deny with input as _parameter(id, {})
	key_id == set()
}

test_allow_other_names if {
	every name in [
		"/shop/password/length",
		"/shop/password_min_length",
		"/shop/secret_arn",
		"/shop/token-url",
		"/shop/access_key_id",
		"/shop/ssh_public_key",
		"/shop/public_api_key",
		"/shop/kms_key",
		"/shop/tokens_per_minute",
		"/secret/region",
		"prod",
	] {
		found := rule.deny with input as _named(name)
		found == set()
	}
}

test_allow_values_that_are_no_secrets if {
	every value in [
		"arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop-AbCdEf",
		"https://vault.example.com/shop",
		"prod/shop/db",
		"/prod/shop",
		"true",
		"30",
	] {
		found := rule.deny with input as _valued(value)
		found == set()
	}
}

test_deny_values_that_may_be_secrets if {
	every value in ["https://app:pw@example.com", "12345678", "Zm9v/YmFy+Q==", "changeme"] {
		found := rule.deny with input as _valued(value)
		found == _at(["type"], "`type` is String", "secret")
	}
}

test_allow_secure_strings if {
	found := rule.deny with input as _parameter(
		{"name": "/shop/db/password", "type": "SecureString", "value": "x"},
		{},
	)
	found == set()
}

test_deny_at_what_is_unknown_at_plan if {
	value := rule.deny with input as _parameter({"name": "/shop/token", "type": "String"}, {"value": true})
	value == _at(["value"], "`type` is String", "token")
	type := rule.deny with input as _parameter({"name": "/shop/token", "value": "x"}, {"type": true})
	type == _at(["type"], "`type` is known only after apply", "token")
}

test_allow_a_name_unknown_at_plan if {
	found := rule.deny with input as _parameter({"type": "String", "value": "x"}, {"name": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
