# METADATA
# title: EBS volume is not encrypted
# description: |
#   The volume and its snapshots hold data in clear, and encryption cannot be turned on later. A volume from
#   a snapshot that says nothing takes encryption over and is not judged, nor are volumes in a region where
#   this plan turns encryption by default on, through the same provider configuration.
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
#   - https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
# custom:
#   id: aws-ebs-encryption
#   severity: high
#   domain: encryption
#   resources: [aws_ebs_volume]
#   attributes: [encrypted]
#   context: [aws_ebs_encryption_by_default]
#   satisfied_by:
#     snapshot_id: [aws_ebs_snapshot, aws_ebs_snapshot_copy, aws_ebs_snapshot_import, data.aws_ebs_snapshot]
#   remediation: Set `encrypted = true`, and turn on encryption by default for the account and region.
#   example: |
#     resource "aws_ebs_volume" "data" {
#       availability_zone = "eu-central-1a"
#       size              = 20
#       encrypted         = true
#     }
#   controls:
#     cis_aws: ["2.2.1"]
#     nist_800_53: ["SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_3, CKV2_AWS_2, AWS-0026, AVD-AWS-0026, FG_R00016]
package rules.aws.ec2.ebs_encryption

import rego.v1

import data.lib.account_setting
import data.lib.attribute
import data.lib.text

deny contains found if {
	some resource in input.resources.aws_ebs_volume
	attribute.is_off(resource, ["encrypted"])
	not _may_be_inherited(resource)
	msg := sprintf("volume is not encrypted: %s", [text.state(resource.values, "encrypted")])
	some found in _findings(resource, ["encrypted"], msg)
}

deny contains found if {
	some resource in input.resources.aws_ebs_volume
	attribute.is_off(resource, ["encrypted"])
	not attribute.is_set(resource.values, "encrypted")
	attribute.is_deferred(resource, ["snapshot_id"])
	msg := "volume is not encrypted, unless `snapshot_id` names an encrypted snapshot"
	some found in _findings(resource, ["snapshot_id"], msg)
}

_may_be_inherited(resource) if {
	not attribute.is_set(resource.values, "encrypted")
	attribute.is_given(resource, "snapshot_id")
}

# None where encryption is the default; beside the default if it is known only after apply.
_findings(resource, path, msg) := account_setting.unless(resource, path, msg, {
	"settings": object.get(input.resources, "aws_ebs_encryption_by_default", []),
	"path": ["enabled"],
	"good": {true, null},
})
