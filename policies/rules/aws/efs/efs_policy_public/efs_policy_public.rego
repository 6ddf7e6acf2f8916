# METADATA
# title: EFS policy lets everybody in
# description: |
#   A statement of the file system's policy allows actions to any principal, and neither a condition on who they
#   are nor one on `elasticfilesystem:AccessedViaMountTarget` narrows that. Whoever reaches a mount target, from a
#   peered network of another account for one, needs no rights to use the file system.
# related_resources:
#   - https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
#   - https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html
# custom:
#   id: aws-efs-policy-public
#   severity: medium
#   domain: exposure
#   resources: [aws_efs_file_system_policy]
#   attributes: [policy]
#   documents: [public]
#   subject: [file_system_id]
#   never_computed: [policy]
#   remediation: |
#     Name the roles that mount the file system, or add a condition on elasticfilesystem:AccessedViaMountTarget.
#   example: |
#     resource "aws_efs_file_system_policy" "home" {
#       file_system_id = aws_efs_file_system.home.id
#
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Principal = { AWS = aws_iam_role.shell.arn }
#           Action    = "elasticfilesystem:ClientMount"
#           Resource  = aws_efs_file_system.home.arn
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["1.3.1", "7.2.1"]
#     soc2: ["CC6.1"]
#   aliases: []
package rules.aws.efs.efs_policy_public

import rego.v1

import data.lib.iam

deny contains found if {
	some resource in input.resources.aws_efs_file_system_policy
	some found in iam.findings(resource, "public")
}
