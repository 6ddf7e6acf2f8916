package lib.iam_test

import rego.v1

import data.lib.iam

_parsed(overrides) := object.union(
	{
		"label": "Statement[0]", "effect": "", "actions": [], "not_actions": [], "resources": [],
		"not_resources": [], "principals": {}, "not_principals": {}, "conditions": {},
	},
	overrides,
)

test_statements_of_a_single_one if {
	document := `{"Statement": {"Sid": "All", "Effect": "Allow", "Action": "*", "Resource": "*"}}`
	iam.statements(document) == [_parsed({
		"label": "statement `All`",
		"effect": "Allow",
		"actions": ["*"],
		"resources": ["*"],
	})]
}

test_statements_of_a_list if {
	document := `{"Statement": [
		{"Effect": "Deny", "NotAction": ["iam:*"], "NotResource": "arn:aws:s3:::b"},
		{"Effect": "Allow", "Principal": "*", "Condition": {"Bool": {"a": "true"}}}
	]}`
	iam.statements(document) == [
		_parsed({"effect": "Deny", "not_actions": ["iam:*"], "not_resources": ["arn:aws:s3:::b"]}),
		_parsed({
			"label": "Statement[1]", "effect": "Allow", "principals": "*",
			"conditions": {"Bool": {"a": "true"}},
		}),
	]
}

test_statements_of_what_is_no_policy if {
	every document in ["", "{", "[]", "5", "null", "\"*\"", "{}", `{"Statement": null}`, `{"Statement": ["x", 5]}`] {
		iam.statements(document) == []
	}
	iam.statements(null) == []
}

test_identity_statements_of_every_attribute_that_holds_a_policy if {
	document := `{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`
	statement := _parsed({"effect": "Allow", "actions": ["*"], "resources": ["*"]})
	iam.identity_statements({"values": {"policy": document}}) == [object.union(statement, {"path": ["policy"]})]
	iam.identity_statements({"values": {"inline_policy": document}}) == [object.union(
		statement,
		{"path": ["inline_policy"]},
	)]
	iam.identity_statements({"values": {"inline_policy": [{}, {"policy": document}]}}) == [object.union(
		statement,
		{"path": ["inline_policy", 1, "policy"]},
	)]
	iam.identity_statements({"values": {}}) == []
}

test_is_every_action if {
	every pattern in ["*", "**", "*:*", "?*", "*:**"] {
		iam.is_every_action(pattern)
	}
	every pattern in ["s3:*", "s*", "*:Get*", "?", "?:?", "?:*", "", "iam", null, 5] {
		not iam.is_every_action(pattern)
	}
}

test_is_every_action_of_a_service if {
	every pattern in ["s3:*", "S3:**", "s*:*", "execute-api:?*"] {
		iam.is_every_action_of_a_service(pattern)
	}
	every pattern in ["*", "*:*", "s3:Get*", "s3:*Object", "s3", "", null] {
		not iam.is_every_action_of_a_service(pattern)
	}
}

test_is_every_resource if {
	every pattern in ["*", "**", "arn:aws:*:*:*:*", "arn:*:*:*:*:*", "arn:aws-cn:*", "arn:aws*:*:*:*:*"] {
		iam.is_every_resource(pattern)
	}
	every pattern in ["arn:aws:s3:::*", "arn:aws:iam::*:role/*", "arn:aws:*:*:123456789012:*", "", "arn", null] {
		not iam.is_every_resource(pattern)
	}
}

test_is_full_admin if {
	admin := _parsed({"effect": "Allow", "actions": ["s3:*", "*"], "resources": ["arn:aws:s3:::b", "*"]})
	iam.is_full_admin(admin)
	iam.is_full_admin(object.union(admin, {"resources": [], "not_resources": ["arn:aws:s3:::b"]}))
	not iam.is_full_admin(object.union(admin, {"effect": "Deny"}))
	not iam.is_full_admin(object.union(admin, {"actions": ["s3:*"]}))
	not iam.is_full_admin(object.union(admin, {"resources": ["arn:aws:s3:::b"]}))
}

test_anybody if {
	iam.anybody(_parsed({"principals": "*"})) == {"any AWS principal"}
	iam.anybody(_parsed({"principals": {"AWS": ["123456789012", "*"]}})) == {"any AWS principal"}
	iam.anybody(_parsed({"not_principals": {"AWS": "123456789012"}})) == {"everybody but those of NotPrincipal"}
	iam.anybody(_parsed({"principals": {"Service": "*"}})) == set()
	iam.anybody(_parsed({})) == set()
}

_pins := object.union(iam.account_pins, {"aws:sourceip": "."})

test_is_pinned if {
	iam.is_pinned({"StringEquals": {"aws:PrincipalOrgID": "o-abc"}}, _pins)
	iam.is_pinned({"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"]}}, _pins)
	not iam.is_pinned({"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/0"]}}, _pins)
	not iam.is_pinned({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, iam.account_pins)
	not iam.is_pinned({"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, _pins)
	not iam.is_pinned({"StringLike": {"aws:Referer": "https://example.com/*"}}, _pins)
	not iam.is_pinned({}, _pins)
}

test_spares_only_pinned if {
	iam.spares_only_pinned({}, _pins)
	iam.spares_only_pinned({"StringNotEquals": {"aws:PrincipalOrgID": "o-abc"}}, _pins)
	iam.spares_only_pinned({"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, _pins)
	not iam.spares_only_pinned({"NotIpAddress": {"aws:SourceIp": "0.0.0.0/0"}}, _pins)
	not iam.spares_only_pinned({"Bool": {"aws:SecureTransport": "false"}}, _pins)
	not iam.spares_only_pinned({"StringNotEquals": {}}, _pins)
}
