package rules.aws.s3.s3_replication_test

import rego.v1

import data.rules.aws.s3.s3_replication as rule

_bucket(values, unknown, linked, maybe) := {"resources": {"aws_s3_bucket": [{
	"address": "aws_s3_bucket.b",
	"values": values,
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": maybe,
}]}}

_replication(rules, unknown) := {"aws_s3_bucket_replication_configuration": [{
	"address": "aws_s3_bucket_replication_configuration.r",
	"values": {"rule": rules},
	"unknown": unknown,
}]}

_on := _replication([{"status": "Enabled"}], {"bucket": true})

_finding(path) := {{
	"address": "aws_s3_bucket.b",
	"path": path,
	"msg": "the bucket is not replicated",
	"without": {"aws_s3_bucket_replication_configuration"},
}}

test_deny_a_bucket_without_replication if {
	none := rule.deny with input as _bucket({"replication_configuration": []}, {}, {}, {})
	none == _finding([])
	maybe := rule.deny with input as _bucket({}, {}, {}, _on)
	maybe == _finding([])
	deferred := rule.deny with input as _bucket({}, {"replication_configuration": true}, {}, {})
	deferred == _finding(["replication_configuration"])
}

test_deny_a_replication_whose_rules_are_all_off if {
	rules := [{"status": "Disabled"}, {"status": "Disabled"}]
	found := rule.deny with input as {"resources": _replication(rules, {})}
	found == {{
		"address": "aws_s3_bucket_replication_configuration.r",
		"path": ["rule", 0, "status"],
		"msg": "no rule of the replication is on: `status` is Disabled",
	}}
}

test_allow_a_bucket_that_is_replicated_or_a_replica if {
	separate := rule.deny with input as _bucket({}, {}, _on, {})
	separate == set()
	inline := rule.deny with input as _bucket({"replication_configuration": [{"role": "r"}]}, {}, {}, {})
	inline == set()
}

test_allow_a_rule_that_is_on if {
	found := rule.deny with input as {"resources": _replication([{"status": "Disabled"}, {"status": "Enabled"}], {})}
	found == set()
}

test_allow_a_status_unknown_at_plan if {
	late := _replication([{"status": "Disabled"}, {}], {"rule": [{}, {"status": true}]})
	found := rule.deny with input as {"resources": late}
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
