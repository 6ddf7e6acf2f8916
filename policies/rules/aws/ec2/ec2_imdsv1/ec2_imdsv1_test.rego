package rules.aws.ec2.ec2_imdsv1_test

import rego.v1

import data.rules.aws.ec2.ec2_imdsv1 as rule

_of(type, options, unknown) := {"resources": {type: [{
	"address": sprintf("%s.x", [type]),
	"values": {"metadata_options": options},
	"unknown": unknown,
}]}}

_instance(options, unknown) := _of("aws_instance", options, unknown)

_at(type, path, msg) := {"address": sprintf("%s.x", [type]), "path": path, "msg": sprintf("IMDSv1 answers%s", [msg])}

_tokens := ["metadata_options", 0, "http_tokens"]

_endpoint := ["metadata_options", 0, "http_endpoint"]

test_deny_tokens_that_are_not_required if {
	every type in ["aws_instance", "aws_spot_instance_request", "aws_launch_template", "aws_launch_configuration"] {
		optional := rule.deny with input as _of(type, [{"http_tokens": "optional", "http_endpoint": "enabled"}], {})
		optional == {_at(type, _tokens, ": `http_tokens` is optional")}
		unset := rule.deny with input as _of(type, [{"http_endpoint": "enabled"}], {})
		unset == {_at(type, _tokens, ": `http_tokens` is not set")}
		none := rule.deny with input as _of(type, [], {})
		none == {_at(type, ["metadata_options"], ": `metadata_options` is not set")}
	}
}

test_allow_required_tokens_and_no_service if {
	required := rule.deny with input as _instance([{"http_tokens": "required"}], {})
	required == set()
	disabled := rule.deny with input as _instance([{"http_endpoint": "disabled", "http_tokens": "optional"}], {})
	disabled == set()
}

_beside(resource, defaults) := {"resources": {
	"aws_instance": [object.union({"address": "aws_instance.x", "values": {}, "unknown": {}}, resource)],
	"aws_ec2_instance_metadata_defaults": [object.union(
		{"address": "aws_ec2_instance_metadata_defaults.d", "values": {}, "unknown": {}},
		defaults,
	)],
}}

_not_set := _at("aws_instance", ["metadata_options"], ": `metadata_options` is not set")

test_allow_what_the_account_requires if {
	required := rule.deny with input as _beside({}, {"values": {"http_tokens": "required"}})
	required == set()
	other := rule.deny with input as _beside({}, {"values": {"http_tokens": "no-preference"}})
	other == {_not_set}
	later := rule.deny with input as _beside({}, {"unknown": {"http_tokens": true}})
	later == {object.union(
		_not_set,
		{"beside": {"address": "aws_ec2_instance_metadata_defaults.d", "path": ["http_tokens"]}},
	)}
	own := rule.deny with input as _beside(
		{"values": {"metadata_options": [{"http_tokens": "optional"}]}},
		{"values": {"http_tokens": "required"}},
	)
	own == {_at("aws_instance", _tokens, ": `http_tokens` is optional")}
}

test_allow_what_a_template_or_an_image_decides if {
	template := rule.deny with input as _beside({"values": {"launch_template": [{"name": "web"}]}}, {})
	template == set()
	later := rule.deny with input as _beside({"unknown": {"launch_template": true}}, {})
	later == set()
	image := {"address": "aws_ami.a", "values": {"imds_support": "v2.0"}, "via": {"here": ["ami"], "there": []}}
	asking := rule.deny with input as _beside({"linked": {"aws_ami": [image]}}, {})
	asking == set()
}

test_deny_beside_an_image_that_does_not_ask if {
	image := {"address": "aws_ami.a", "values": {}, "via": {"here": ["ami"], "there": []}}
	found := rule.deny with input as _beside({"linked": {"aws_ami": [image]}}, {})
	found == {_not_set}
}

test_deny_at_what_is_unknown_at_plan if {
	tokens := rule.deny with input as _instance([{}], {"metadata_options": [{"http_tokens": true}]})
	tokens == {_at("aws_instance", _tokens, ", unless `http_tokens` is required")}
	endpoint := rule.deny with input as _instance(
		[{"http_tokens": "optional"}],
		{"metadata_options": [{"http_endpoint": true}]},
	)
	endpoint == {_at("aws_instance", _endpoint, ", unless `http_endpoint` is disabled")}
	block := rule.deny with input as _instance([], {"metadata_options": true})
	block == {_at("aws_instance", ["metadata_options"], ", unless `metadata_options` say otherwise")}
}

test_allow_what_is_unknown_at_plan_where_it_does_not_matter if {
	unknown := {"metadata_options": [{"http_endpoint": true}]}
	found := rule.deny with input as _instance([{"http_tokens": "required"}], unknown)
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
