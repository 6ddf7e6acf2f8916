package rules.aws.ec2.ec2_no_instance_profile_test

import rego.v1

import data.rules.aws.ec2.ec2_no_instance_profile as rule

_instance(values, unknown, templates) := {"resources": {"aws_instance": [{
	"address": "aws_instance.i",
	"values": values,
	"unknown": unknown,
	"linked": {"aws_launch_template": templates},
	"maybe_linked": {},
}]}}

_template(values, unknown) := [{
	"address": "aws_launch_template.t",
	"values": values,
	"unknown": unknown,
	"via": {"here": ["launch_template.id"], "there": []},
}]

_from_template := {"launch_template": [{"version": "$Latest"}]}

_id_later := {"launch_template": [{"id": true}]}

_msg := "the instance has no IAM instance profile"

_at_profile := {"address": "aws_instance.i", "path": ["iam_instance_profile"], "msg": _msg}

_unless(path) := {
	"address": "aws_instance.i",
	"path": path,
	"msg": "the instance has no IAM instance profile, unless its template has",
}

test_deny_an_instance_that_says_nothing if {
	found := rule.deny with input as _instance({"iam_instance_profile": "", "launch_template": []}, {}, [])
	found == {_at_profile}
}

test_deny_beside_a_template_without_a_profile if {
	found := rule.deny with input as _instance(_from_template, _id_later, _template({"image_id": "ami-1"}, {}))
	found == {object.union(_at_profile, {"beside": {
		"address": "aws_launch_template.t",
		"path": ["iam_instance_profile"],
	}})}
}

test_allow_profiles_of_instance_and_template if {
	own := rule.deny with input as _instance({"iam_instance_profile": "web"}, {}, [])
	own == set()
	overriding := rule.deny with input as _instance(
		object.union(_from_template, {"iam_instance_profile": "web"}),
		_id_later,
		_template({}, {}),
	)
	overriding == set()
	inherited := rule.deny with input as _instance(
		_from_template,
		_id_later,
		_template({"iam_instance_profile": [{}]}, {"iam_instance_profile": [{"name": true}]}),
	)
	inherited == set()
}

test_allow_a_template_that_the_plan_does_not_have if {
	found := rule.deny with input as _instance({"launch_template": [{"id": "lt-0a1b2c3d4e5f60718"}]}, {}, [])
	found == set()
}

test_deny_at_a_template_unknown_at_plan if {
	id := rule.deny with input as _instance(_from_template, _id_later, [])
	id == {_unless(["launch_template", 0, "id"])}
	whole := rule.deny with input as _instance({}, {"launch_template": true}, [])
	whole == {_unless(["launch_template"])}
}

test_allow_a_profile_unknown_at_plan if {
	found := rule.deny with input as _instance({}, {"iam_instance_profile": true}, [])
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
