# METADATA
# title: IAM policy allows changes on every resource
# description: |
#   An identity policy allows actions that write, tag or manage permissions on every resource, although IAM can
#   limit them to some. Whoever holds it can change what belongs to others. Actions that only read are not
#   reported, nor are those that IAM can't limit to resources, and what makes a full administrator is reported by
#   aws-iam-policy-full-admin alone.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
# custom:
#   id: aws-iam-policy-star-resource
#   severity: medium
#   domain: iam
#   resources:
#     - aws_iam_policy
#     - aws_iam_role_policy
#     - aws_iam_user_policy
#     - aws_iam_group_policy
#     - aws_iam_role
#     - aws_ssoadmin_permission_set_inline_policy
#     - data.aws_iam_policy_document
#   attributes: [policy, inline_policy.policy]
#   documents: [star_resource]
#   subject: [role, user, group, permission_set_arn]
#   never_computed: [policy, inline_policy.policy]
#   remediation: |
#     Name the resources by their ARNs, or limit the statement to tagged ones with a condition on aws:ResourceTag.
#   example: |
#     resource "aws_iam_policy" "jobs" {
#       name = "jobs"
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect   = "Allow"
#           Action   = ["sqs:SendMessage"]
#           Resource = aws_sqs_queue.jobs.arn
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_355, CKV_AWS_356]
package rules.aws.iam.iam_policy_star_resource

import rego.v1

import data.lib.iam

deny contains found if {
	some type in iam.identity_types
	some resource in input.resources[type]
	some found in iam.findings(resource, "star_resource")
}
