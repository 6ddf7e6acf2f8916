# METADATA
# title: GitHub Actions of strangers may assume the role
# description: |
#   The trust policy of a role takes tokens of GitHub Actions and does not pin the repository or its owner: the
#   condition on the subject is missing, matches names of others, or holds as well where the token lacks what it
#   asks for. Everybody can have a repository on GitHub and get a token there.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
#   - https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
# custom:
#   id: aws-iam-github-oidc-trust-loose
#   severity: high
#   domain: iam
#   resources: [aws_iam_role]
#   attributes: [assume_role_policy]
#   documents: [trust_oidc_loose]
#   never_computed: [assume_role_policy]
#   remediation: |
#     Add a StringEquals or StringLike condition on token.actions.githubusercontent.com:sub that begins with
#     `repo:`, your organization and the repository.
#   example: |
#     resource "aws_iam_role" "deploy" {
#       name = "deploy"
#       assume_role_policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Action    = "sts:AssumeRoleWithWebIdentity"
#           Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
#           Condition = {
#             StringEquals = {
#               "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
#               "token.actions.githubusercontent.com:sub" = "repo:example/shop:environment:production"
#             }
#           }
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "IA-8"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_358, CKV_AWS_393]
package rules.aws.iam.iam_github_oidc_trust_loose

import rego.v1

import data.lib.finding
import data.lib.iam

deny contains finding.stated(resource, pair.document, pair.conclusion) if {
	some resource in input.resources.aws_iam_role
	some pair in iam.concluded(resource, "trust_oidc_loose")
	pair.conclusion.provider == "github"
}
