# METADATA
# title: SNS topic policy lets everybody in
# description: |
#   A statement of the topic's policy allows actions to any principal, and no condition narrows that to accounts,
#   organizations or sources. Whoever knows the topic's ARN can publish to all its subscribers, or subscribe and
#   read along.
# related_resources:
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html
# custom:
#   id: aws-sns-policy-public
#   severity: high
#   domain: exposure
#   resources: [aws_sns_topic, aws_sns_topic_policy]
#   attributes: [policy]
#   documents: [public]
#   linked: [aws_sns_topic_policy.arn]
#   remediation: |
#     Name the principals, or narrow `*` with a condition on aws:SourceAccount, aws:SourceArn or
#     aws:PrincipalOrgID.
#   example: |
#     resource "aws_sns_topic_policy" "alarms" {
#       arn = aws_sns_topic.alarms.arn
#
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Principal = { Service = "cloudwatch.amazonaws.com" }
#           Action    = "sns:Publish"
#           Resource  = aws_sns_topic.alarms.arn
#           Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } }
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["1.3.1", "7.2.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_169]
package rules.aws.sns.sns_policy_public

import rego.v1

import data.lib.iam

_types := ["aws_sns_topic", "aws_sns_topic_policy"]

deny contains found if {
	some type in _types
	some resource in input.resources[type]
	some found in iam.findings(resource, "public")
}
