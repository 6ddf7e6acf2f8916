# METADATA
# title: Encryption of EBS volumes by default is turned off
# description: |
#   The account encrypts new volumes and copies of snapshots in this region only where somebody asks for it. With the
#   default on, nothing can be made in clear by mistake, whoever makes it. It changes nothing about what exists.
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
# custom:
#   id: aws-ebs-default-encryption
#   severity: medium
#   domain: encryption
#   resources: [aws_ebs_encryption_by_default]
#   attributes: [enabled]
#   remediation: Set `enabled = true`.
#   example: |
#     resource "aws_ebs_encryption_by_default" "main" {
#       enabled = true
#     }
#   controls:
#     cis_aws: ["2.2.1"]
#     nist_800_53: ["SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_106]
package rules.aws.ec2.ebs_default_encryption

import rego.v1

import data.lib.setting

deny contains found if {
	settings := object.get(input.resources, "aws_ebs_encryption_by_default", [])
	some found in setting.one_of(settings, ["enabled"], {"bad": {false}}, "volumes are not encrypted by default")
}
