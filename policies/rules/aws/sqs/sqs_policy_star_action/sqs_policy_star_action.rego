# METADATA
# title: SQS queue policy allows every action
# description: |
#   A statement of the queue's policy allows every action of SQS. Whoever it names can not only send or receive,
#   but also purge and delete the queue and change its policy.
# related_resources:
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
#   - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html
# custom:
#   id: aws-sqs-policy-star-action
#   severity: high
#   domain: iam
#   resources: [aws_sqs_queue, aws_sqs_queue_policy]
#   attributes: [policy]
#   documents: [star_action]
#   linked: [aws_sqs_queue_policy.queue_url]
#   subject: [queue_url]
#   remediation: List the actions that the principal needs, such as `sqs:SendMessage`.
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
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_72, AWS-0097, AVD-AWS-0097]
package rules.aws.sqs.sqs_policy_star_action

import rego.v1

import data.lib.iam

_types := ["aws_sqs_queue", "aws_sqs_queue_policy"]

deny contains found if {
	some type in _types
	some resource in input.resources[type]
	some found in iam.findings(resource, "star_action")
}
