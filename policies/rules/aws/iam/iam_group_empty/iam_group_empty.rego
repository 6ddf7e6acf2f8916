# METADATA
# title: IAM group membership lists no user
# description: |
#   The membership keeps the group empty: it lists no user, and Terraform takes out whoever is added by hand.
#   A group that nobody is in grants nothing now and is easily forgotten, together with the rights that it
#   will hand to the next member.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html
# custom:
#   id: aws-iam-group-empty
#   severity: low
#   domain: iam
#   resources: [aws_iam_group_membership]
#   attributes: [users]
#   subject: [group]
#   remediation: List the users in `users`, or remove the group with its membership.
#   example: |
#     resource "aws_iam_group_membership" "operators" {
#       name  = "operators"
#       group = aws_iam_group.operators.name
#       users = [aws_iam_user.eve.name]
#     }
#   controls:
#     nist_800_53: ["AC-2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV2_AWS_14]
package rules.aws.iam.iam_group_empty

import rego.v1

import data.lib.attribute
import data.lib.finding

deny contains finding.at(membership, ["users"], "the group is empty: `users` lists nobody") if {
	some membership in input.resources.aws_iam_group_membership
	attribute.is_left_out(membership, "users")
}
