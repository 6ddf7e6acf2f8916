package rules.aws.ssm.ssm_secret_sent_over_http_test

import rego.v1

import data.rules.aws.ssm.ssm_secret_sent_over_http as rule

_secret := "correct-horse-battery"

_request(values, unknown, type, secret) := {"resources": {
	"data.http": [{
		"address": "data.http.call",
		"type": "data.http",
		"values": values,
		"unknown": unknown,
		"linked": {type: [object.union(_holder(type, secret), {"via": {"here": ["url"], "there": []}})]},
	}],
	type: [_holder(type, secret)],
}}

_holder(type, secret) := {
	"address": sprintf("%s.token", [type]),
	"type": type,
	"values": secret,
	"unknown": {},
}

_parameter(values) := _request(values, {}, "data.aws_ssm_parameter", {"type": "SecureString", "value": _secret})

_found(path, msg) := {{"address": "data.http.call", "path": path, "msg": msg}}

_url := sprintf("https://api.example.com/?token=%s", [_secret])

test_deny_a_secret_in_the_url if {
	found := rule.deny with input as _parameter({"url": _url})
	found == _found(["url"], "the secret of `data.aws_ssm_parameter.token` stands in the URL")
	resource := rule.deny with input as _request({"url": _url}, {}, "aws_ssm_parameter", {"value": _secret})
	resource == _found(["url"], "the secret of `aws_ssm_parameter.token` stands in the URL")
}

test_deny_a_secret_sent_in_the_clear if {
	plain := "HTTP://api.example.com/"
	msg := "the secret of `data.aws_ssm_parameter.token` is sent to `http://`"
	body := rule.deny with input as _parameter({"url": plain, "request_body": _secret})
	body == _found(["request_body"], msg)
	headers := {"Accept": "*/*", "Authorization": sprintf("Bearer %s", [_secret])}
	header := rule.deny with input as _parameter({"url": plain, "request_headers": headers})
	header == _found(["request_headers", "Authorization"], msg)
}

test_deny_a_part_of_a_secret_of_secrets_manager if {
	text := json.marshal({"user": "app", "password": _secret, "port": 5432})
	type := "aws_secretsmanager_secret_version"
	found := rule.deny with input as _request({"url": _url}, {}, type, {"secret_string": text})
	found == _found(["url"], "the secret of `aws_secretsmanager_secret_version.token` stands in the URL")
}

test_allow_a_secret_in_a_header_over_tls if {
	headers := {"Authorization": _secret}
	found := rule.deny with input as _parameter({"url": "https://api.example.com", "request_headers": headers})
	found == set()
}

test_allow_what_is_no_secret if {
	name := rule.deny with input as _parameter({"url": "https://api.example.com/?name=/app/token"})
	name == set()
	plain := {"type": "String", "value": _secret}
	text := rule.deny with input as _request({"url": _url}, {}, "aws_ssm_parameter", plain)
	text == set()
	short := {"type": "SecureString", "value": "api"}
	word := rule.deny with input as _request({"url": _url}, {}, "aws_ssm_parameter", short)
	word == set()
}

test_deny_at_a_url_unknown_at_plan if {
	found := rule.deny with input as _request({}, {"url": true}, "aws_ssm_parameter", {"type": "SecureString"})
	msg := "the secret of `aws_ssm_parameter.token` stands in the URL, if it is that which the URL is made of"
	found == _found(["url"], msg)
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
