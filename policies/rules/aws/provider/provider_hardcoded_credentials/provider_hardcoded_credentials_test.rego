package rules.aws.provider.provider_hardcoded_credentials_test

import rego.v1

import data.rules.aws.provider.provider_hardcoded_credentials as rule

_secret := "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

_provider(constants) := {"providers": [{
	"address": "provider.aws",
	"name": "aws",
	"full_name": "registry.terraform.io/hashicorp/aws",
	"constants": constants,
}]}

_found(name) := {
	"address": "provider.aws",
	"path": ["constants", name],
	"msg": sprintf("`%s` is written into the configuration", [name]),
}

test_deny_a_secret_key_and_a_token if {
	secret := rule.deny with input as _provider({"access_key": "AKIAIOSFODNN7EXAMPLE", "secret_key": _secret})
	secret == {_found("secret_key")}
	token := rule.deny with input as _provider({"token": concat("", [_secret, _secret, _secret])})
	token == {_found("token")}
}

test_deny_in_any_registry if {
	aws := _provider({"secret_key": _secret}).providers[0]
	mirrored := object.union(aws, {"full_name": "registry.opentofu.org/hashicorp/aws"})
	found := rule.deny with input as {"providers": [mirrored]}
	found == {_found("secret_key")}
}

test_allow_words_for_emulators_and_a_key_id_alone if {
	words := rule.deny with input as _provider({"access_key": "test", "secret_key": "test", "token": "mock"})
	words == set()
	id := rule.deny with input as _provider({"access_key": "AKIAIOSFODNN7EXAMPLE", "region": "eu-central-1"})
	id == set()
	odd := rule.deny with input as _provider({"secret_key": null, "token": 5})
	odd == set()
}

test_allow_another_provider if {
	aws := _provider({"secret_key": _secret}).providers[0]
	found := rule.deny with input as {"providers": [object.union(aws, {"full_name": "registry.terraform.io/x/minio"})]}
	found == set()
}

test_allow_a_value_unknown_at_plan_or_of_a_variable if {
	found := rule.deny with input as _provider({})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
