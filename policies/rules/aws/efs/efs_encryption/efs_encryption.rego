# METADATA
# title: EFS file system is not encrypted
# description: |
#   Files and their backups lie on disk in clear, and encryption can be chosen only when the file system is
#   made. The console turns it on; a file system that is made by the API, and so by Terraform, has it only if it
#   is asked for.
# related_resources:
#   - https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html
# custom:
#   id: aws-efs-encryption
#   severity: high
#   domain: encryption
#   resources: [aws_efs_file_system]
#   attributes: [encrypted]
#   remediation: Set `encrypted = true`, and `kms_key_id` if the key is to be your own; the file system is made anew.
#   example: |
#     resource "aws_efs_file_system" "home" {
#       creation_token = "home"
#       encrypted      = true
#     }
#   controls:
#     cis_aws: ["2.4.1"]
#     nist_800_53: ["SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_42, AWS-0037, AVD-AWS-0037]
package rules.aws.efs.efs_encryption

import rego.v1

import data.lib.setting

deny contains found if {
	file_systems := object.get(input.resources, "aws_efs_file_system", [])
	some found in setting.off(file_systems, ["encrypted"], "the file system is not encrypted")
}
