# METADATA
# title: API of the EKS cluster has a public endpoint
# description: |
#   The API server of the cluster has an address on the internet, which is the default. IAM checks who calls, and
#   `public_access_cidrs` may say from where, so this is for those who want clusters that only their own networks reach.
# related_resources:
#   - https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
# custom:
#   id: aws-eks-public-endpoint
#   severity: medium
#   domain: exposure
#   opt_in: true
#   resources: [aws_eks_cluster]
#   attributes: [vpc_config.endpoint_public_access]
#   never_computed: [vpc_config]
#   remediation: Set `endpoint_public_access = false` and `endpoint_private_access = true`.
#   example: |
#     resource "aws_eks_cluster" "main" {
#       name     = "main"
#       role_arn = aws_iam_role.cluster.arn
#
#       vpc_config {
#         subnet_ids              = [aws_subnet.a.id, aws_subnet.b.id]
#         endpoint_private_access = true
#         endpoint_public_access  = false
#       }
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_39, AWS-0040, AVD-AWS-0040]
package rules.aws.eks.eks_public_endpoint

import rego.v1

import data.lib.setting

_path := ["vpc_config", 0, "endpoint_public_access"]

deny contains found if {
	clusters := object.get(input.resources, "aws_eks_cluster", [])
	choice := {"bad": {true}, "default": true}
	some found in setting.one_of(clusters, _path, choice, "the API of the cluster has a public endpoint")
}
