# METADATA
# title: ECR policy lets everybody in
# description: |
#   A statement of a policy of a repository or of the registry allows actions to any principal, and no condition
#   narrows that to accounts or organizations. Whoever has an AWS account can pull the images with all that is in
#   them, or push others in their place. That everybody may read a repository of ECR Public is what it is for.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html
# custom:
#   id: aws-ecr-policy-public
#   severity: high
#   domain: exposure
#   resources:
#     - aws_ecr_repository_policy
#     - aws_ecr_registry_policy
#     - aws_ecr_repository_creation_template
#     - aws_ecrpublic_repository_policy
#   attributes: [policy, repository_policy]
#   documents: [public]
#   subject: [repository, repository_name]
#   remediation: |
#     Name the accounts or roles that pull the images, or narrow `*` with a condition on aws:PrincipalOrgID.
#   example: |
#     resource "aws_ecr_repository_policy" "shop" {
#       repository = aws_ecr_repository.shop.name
#
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Principal = { AWS = "arn:aws:iam::123456789012:role/cluster" }
#           Action    = "ecr:BatchGetImage"
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["1.3.1", "7.2.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_32, AWS-0032, AVD-AWS-0032]
package rules.aws.ecr.ecr_policy_public

import rego.v1

import data.lib.finding
import data.lib.iam

_private := ["aws_ecr_repository_policy", "aws_ecr_registry_policy", "aws_ecr_repository_creation_template"]

deny contains found if {
	some type in _private
	some resource in input.resources[type]
	some found in iam.findings(resource, "public")
}

deny contains finding.stated(resource, pair.document, pair.conclusion) if {
	some resource in input.resources.aws_ecrpublic_repository_policy
	some pair in iam.concluded(resource, "public")
	not pair.conclusion.access in {"list", "read"}
}
