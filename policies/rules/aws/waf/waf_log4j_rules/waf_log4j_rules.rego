# METADATA
# title: Web ACL lacks the rules for known bad inputs
# description: |
#   AWSManagedRulesKnownBadInputsRuleSet blocks requests with known attacks, the lookups of Log4Shell among them;
#   the web ACL does not have it, or only counts what it finds. The group costs nothing beyond its capacity, but
#   other groups may do the same, so this is for organisations that ask for it. A web ACL that blocks by
#   default is not reported.
# related_resources:
#   - https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
# custom:
#   id: aws-waf-log4j-rules
#   severity: low
#   domain: network
#   opt_in: true
#   resources: [aws_wafv2_web_acl]
#   attributes: [rule_json]
#   linked: [aws_wafv2_web_acl_rule_group_association.web_acl_arn]
#   never_computed: [rule]
#   remediation: Add AWSManagedRulesKnownBadInputsRuleSet to the rules, with `none` as the override action.
#   example: |
#     resource "aws_wafv2_web_acl" "site" {
#       name  = "site"
#       scope = "REGIONAL"
#
#       default_action {
#         allow {}
#       }
#
#       rule {
#         name     = "known-bad-inputs"
#         priority = 1
#
#         override_action {
#           none {}
#         }
#
#         statement {
#           managed_rule_group_statement {
#             name        = "AWSManagedRulesKnownBadInputsRuleSet"
#             vendor_name = "AWS"
#           }
#         }
#
#         visibility_config {
#           cloudwatch_metrics_enabled = true
#           metric_name                = "known-bad-inputs"
#           sampled_requests_enabled   = true
#         }
#       }
#
#       visibility_config {
#         cloudwatch_metrics_enabled = true
#         metric_name                = "site"
#         sampled_requests_enabled   = true
#       }
#     }
#   controls:
#     nist_800_53: ["SC-7"]
#     soc2: ["CC6.6"]
#   aliases:
#     - CKV_AWS_192
#     - CKV2_AWS_47
#     - CKV2_AWS_76
#     - CKV2_AWS_77
#     - CKV2_AWS_78
#     - FG_R00500
package rules.aws.waf.waf_log4j_rules

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding

_association := "aws_wafv2_web_acl_rule_group_association"

_group := "AWSManagedRulesKnownBadInputsRuleSet"

deny contains finding.without(acl, [], {_association}, sprintf("%s is not among the rules", [_group])) if {
	some acl in input.resources.aws_wafv2_web_acl
	not _blocks_by_default(acl)
	not attribute.is_deferred(acl, ["rule"])
	not attribute.is_deferred(acl, ["rule_json"])
	count(_uses(acl)) == 0
	not contains(object.get(acl.values, "rule_json", ""), sprintf("%q", [_group]))
	not _is_associated(acl)
}

deny contains finding.at(acl, array.concat(use.path, ["override_action", 0, "count"]), msg) if {
	some acl in input.resources.aws_wafv2_web_acl
	not _blocks_by_default(acl)
	some use in _uses(acl)
	some action in use.rule.override_action
	_is_there(action, "count")
	msg := sprintf("%s only counts what it finds", [_group])
}

deny contains finding.at(acl, array.concat(use.path, below), msg) if {
	some acl in input.resources.aws_wafv2_web_acl
	not _blocks_by_default(acl)
	some use in _uses(acl)
	some i, override in use.group.rule_action_override
	startswith(override.name, "Log4JRCE_")
	some action in override.action_to_use
	some key in ["allow", "count"]
	_is_there(action, key)
	below := ["statement", 0, "managed_rule_group_statement", 0, "rule_action_override", i, "action_to_use", 0, key]
	msg := sprintf("the action of %s is %s", [override.name, key])
}

deny contains finding.at(acl, ["rule"], sprintf("%s may not be among the rules", [_group])) if {
	some acl in input.resources.aws_wafv2_web_acl
	not _blocks_by_default(acl)
	attribute.is_deferred(acl, ["rule"])
	not _is_associated(acl)
}

# The rules that use the group.
_uses(acl) := [use |
	some i, rule in acl.values.rule
	some statement in rule.statement
	some group in statement.managed_rule_group_statement
	_is_group(group)
	use := {"path": ["rule", i], "rule": rule, "group": group}
]

_is_associated(acl) if {
	some association in companion.certain(acl, _association)
	some group in association.values.managed_rule_group
	_is_group(group)
}

_is_group(group) if {
	group.name == _group
	group.vendor_name == "AWS"
}

_blocks_by_default(acl) if {
	some action in acl.values.default_action
	_is_there(action, "block")
}

_is_there(object_, block) if count(object.get(object_, block, [])) > 0
