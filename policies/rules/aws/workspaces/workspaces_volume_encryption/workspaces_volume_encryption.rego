# METADATA
# title: WorkSpaces volume is not encrypted
# description: |
#   The root or user volume of the desktop, and the snapshots of it, hold data in clear. Off is the default, and
#   encryption can't be turned on later without building the desktop anew.
# related_resources:
#   - https://docs.aws.amazon.com/workspaces/latest/adminguide/encrypt-workspaces.html
# custom:
#   id: aws-workspaces-volume-encryption
#   severity: high
#   domain: encryption
#   resources: [aws_workspaces_workspace]
#   attributes: [root_volume_encryption_enabled, user_volume_encryption_enabled]
#   remediation: |
#     Set `root_volume_encryption_enabled = true` and `user_volume_encryption_enabled = true`, with a symmetric key
#     in `volume_encryption_key`.
#   example: |
#     resource "aws_workspaces_workspace" "office" {
#       directory_id                   = aws_workspaces_directory.main.id
#       bundle_id                      = data.aws_workspaces_bundle.standard.id
#       user_name                      = "clerk"
#       root_volume_encryption_enabled = true
#       user_volume_encryption_enabled = true
#       volume_encryption_key          = aws_kms_key.desktops.arn
#     }
#   controls:
#     nist_800_53: ["SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_155, CKV_AWS_156, AWS-0109, AVD-AWS-0109]
package rules.aws.workspaces.workspaces_volume_encryption

import rego.v1

import data.lib.setting

deny contains found if {
	desktops := object.get(input.resources, "aws_workspaces_workspace", [])
	some volume in ["root", "user"]
	path := [sprintf("%s_volume_encryption_enabled", [volume])]
	some found in setting.off(desktops, path, sprintf("%s volume is not encrypted", [volume]))
}
