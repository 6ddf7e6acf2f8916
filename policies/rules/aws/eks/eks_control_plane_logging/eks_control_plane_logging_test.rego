package rules.aws.eks.eks_control_plane_logging_test

import rego.v1

import data.rules.aws.eks.eks_control_plane_logging as rule

_cluster(values, unknown) := {"resources": {"aws_eks_cluster": [{
	"address": "aws_eks_cluster.c",
	"values": values,
	"unknown": unknown,
}]}}

_lacks(types) := {{
	"address": "aws_eks_cluster.c",
	"path": ["enabled_cluster_log_types"],
	"msg": sprintf("the control plane does not log who does what: `enabled_cluster_log_types` lacks %s", [types]),
}}

test_deny_logs_that_are_missing if {
	none := rule.deny with input as _cluster({}, {})
	none == _lacks("api, audit, authenticator")
	some_ := rule.deny with input as _cluster({"enabled_cluster_log_types": ["scheduler", "api", "audit"]}, {})
	some_ == _lacks("authenticator")
}

test_allow_the_logs_that_matter if {
	found := rule.deny with input as _cluster({"enabled_cluster_log_types": ["api", "audit", "authenticator"]}, {})
	found == set()
}

test_allow_a_list_unknown_at_plan if {
	found := rule.deny with input as _cluster({}, {"enabled_cluster_log_types": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
