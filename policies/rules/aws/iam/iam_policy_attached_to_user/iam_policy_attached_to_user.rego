# METADATA
# title: Policy is attached to a single user
# description: |
#   A policy is attached to an IAM user, or written into one. Rights that hang on single users are overlooked
#   when people change their work or leave; of a group or a role one sees who has them.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html
# custom:
#   id: aws-iam-policy-attached-to-user
#   severity: low
#   domain: iam
#   resources:
#     - aws_iam_user_policy
#     - aws_iam_user_policy_attachment
#     - aws_iam_user_policy_attachments_exclusive
#     - aws_iam_policy_attachment
#   attributes: []
#   subject: [user, user_name, users, policy_arn]
#   remediation: Attach the policy to a group of users or, better, to a role that they assume.
#   example: |
#     resource "aws_iam_group_policy_attachment" "operators" {
#       group      = aws_iam_group.operators.name
#       policy_arn = aws_iam_policy.operators.arn
#     }
#   controls:
#     cis_aws: ["1.15"]
#     nist_800_53: ["AC-2", "AC-6"]
#     pci_dss: ["7.2.5"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_40, AWS-0143, AVD-AWS-0143, FG_R00007]
package rules.aws.iam.iam_policy_attached_to_user

import rego.v1

import data.lib.attribute
import data.lib.finding

deny contains finding.whole(resource, msg) if {
	some type, msg in {
		"aws_iam_user_policy": "a policy is written into a user",
		"aws_iam_user_policy_attachment": "a policy is attached to a user",
	}
	some resource in input.resources[type]
}

deny contains finding.at(resource, [key], "a policy is attached to a user") if {
	some type, key in {
		"aws_iam_policy_attachment": "users",
		"aws_iam_user_policy_attachments_exclusive": "policy_arns",
	}
	some resource in input.resources[type]
	attribute.is_given(resource, key)
}
