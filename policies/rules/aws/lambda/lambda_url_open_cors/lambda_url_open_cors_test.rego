package rules.aws.lambda.lambda_url_open_cors_test

import rego.v1

import data.rules.aws.lambda.lambda_url_open_cors as rule

_url(cors, unknown) := {"resources": {"aws_lambda_function_url": [{
	"address": "aws_lambda_function_url.u",
	"values": {"cors": cors},
	"unknown": unknown,
}]}}

_at(path, end) := {{
	"address": "aws_lambda_function_url.u",
	"path": path,
	"msg": sprintf("every website may call the URL with credentials%s", [end]),
}}

test_deny_every_origin_with_credentials if {
	found := rule.deny with input as _url(
		[{"allow_credentials": true, "allow_origins": ["https://shop.example.com", "*"]}],
		{},
	)
	found == _at(["cors", 0, "allow_origins", 1], ": `allow_origins` has *")
}

test_allow_what_is_narrower if {
	named := rule.deny with input as _url([{"allow_credentials": true, "allow_origins": ["https://a.example.com"]}], {})
	named == set()
	anonymous := rule.deny with input as _url([{"allow_origins": ["*"], "allow_methods": ["*"]}], {})
	anonymous == set()
	off := rule.deny with input as _url([{"allow_credentials": false}], {"cors": [{"allow_origins": true}]})
	off == set()
	none := rule.deny with input as _url([], {})
	none == set()
}

test_deny_at_what_is_unknown_at_plan if {
	origins := rule.deny with input as _url([{"allow_credentials": true}], {"cors": [{"allow_origins": true}]})
	origins == _at(["cors", 0, "allow_origins"], ", unless `allow_origins` says otherwise")
	credentials := rule.deny with input as _url([{"allow_origins": ["*"]}], {"cors": [{"allow_credentials": true}]})
	credentials == _at(["cors", 0, "allow_credentials"], ", unless `allow_credentials` says otherwise")
	block := rule.deny with input as _url([], {"cors": true})
	block == _at(["cors"], ", unless `cors` says otherwise")
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
