package lib.bucket_policy_test

import rego.v1

import data.lib.bucket_policy

_document(statements) := json.marshal({"Statement": statements})

_allow(overrides) := object.union(
	{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"},
	overrides,
)

_is_public(statements) if {
	bucket_policy.public_statements(_document(statements)) == {"Statement[0] lets any AWS principal do s3:GetObject"}
}

_is_closed(statements) if bucket_policy.public_statements(_document(statements)) == set()

test_public_statements if {
	_is_public([_allow({})])
	_is_public([_allow({"Principal": {"AWS": ["*"]}})])
	bucket_policy.public_statements(_document([json.remove(
		_allow({"NotPrincipal": {"AWS": "123456789012"}, "NotAction": "s3:Put*"}),
		["Principal", "Action"],
	)])) == {"Statement[0] lets everybody but those of NotPrincipal do all but a few actions"}
}

test_public_statements_under_conditions_that_narrow_nothing if {
	every condition in [
		{"StringLike": {"aws:Referer": "https://example.com/*"}},
		{"Bool": {"aws:SecureTransport": "true"}},
		{"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}},
		{"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "::/0"]}},
		{"StringLike": {"aws:PrincipalOrgID": "*"}},
		{"StringEqualsIfExists": {"aws:SourceVpce": "vpce-0123"}},
		{"StringLike": {"aws:userid": "*"}},
		{"ArnLike": {"aws:SourceArn": "arn:aws:cloudfront::*:distribution/*"}},
	] {
		_is_public([_allow({"Condition": condition})])
	}
}

test_public_statements_not_under_conditions_that_narrow if {
	every condition in [
		{"StringEquals": {"aws:PrincipalOrgID": "o-abc123"}},
		{"StringEquals": {"AWS:SourceAccount": "123456789012"}},
		{"IpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}},
		{"StringEquals": {"aws:sourceVpce": "vpce-0123"}},
		{"StringEquals": {"aws:SourceVpc": ["vpc-0123"]}},
		{"ArnLike": {"aws:SourceArn": "arn:aws:cloudfront::123456789012:distribution/*"}},
		{"StringLike": {"aws:userid": "AROAEXAMPLE:*"}},
		{"StringEquals": {"s3:DataAccessPointAccount": "123456789012"}},
	] {
		_is_closed([_allow({"Condition": condition})])
	}
}

test_public_statements_not_of_others_and_denials if {
	_is_closed([_allow({"Principal": {"AWS": "arn:aws:iam::123456789012:root"}})])
	_is_closed([_allow({"Principal": {"Service": "cloudfront.amazonaws.com"}})])
	_is_closed([_allow({"Effect": "Deny"})])
	bucket_policy.public_statements("no document") == set()
}

_denial(overrides) := object.union(json.remove(whole, object.keys(overrides)), overrides) if {
	whole := {
		"Effect": "Deny",
		"Principal": "*",
		"Action": "s3:*",
		"Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
		"Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-0123"}},
	}
}

test_public_statements_beside_a_denial_for_all_but_some if {
	_is_closed([_allow({}), _denial({})])
	_is_closed([_allow({}), _denial({"Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}})])
	_is_public([_allow({}), _denial({"Action": "s3:PutObject"})])
	_is_public([_allow({}), _denial({"Resource": "arn:aws:s3:::b/private/*"})])
	_is_public([_allow({}), _denial({"Condition": {"Bool": {"aws:SecureTransport": "false"}}})])
}

_tls(overrides) := _document([_denial(overrides)]) if overrides.Condition

_tls(overrides) := _document([object.union(
	_denial({"Condition": {"Bool": {"aws:SecureTransport": "false"}}}),
	overrides,
)]) if {
	not overrides.Condition
}

test_refuses_plaintext if {
	every overrides in [
		{},
		{"Principal": {"AWS": "*"}},
		{"Action": "*"},
		{"Action": ["S3:*"]},
		{"Resource": "*"},
		{"Resource": "arn:aws-cn:s3:::b/*"},
		{"Resource": ["arn:aws:s3:::b*"]},
		{"Condition": {"BoolIfExists": {"AWS:SecureTransport": [false]}}},
		{"Condition": {"NumericLessThanIfExists": {"s3:TlsVersion": 1.2}}},
	] {
		bucket_policy.refuses_plaintext(_tls(overrides))
	}
	both := {"Bool": {"aws:SecureTransport": "false", "aws:PrincipalIsAWSService": "false"}}
	bucket_policy.refuses_plaintext(_document([_denial({"Condition": both})]))
}

test_refuses_plaintext_not_in_part if {
	every statement in [
		_denial({"Effect": "Allow", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}),
		_denial({"Condition": {"Bool": {"aws:SecureTransport": "true"}}}),
		_denial({"Condition": {"NumericLessThan": {"s3:TlsVersion": "1.2"}}}),
		_denial({"Condition": {"Bool": {"aws:SecureTransport": "false"}, "StringEquals": {"aws:PrincipalAccount": "1"}}}),
		_denial({"Condition": {"Bool": {"aws:SecureTransport": "false"}}, "Action": "s3:GetObject"}),
		_denial({"Condition": {"Bool": {"aws:SecureTransport": "false"}}, "Resource": "arn:aws:s3:::b"}),
		_denial({"Condition": {"Bool": {"aws:SecureTransport": "false"}}, "Resource": "arn:aws:s3:::b/private/*"}),
		_denial({"Condition": {"Bool": {"aws:SecureTransport": "false"}}, "Principal": {"AWS": "123456789012"}}),
	] {
		not bucket_policy.refuses_plaintext(_document([statement]))
	}
	not bucket_policy.refuses_plaintext("{}")
	not bucket_policy.refuses_plaintext(_document([_allow({})]))
}
