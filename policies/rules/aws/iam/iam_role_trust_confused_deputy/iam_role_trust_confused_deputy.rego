# METADATA
# title: A service may assume the role on behalf of others
# description: |
#   The trust policy of a role names a service that acts for the resources of its customers, and does not say for
#   whose. If the service lets somebody of another account name this role, it uses the rights of the role for
#   them. AWS asks for a condition on the account or the resource for these services. Services that run code of
#   your own account, such as EC2, Lambda and ECS, are not reported.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
# custom:
#   id: aws-iam-role-trust-confused-deputy
#   severity: low
#   domain: iam
#   resources: [aws_iam_role]
#   attributes: [assume_role_policy]
#   documents: [trust_confused_deputy]
#   never_computed: [assume_role_policy]
#   remediation: |
#     Add a condition on aws:SourceAccount or aws:SourceArn with your own account or the resource that the service
#     acts for.
#   example: |
#     resource "aws_iam_role" "scheduler" {
#       name = "scheduler"
#       assume_role_policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Action    = "sts:AssumeRole"
#           Principal = { Service = "scheduler.amazonaws.com" }
#           Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } }
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3"]
#     soc2: ["CC6.3"]
#   aliases: []
package rules.aws.iam.iam_role_trust_confused_deputy

import rego.v1

import data.lib.iam

deny contains found if {
	some resource in input.resources.aws_iam_role
	some found in iam.findings(resource, "trust_confused_deputy")
}
