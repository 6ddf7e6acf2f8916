# METADATA
# title: Nodes of EKS take SSH from everywhere
# description: |
#   The node group has a key for SSH and names no security groups that may use it. EKS then makes a security group
#   that opens port 22 (3389 on Windows) of each node to 0.0.0.0/0.
# related_resources:
#   - https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html
# custom:
#   id: aws-eks-node-ssh-open
#   severity: high
#   domain: network
#   resources: [aws_eks_node_group]
#   attributes: []
#   never_computed: [remote_access, remote_access.ec2_ssh_key, remote_access.source_security_group_ids]
#   remediation: |
#     Remove `remote_access` and use Session Manager, or name the groups that may connect in
#     `source_security_group_ids`.
#   example: |
#     resource "aws_eks_node_group" "main" {
#       cluster_name  = aws_eks_cluster.main.name
#       node_role_arn = aws_iam_role.node.arn
#       subnet_ids    = [aws_subnet.private.id]
#
#       remote_access {
#         ec2_ssh_key               = "operations"
#         source_security_group_ids = [aws_security_group.bastion.id]
#       }
#
#       scaling_config {
#         desired_size = 2
#         max_size     = 4
#         min_size     = 2
#       }
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_100]
package rules.aws.eks.eks_node_ssh_open

import rego.v1

import data.lib.attribute
import data.lib.finding

deny contains finding.at(nodes, ["remote_access", i, "source_security_group_ids"], msg) if {
	some nodes in input.resources.aws_eks_node_group
	some i, access in nodes.values.remote_access
	attribute.is_set(access, "ec2_ssh_key")
	_names_no_groups(nodes, i)
	msg := "nodes take SSH from 0.0.0.0/0: `source_security_group_ids` is not set"
}

# A key that is known only after apply is mostly one all the same.
deny contains finding.at(nodes, path, "nodes take SSH from 0.0.0.0/0, if this names a key") if {
	some nodes in input.resources.aws_eks_node_group
	some i, _ in nodes.values.remote_access
	some path in [["remote_access", i, "ec2_ssh_key"]]
	attribute.is_deferred(nodes, path)
	_names_no_groups(nodes, i)
}

deny contains finding.at(nodes, ["remote_access"], "nodes may take SSH from 0.0.0.0/0") if {
	some nodes in input.resources.aws_eks_node_group
	attribute.is_deferred(nodes, ["remote_access"])
}

# Groups that are known only after apply are groups.
_names_no_groups(nodes, i) if {
	not attribute.is_set(nodes.values.remote_access[i], "source_security_group_ids")
	not attribute.is_deferred(nodes, ["remote_access", i, "source_security_group_ids"])
}
