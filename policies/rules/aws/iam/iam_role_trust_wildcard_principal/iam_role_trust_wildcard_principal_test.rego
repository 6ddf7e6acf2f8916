package rules.aws.iam.iam_role_trust_wildcard_principal_test

import rego.v1

import data.rules.aws.iam.iam_role_trust_wildcard_principal as rule

_role(statement) := {"resources": {"aws_iam_role": [{
	"address": "aws_iam_role.r",
	"type": "aws_iam_role",
	"values": {"assume_role_policy": json.marshal({"Statement": [object.union(
		{"Effect": "Allow", "Action": "sts:AssumeRole"},
		statement,
	)]})},
	"unknown": {},
}]}}

_anybody(condition) := _role({"Principal": {"AWS": "*"}, "Condition": condition})

_at_trust(msg) := {"address": "aws_iam_role.r", "path": ["assume_role_policy"], "msg": msg}

_lets_anybody := "Statement[0] lets any AWS principal assume the role"

test_deny_a_bare_wildcard if {
	found := rule.deny with input as _role({"Sid": "All", "Principal": "*"})
	found == {_at_trust("statement `All` lets any AWS principal assume the role")}
}

test_deny_a_wildcard_in_a_list if {
	found := rule.deny with input as _role({
		"Action": ["sts:TagSession", "sts:Assume*"],
		"Principal": {"Service": "ec2.amazonaws.com", "AWS": ["arn:aws:iam::123456789012:root", "*"]},
	})
	found == {_at_trust(_lets_anybody)}
}

test_deny_everybody_but if {
	found := rule.deny with input as _role({"NotPrincipal": {"AWS": "arn:aws:iam::123456789012:root"}})
	found == {_at_trust("Statement[0] lets everybody but those of NotPrincipal assume the role")}
}

test_deny_an_external_id_alone if {
	found := rule.deny with input as _anybody({"StringEquals": {"sts:ExternalId": "abc"}})
	found == {_at_trust(concat("", [_lets_anybody, ", guarded only by an external id"]))}
}

test_deny_a_pin_that_a_caller_without_the_key_passes if {
	found := rule.deny with input as _anybody({"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-abc"}})
	found == {_at_trust(concat("", [_lets_anybody, ", under conditions that pin no account"]))}
}

test_deny_a_pin_to_anything if {
	found := rule.deny with input as _anybody({
		"StringLike": {"aws:PrincipalAccount": ["123456789012", "*"], "aws:PrincipalOrgID": "o-*"},
		"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/deploy"},
	})
	found == {_at_trust(concat("", [_lets_anybody, ", under conditions that pin no account"]))}
}

test_deny_other_conditions if {
	found := rule.deny with input as _anybody({"Bool": {"aws:MultiFactorAuthPresent": "true"}})
	found == {_at_trust(concat("", [_lets_anybody, ", under conditions that pin no account"]))}
}

test_allow_a_pin_to_the_organization if {
	found := rule.deny with input as _anybody({"StringEquals": {"aws:PrincipalOrgID": ["o-abc123"]}})
	found == set()
}

test_allow_a_pin_to_a_path_in_the_organization if {
	found := rule.deny with input as _anybody({"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-abc/r-1/*"}})
	found == set()
}

test_allow_a_pin_to_an_account if {
	found := rule.deny with input as _anybody({
		"ArnLike": {"AWS:principalarn": "arn:aws:iam::123456789012:role/*"},
		"StringEquals": {"sts:ExternalId": "abc"},
	})
	found == set()
}

_beside(denial) := {"resources": {"aws_iam_role": [{
	"address": "aws_iam_role.r",
	"values": {"assume_role_policy": json.marshal({"Statement": [
		{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}},
		object.union({"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}}, denial),
	]})},
	"unknown": {},
}]}}

test_allow_beside_a_denial_for_all_but_pinned_callers if {
	every denial in [
		{"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-abc123"}}},
		{"Condition": {"StringNotEqualsIfExists": {"aws:PrincipalAccount": ["123456789012", "210987654321"]}}},
		{"Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/*"}}},
		{"Condition": {"ForAllValues:StringNotLike": {"aws:PrincipalOrgPaths": "o-abc/r-1/*"}}},
		{"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-abc", "aws:PrincipalAccount": "123456789012"}}},
		{"Action": "sts:*", "Principal": "*", "Condition": {"StringNotLike": {"aws:PrincipalOrgID": "o-abc"}}},
		{"Action": "*"},
	] {
		found := rule.deny with input as _beside(denial)
		found == set()
	}
}

test_deny_beside_a_denial_that_spares_others if {
	every denial in [
		{"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-abc123"}}},
		{"Condition": {"StringNotEquals": {"sts:ExternalId": "abc"}}},
		{"Condition": {"StringNotLike": {"aws:PrincipalOrgID": "o-*"}}},
		{"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-abc", "sts:ExternalId": "abc"}}},
		{"Condition": {
			"StringNotEquals": {"aws:PrincipalOrgID": "o-abc"},
			"Bool": {"aws:MultiFactorAuthPresent": "false"},
		}},
		{"Condition": {"ForAnyValue:StringNotLike": {"aws:PrincipalOrgPaths": "o-abc/r-1/*"}}},
		{"Action": "sts:TagSession", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-abc123"}}},
		{"Principal": {"AWS": "123456789012"}, "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-abc123"}}},
	] {
		found := rule.deny with input as _beside(denial)
		found == {_at_trust(_lets_anybody)}
	}
}

test_allow_named_principals_and_other_actions if {
	found := rule.deny with input as {"resources": {"aws_iam_role": [{
		"address": "aws_iam_role.r",
		"values": {"assume_role_policy": json.marshal({"Statement": [
			{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}},
			{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}},
			{"Effect": "Allow", "Action": ["sts:TagSession", "sts:Get*"], "Principal": "*"},
			{"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": "*"},
		]})},
		"unknown": {},
	}]}}
	found == set()
}

test_allow_a_policy_unknown_at_plan if {
	found := rule.deny with input as {"resources": {"aws_iam_role": [{
		"address": "aws_iam_role.r",
		"values": {},
		"unknown": {"assume_role_policy": true},
	}]}}
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
