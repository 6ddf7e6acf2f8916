package rules.aws.waf.waf_log4j_rules_test

import rego.v1

import data.rules.aws.waf.waf_log4j_rules as rule

_acl(values, linked) := {"resources": {"aws_wafv2_web_acl": [{
	"address": "aws_wafv2_web_acl.x",
	"type": "aws_wafv2_web_acl",
	"values": object.union({"default_action": [{"allow": [{}], "block": []}]}, values),
	"unknown": {},
	"linked": linked,
}]}}

_group := "AWSManagedRulesKnownBadInputsRuleSet"

_statement(name, overrides) := [{"managed_rule_group_statement": [{
	"name": name,
	"vendor_name": "AWS",
	"rule_action_override": overrides,
}]}]

_rule(action, name, overrides) := {
	"override_action": [{action: [{}]}],
	"statement": _statement(name, overrides),
}

_at(path, msg) := {"address": "aws_wafv2_web_acl.x", "path": path, "msg": msg}

_missing := object.union(
	_at([], "AWSManagedRulesKnownBadInputsRuleSet is not among the rules"),
	{"without": {"aws_wafv2_web_acl_rule_group_association"}},
)

test_deny_web_acls_without_the_group if {
	none := rule.deny with input as _acl({}, {})
	none == {_missing}
	common := _rule("none", "AWSManagedRulesCommonRuleSet", [])
	other := rule.deny with input as _acl({"rule": [common]}, {})
	other == {_missing}
	written := rule.deny with input as _acl({"rule_json": "[]"}, {})
	written == {_missing}
}

test_deny_a_group_that_counts if {
	found := rule.deny with input as _acl({"rule": [_rule("count", _group, [])]}, {})
	msg := "AWSManagedRulesKnownBadInputsRuleSet only counts what it finds"
	found == {_at(["rule", 0, "override_action", 0, "count"], msg)}
}

test_deny_a_rule_of_the_group_that_is_overridden if {
	overrides := [
		{"name": "PROPFIND_METHOD", "action_to_use": [{"count": [{}]}]},
		{"name": "Log4JRCE_HEADER", "action_to_use": [{"count": [{}]}]},
		{"name": "Log4JRCE_BODY", "action_to_use": [{"block": [{}]}]},
	]
	found := rule.deny with input as _acl({"rule": [_rule("none", _group, overrides)]}, {})
	statement := ["rule", 0, "statement", 0, "managed_rule_group_statement", 0]
	path := array.concat(statement, ["rule_action_override", 1, "action_to_use", 0, "count"])
	found == {_at(path, "the action of Log4JRCE_HEADER is count")}
}

test_allow_the_group_wherever_it_is if {
	inline := rule.deny with input as _acl({"rule": [_rule("none", _group, [])]}, {})
	inline == set()
	association := {"values": {"managed_rule_group": [{"name": _group, "vendor_name": "AWS"}]}, "unknown": {}}
	beside := rule.deny with input as _acl({}, {"aws_wafv2_web_acl_rule_group_association": [association]})
	beside == set()
	text := json.marshal([{"Statement": {"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": _group}}}])
	written := rule.deny with input as _acl({"rule_json": text}, {})
	written == set()
}

test_allow_what_blocks_by_default if {
	found := rule.deny with input as _acl({"default_action": [{"allow": [], "block": [{}]}]}, {})
	found == set()
}

_unknown(values, unknown) := {"resources": {"aws_wafv2_web_acl": [{
	"address": "aws_wafv2_web_acl.x",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_rules_unknown_at_plan if {
	found := rule.deny with input as _unknown({}, {"rule": true})
	found == {_at(["rule"], "AWSManagedRulesKnownBadInputsRuleSet may not be among the rules")}
}

test_allow_a_text_unknown_at_plan if {
	found := rule.deny with input as _unknown({}, {"rule_json": true})
	found == set()
}

test_allow_the_group_beside_a_rule_unknown_at_plan if {
	found := rule.deny with input as _unknown(
		{"rule": [{}, _rule("none", _group, [])]},
		{"rule": [{"statement": true}, {}]},
	)
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
