# METADATA
# title: IAM user belongs to no group
# description: |
#   Nothing in the plan puts the user into a group, so its rights hang on the user alone and are overlooked
#   when people change their work or leave. Of a group one sees who is in it and what they may do.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
# custom:
#   id: aws-iam-user-no-group
#   severity: low
#   domain: iam
#   resources: [aws_iam_user]
#   attributes: []
#   linked: [aws_iam_group_membership.users, aws_iam_user_group_membership.user]
#   remediation: Put the user into a group with an `aws_iam_user_group_membership`, and attach policies to the group.
#   example: |
#     resource "aws_iam_user_group_membership" "eve" {
#       user   = aws_iam_user.eve.name
#       groups = [aws_iam_group.operators.name]
#     }
#   controls:
#     cis_aws: ["1.15"]
#     nist_800_53: ["AC-2", "AC-6"]
#     soc2: ["CC6.3"]
#   aliases: [CKV2_AWS_21, FG_R00272]
package rules.aws.iam.iam_user_no_group

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding

_by_group := "aws_iam_group_membership"

_by_user := "aws_iam_user_group_membership"

deny contains finding.without(user, [], {_by_group, _by_user}, "the user is in no group") if {
	some user in input.resources.aws_iam_user
	not companion.has(user, _by_group)
	not _has_groups(user)
}

_has_groups(user) if {
	some membership in companion.certain(user, _by_user)
	attribute.is_given(membership, "groups")
}
