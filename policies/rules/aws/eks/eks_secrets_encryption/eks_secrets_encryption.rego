# METADATA
# title: Secrets of the EKS cluster are not encrypted with a key of the customer
# description: |
#   From Kubernetes 1.28 on EKS encrypts all that the API server stores, secrets among it, with a key that AWS owns,
#   so nothing lies there in clear in any version that EKS still runs. A key of the customer's own adds who may use
#   it, a record of its use, and a way to take all access back. It cannot be taken away from the cluster again.
# related_resources:
#   - https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html
#   - https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html
# custom:
#   id: aws-eks-secrets-encryption
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_eks_cluster]
#   attributes: [encryption_config.resources]
#   never_computed: [encryption_config, encryption_config.resources]
#   remediation: Add `encryption_config` for `secrets`, with a key of your own.
#   example: |
#     resource "aws_eks_cluster" "main" {
#       name     = "main"
#       role_arn = aws_iam_role.cluster.arn
#
#       encryption_config {
#         resources = ["secrets"]
#
#         provider {
#           key_arn = aws_kms_key.cluster.arn
#         }
#       }
#
#       vpc_config {
#         subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
#       }
#     }
#   controls:
#     nist_800_53: ["SC-12", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_58, AWS-0039, AVD-AWS-0039]
package rules.aws.eks.eks_secrets_encryption

import rego.v1

import data.lib.setting

_fault := "secrets are encrypted with a key that AWS owns"

deny contains found if {
	clusters := object.get(input.resources, "aws_eks_cluster", [])
	some found in setting.unset(clusters, ["encryption_config"], _fault)
}

deny contains found if {
	some cluster in input.resources.aws_eks_cluster
	some i, _ in cluster.values.encryption_config
	some found in setting.lacking([cluster], ["encryption_config", i, "resources"], ["secrets"], _fault)
}
