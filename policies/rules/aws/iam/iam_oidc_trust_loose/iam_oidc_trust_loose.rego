# METADATA
# title: Tokens of strangers may assume the role
# description: |
#   The trust policy of a role takes tokens of an identity provider and does not pin whose: the condition on the
#   subject or the audience is missing, matches those of others, or holds as well where the token lacks what it
#   asks for. A provider that many share, such as GitLab or HCP Terraform, makes tokens for everybody; one of a
#   Kubernetes cluster makes them for every pod. GitHub has a rule of its own, aws-iam-github-oidc-trust-loose.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
#   - https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
# custom:
#   id: aws-iam-oidc-trust-loose
#   severity: high
#   domain: iam
#   resources: [aws_iam_role]
#   attributes: [assume_role_policy]
#   documents: [trust_oidc_loose]
#   never_computed: [assume_role_policy]
#   remediation: |
#     Add a StringEquals condition on the subject of the token that names your project, workspace or service
#     account, and one on the audience.
#   example: |
#     resource "aws_iam_role" "orders" {
#       name = "orders"
#       assume_role_policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Action    = "sts:AssumeRoleWithWebIdentity"
#           Principal = { Federated = aws_iam_openid_connect_provider.cluster.arn }
#           Condition = {
#             StringEquals = {
#               "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:aud" = "sts.amazonaws.com"
#               "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:sub" = "system:serviceaccount:shop:orders"
#             }
#           }
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "IA-8"]
#     soc2: ["CC6.3"]
#   aliases: []
package rules.aws.iam.iam_oidc_trust_loose

import rego.v1

import data.lib.finding
import data.lib.iam

deny contains finding.stated(resource, pair.document, pair.conclusion) if {
	some resource in input.resources.aws_iam_role
	some pair in iam.concluded(resource, "trust_oidc_loose")
	pair.conclusion.provider != "github"
}
