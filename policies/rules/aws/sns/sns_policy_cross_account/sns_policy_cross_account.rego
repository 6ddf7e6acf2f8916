# METADATA
# title: SNS topic policy lets another account in
# description: |
#   A statement of the topic's policy names principals of another account, who can then publish to the topic or
#   subscribe to it. The own account is not reported where the plan tells which it is, nor are the accounts of the
#   parameter `trusted_accounts`.
# related_resources:
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html
# custom:
#   id: aws-sns-policy-cross-account
#   severity: medium
#   domain: iam
#   resources: [aws_sns_topic, aws_sns_topic_policy]
#   attributes: [policy]
#   documents: [cross_account]
#   linked: [aws_sns_topic_policy.arn]
#   remediation: Leave out accounts that need not use the topic, and list those of your own in `trusted_accounts`.
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
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_385]
package rules.aws.sns.sns_policy_cross_account

import rego.v1

import data.lib.iam

deny contains found if {
	some type in ["aws_sns_topic", "aws_sns_topic_policy"]
	some resource in input.resources[type]
	some pair in iam.concluded(resource, "cross_account")
	iam.is_foreign(pair, data.params.trusted_accounts)
	some found in iam.stated(resource, pair)
}
