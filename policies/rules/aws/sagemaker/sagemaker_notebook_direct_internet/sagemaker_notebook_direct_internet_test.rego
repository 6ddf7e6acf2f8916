package rules.aws.sagemaker.sagemaker_notebook_direct_internet_test

import rego.v1

import data.rules.aws.sagemaker.sagemaker_notebook_direct_internet as rule

_found(values, unknown) := found if {
	found := rule.deny with input as {"resources": {"aws_sagemaker_notebook_instance": [{
		"address": "aws_sagemaker_notebook_instance.x",
		"type": "aws_sagemaker_notebook_instance",
		"values": values,
		"unknown": unknown,
	}]}}
}

_at_switch(state) := {{
	"address": "aws_sagemaker_notebook_instance.x",
	"path": ["direct_internet_access"],
	"msg": sprintf("traffic goes past the VPC: `direct_internet_access` is %s", [state]),
}}

test_deny_what_is_on_or_left_out if {
	_found({"direct_internet_access": "Enabled"}, {}) == _at_switch("Enabled")
	_found({"name": "research"}, {"subnet_id": true}) == _at_switch("not set")
}

test_allow_what_is_off if {
	_found({"direct_internet_access": "Disabled"}, {"subnet_id": true}) == set()
}

_domain(values, unknown) := {"resources": {"aws_sagemaker_domain": [{
	"address": "aws_sagemaker_domain.d",
	"type": "aws_sagemaker_domain",
	"values": values,
	"unknown": unknown,
}]}}

_at_domain(state) := {{
	"address": "aws_sagemaker_domain.d",
	"path": ["app_network_access_type"],
	"msg": sprintf("traffic goes past the VPC: `app_network_access_type` is %s", [state]),
}}

test_deny_a_domain_past_the_vpc if {
	set_ := rule.deny with input as _domain({"app_network_access_type": "PublicInternetOnly"}, {})
	set_ == _at_domain("PublicInternetOnly")
	left_out := rule.deny with input as _domain({}, {})
	left_out == _at_domain("not set")
}

test_allow_a_domain_in_the_vpc_or_unknown_at_plan if {
	vpc := rule.deny with input as _domain({"app_network_access_type": "VpcOnly"}, {})
	vpc == set()
	deferred := rule.deny with input as _domain({}, {"app_network_access_type": true})
	deferred == set()
}

test_allow_a_value_unknown_at_plan if {
	_found({}, {"direct_internet_access": true}) == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
