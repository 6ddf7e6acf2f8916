# METADATA
# title: EKS control plane does not log who does what
# description: |
#   Of the five logs of the control plane, `audit` and `api` have who asked the API server for what, and
#   `authenticator` which IAM principal that was. EKS writes none of them unless it is told to, and what was not
#   written can't be had after an incident. `scheduler` and `controllerManager` tell about operation and are left to
#   you.
# related_resources:
#   - https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
# custom:
#   id: aws-eks-control-plane-logging
#   severity: medium
#   domain: logging
#   resources: [aws_eks_cluster]
#   attributes: [enabled_cluster_log_types]
#   never_computed: [enabled_cluster_log_types]
#   remediation: Name `api`, `audit` and `authenticator` in `enabled_cluster_log_types`.
#   example: |
#     resource "aws_eks_cluster" "main" {
#       name                      = "main"
#       role_arn                  = aws_iam_role.cluster.arn
#       enabled_cluster_log_types = ["api", "audit", "authenticator"]
#
#       vpc_config {
#         subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
#       }
#     }
#   controls:
#     nist_800_53: ["AU-2", "AU-12"]
#     pci_dss: ["10.2.1"]
#     soc2: ["CC7.2"]
#   aliases: [CKV_AWS_37, AWS-0038, AVD-AWS-0038]
package rules.aws.eks.eks_control_plane_logging

import rego.v1

import data.lib.setting

_wanted := ["api", "audit", "authenticator"]

deny contains found if {
	clusters := object.get(input.resources, "aws_eks_cluster", [])
	fault := "the control plane does not log who does what"
	some found in setting.lacking(clusters, ["enabled_cluster_log_types"], _wanted, fault)
}
