# METADATA
# title: Event bus lets everybody in
# description: |
#   A policy of an event bus, or a permission for it, lets any principal send events or write rules, and no
#   condition narrows that to accounts or organizations. Whoever knows the account's number can send events that
#   your rules take for real ones.
# related_resources:
#   - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-permissions-manage.html
# custom:
#   id: aws-eventbridge-policy-public
#   severity: high
#   domain: exposure
#   resources: [aws_cloudwatch_event_bus_policy, aws_cloudwatch_event_permission]
#   attributes: [policy, principal]
#   documents: [public]
#   subject: [event_bus_name]
#   remediation: Name the accounts that send events, or add a condition on aws:PrincipalOrgID.
#   example: |
#     resource "aws_cloudwatch_event_permission" "organization" {
#       principal    = "*"
#       statement_id = "organization"
#
#       condition {
#         key   = "aws:PrincipalOrgID"
#         type  = "StringEquals"
#         value = "o-a1b2c3d4e5"
#       }
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["1.3.1", "7.2.1"]
#     soc2: ["CC6.1"]
#   aliases: []
package rules.aws.eventbridge.eventbridge_policy_public

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.iam

deny contains found if {
	some resource in input.resources.aws_cloudwatch_event_bus_policy
	some found in iam.findings(resource, "public")
}

deny contains finding.at(resource, ["principal"], "every AWS account may send events") if {
	some resource in input.resources.aws_cloudwatch_event_permission
	resource.values.principal == "*"
	attribute.is_left_out(resource, "condition")
}
