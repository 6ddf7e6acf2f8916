# METADATA
# title: IAM policy allows actions by wildcard
# description: |
#   An identity policy allows every action, every action of a service, or all but a few actions (NotAction),
#   and so grants what nobody has thought of, including actions that AWS adds later. Every action of a
#   service on resources that the policy names is not reported, nor is what makes a full administrator:
#   aws-iam-policy-full-admin does that.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
# custom:
#   id: aws-iam-policy-star-action
#   severity: high
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
#   documents: [star_action]
#   subject: [role, user, group, permission_set_arn]
#   never_computed: [policy, inline_policy.policy]
#   remediation: List the actions that the holder needs, and limit them to the resources they are for.
#   example: |
#     resource "aws_iam_policy" "jobs" {
#       name = "jobs"
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect   = "Allow"
#           Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage"]
#           Resource = aws_sqs_queue.jobs.arn
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_49, CKV_AWS_63, AWS-0057, AVD-AWS-0057]
package rules.aws.iam.iam_policy_star_action

import rego.v1

import data.lib.finding
import data.lib.iam

deny contains finding.stated(resource, pair.document, pair.conclusion) if {
	some type in iam.identity_types
	some resource in input.resources[type]
	some pair in iam.concluded_of_identity(resource, "star_action")
	not _is_for_agents(pair.conclusion)
}

_is_for_agents(conclusion) if {
	services := split(object.get(conclusion, "services", "*"), ", ")
	every service in services {
		service in data.params.agent_only_services
	}
}
