# METADATA
# title: SQS queue policy lets everybody in
# description: |
#   A statement of the queue's policy allows actions to any principal, and no condition narrows that to accounts,
#   organizations, networks or sources. Whoever knows the queue's address can send messages to it, or read and
#   delete those of others.
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html
# custom:
#   id: aws-sqs-policy-public
#   severity: critical
#   domain: exposure
#   resources: [aws_sqs_queue, aws_sqs_queue_policy]
#   attributes: [policy]
#   documents: [public]
#   linked: [aws_sqs_queue_policy.queue_url]
#   subject: [queue_url]
#   remediation: |
#     Name the principals, or narrow `*` with a condition on aws:SourceArn, aws:PrincipalOrgID or aws:SourceVpce.
#   example: |
#     resource "aws_sqs_queue_policy" "jobs" {
#       queue_url = aws_sqs_queue.jobs.id
#
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Principal = { Service = "sns.amazonaws.com" }
#           Action    = "sqs:SendMessage"
#           Resource  = aws_sqs_queue.jobs.arn
#           Condition = { ArnEquals = { "aws:SourceArn" = aws_sns_topic.jobs.arn } }
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["1.3.1", "7.2.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_168, CKV_AWS_387, FG_R00049]
package rules.aws.sqs.sqs_policy_public

import rego.v1

import data.lib.iam

_types := ["aws_sqs_queue", "aws_sqs_queue_policy"]

deny contains found if {
	some type in _types
	some resource in input.resources[type]
	some found in iam.findings(resource, "public")
}
