package rules.aws.opensearch.opensearch_policy_public_test

import rego.v1

import data.rules.aws.opensearch.opensearch_policy_public as rule

_domain(type, values, unknown) := {
	"address": sprintf("%s.d", [type]),
	"type": type,
	"values": values,
	"unknown": unknown,
	"linked": {},
}

_public := {"documents": {"access_policies": {
	"path": ["access_policies"],
	"conclusions": {"public": [{
		"label": "Statement[0]",
		"reason": "lets anybody do `es:*`",
		"statements": [0],
	}]},
}}}

_policy(type, domains) := {
	"address": sprintf("%s_policy.p", [type]),
	"type": sprintf("%s_policy", [type]),
	"values": {},
	"unknown": {"access_policies": true},
	"linked": domains,
	"documents": _public.documents,
}

_at(address) := {
	"address": address,
	"path": ["access_policies"],
	"msg": "Statement[0] lets anybody do `es:*`",
	"known": true,
}

_anonymous := {"advanced_security_options": [{"enabled": true, "anonymous_auth_enabled": true}]}

test_deny_policies_of_open_domains if {
	every values in [{}, {"vpc_options": []}, {"advanced_security_options": [{"enabled": false}]}, _anonymous] {
		domain := _domain("aws_elasticsearch_domain", values, {})
		inline := rule.deny with input as {"resources": {domain.type: [object.union(domain, _public)]}}
		inline == {object.union(_at(domain.address), {"without": {"aws_elasticsearch_domain_policy"}})}
		policy := _policy(domain.type, {domain.type: [domain]})
		found := rule.deny with input as {"resources": {policy.type: [policy]}}
		found == {_at(policy.address)}
	}
}

test_deny_a_policy_of_a_domain_outside_the_plan if {
	policy := _policy("aws_opensearch_domain", {})
	found := rule.deny with input as {"resources": {"aws_opensearch_domain_policy": [policy]}}
	found == {_at("aws_opensearch_domain_policy.p")}
}

test_deny_beside_what_is_unknown_at_plan if {
	every key, unknown in {
		"vpc_options": {"vpc_options": true},
		"advanced_security_options": {"advanced_security_options": [{"enabled": true}]},
	} {
		domain := _domain("aws_opensearch_domain", {}, unknown)
		policy := _policy("aws_opensearch_domain", {"aws_opensearch_domain": [domain]})
		found := rule.deny with input as {"resources": {"aws_opensearch_domain_policy": [policy]}}
		doubt := {"address": "aws_opensearch_domain.d", "path": [key]}
		found == {object.union(_at("aws_opensearch_domain_policy.p"), {"beside": doubt})}
	}
}

test_allow_a_domain_in_a_vpc_or_with_roles_of_its_own if {
	every values in [{"vpc_options": [{}]}, {"advanced_security_options": [{"enabled": true}]}] {
		domain := _domain("aws_opensearch_domain", values, {})
		inline := rule.deny with input as {"resources": {"aws_opensearch_domain": [object.union(domain, _public)]}}
		inline == set()
		policy := _policy("aws_opensearch_domain", {"aws_opensearch_domain": [domain]})
		found := rule.deny with input as {"resources": {"aws_opensearch_domain_policy": [policy]}}
		found == set()
	}
}

test_allow_a_document_unknown_at_plan if {
	domain := _domain("aws_opensearch_domain", {}, {"access_policies": true})
	found := rule.deny with input as {"resources": {"aws_opensearch_domain": [domain]}}
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
