package rules.aws.ec2.ami_data_no_owner_test

import rego.v1

import data.rules.aws.ec2.ami_data_no_owner as rule

_image(values, unknown) := {"resources": {"data.aws_ami": [{
	"address": "data.aws_ami.linux",
	"type": "data.aws_ami",
	"values": object.union({"most_recent": true}, values),
	"unknown": unknown,
}]}}

_filter(name) := {"filter": [{"name": name, "values": ["x-*"]}]}

_any := {{
	"address": "data.aws_ami.linux",
	"path": ["owners"],
	"msg": "the newest image of any owner is taken: `owners` is not set",
}}

test_deny_the_newest_of_anybody if {
	left_out := rule.deny with input as _image(_filter("name"), {})
	left_out == _any
	empty := rule.deny with input as _image({"owners": []}, {})
	empty == _any
	star := rule.deny with input as _image({"filter": [{"name": "owner-id", "values": ["*"]}]}, {})
	star == _any
}

test_allow_owners_and_filters_that_pin_them if {
	owners := rule.deny with input as _image({"owners": ["amazon"]}, {})
	owners == set()
	every name in ["owner-id", "owner-alias", "image-id", "product-code"] {
		found := rule.deny with input as _image(_filter(name), {})
		found == set()
	}
}

test_allow_the_only_one_that_matches if {
	found := rule.deny with input as _image({"most_recent": false}, {})
	found == set()
}

test_allow_a_value_unknown_at_plan if {
	owners := rule.deny with input as _image({}, {"owners": true})
	owners == set()
	filter := rule.deny with input as _image({}, {"filter": true})
	filter == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
