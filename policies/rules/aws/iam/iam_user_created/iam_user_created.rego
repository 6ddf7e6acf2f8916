# METADATA
# title: IAM user instead of a federated identity
# description: |
#   An IAM user is an identity of this one account, and its passwords and access keys last until somebody
#   takes them away. People are better managed where they are employed, and programs better given a role,
#   whose credentials end by themselves. A few things still want a user, such as sending mail through SMTP.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users.html
# custom:
#   id: aws-iam-user-created
#   severity: low
#   domain: iam
#   resources: [aws_iam_user]
#   attributes: []
#   remediation: |
#     Let people sign in through IAM Identity Center or an identity provider, and give programs a role to
#     assume.
#   example: |
#     resource "aws_iam_role" "deployer" {
#       name               = "deployer"
#       assume_role_policy = data.aws_iam_policy_document.from_identity_provider.json
#     }
#   controls:
#     cis_aws: ["1.21"]
#     nist_800_53: ["AC-2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_273]
package rules.aws.iam.iam_user_created

import rego.v1

import data.lib.finding

deny contains finding.whole(user, "an IAM user holds credentials that do not end by themselves") if {
	some user in input.resources.aws_iam_user
}
