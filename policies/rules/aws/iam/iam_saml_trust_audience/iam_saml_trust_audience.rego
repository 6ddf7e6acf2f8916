# METADATA
# title: SAML trust does not check the audience
# description: |
#   The trust policy of a role takes SAML assertions of an identity provider and does not say for whom they must
#   be made. An assertion that the provider made for another application of yours may then be used to assume the
#   role.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
# custom:
#   id: aws-iam-saml-trust-audience
#   severity: medium
#   domain: iam
#   resources: [aws_iam_role]
#   attributes: [assume_role_policy]
#   documents: [trust_saml_audience]
#   never_computed: [assume_role_policy]
#   remediation: Add a condition on SAML:aud with the sign-in address of AWS.
#   example: |
#     resource "aws_iam_role" "operators" {
#       name = "operators"
#       assume_role_policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Action    = "sts:AssumeRoleWithSAML"
#           Principal = { Federated = aws_iam_saml_provider.staff.arn }
#           Condition = { StringEquals = { "SAML:aud" = "https://signin.aws.amazon.com/saml" } }
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "IA-8"]
#     soc2: ["CC6.3"]
#   aliases: []
package rules.aws.iam.iam_saml_trust_audience

import rego.v1

import data.lib.iam

deny contains found if {
	some resource in input.resources.aws_iam_role
	some found in iam.findings(resource, "trust_saml_audience")
}
