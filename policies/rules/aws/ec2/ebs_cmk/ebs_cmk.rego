# METADATA
# title: EBS volume or copy is not encrypted with a key of the customer
# description: |
#   A volume, or a copy of a snapshot or image, that names no key is encrypted with `aws/ebs`, which AWS manages, if
#   it is encrypted at all. A key of the customer's own adds who may use it, a record of each use, and sharing with
#   other accounts. A volume from a snapshot takes over its key and is not judged, nor is anything in a region where
#   this plan sets another default key through the same provider configuration.
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
# custom:
#   id: aws-ebs-cmk
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_ebs_volume, aws_ebs_snapshot_copy, aws_ebs_snapshot_import, aws_ami_copy]
#   attributes: [kms_key_id]
#   context: [aws_ebs_default_kms_key]
#   satisfied_by:
#     kms_key_id: [aws_kms_key, aws_kms_alias, aws_kms_replica_key, aws_kms_external_key, aws_kms_replica_external_key]
#   remediation: Set `encrypted = true`, and `kms_key_id` to a key of your own.
#   example: |
#     resource "aws_ebs_volume" "data" {
#       availability_zone = "eu-central-1a"
#       size              = 20
#       encrypted         = true
#       kms_key_id        = aws_kms_key.data.arn
#     }
#   controls:
#     nist_800_53: ["SC-12", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_183, CKV_AWS_189, CKV_AWS_236, AWS-0027, AVD-AWS-0027]
package rules.aws.ec2.ebs_cmk

import rego.v1

import data.lib.account_setting
import data.lib.attribute
import data.lib.own_key

deny contains found if {
	some type in ["aws_ebs_volume", "aws_ebs_snapshot_copy", "aws_ebs_snapshot_import", "aws_ami_copy"]
	some resource in input.resources[type]
	not _takes_another(resource)
	some found in own_key.missing([resource], ["kms_key_id"], "no key of the customer encrypts this")
}

# It names no key, and its snapshot or the account does.
_takes_another(resource) if {
	attribute.is_left_out(resource, "kms_key_id")
	attribute.is_given(resource, "snapshot_id")
}

_takes_another(resource) if {
	attribute.is_left_out(resource, "kms_key_id")
	keys := object.get(input.resources, "aws_ebs_default_kms_key", [])
	count(account_setting.in_force(resource, keys)) > 0
}
