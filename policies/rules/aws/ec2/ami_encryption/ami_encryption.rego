# METADATA
# title: AMI is not encrypted
# description: |
#   The snapshots of the image lie in clear, and so does each root volume that is made from it, unless it asks for
#   encryption. An image from snapshots or from another image of the plan takes encryption over and is not judged, nor
#   is one in a region where this plan turns encryption by default on, through the same provider configuration.
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html
# custom:
#   id: aws-ami-encryption
#   severity: medium
#   domain: encryption
#   resources: [aws_ami, aws_ami_copy]
#   attributes: [encrypted, ebs_block_device.encrypted]
#   linked: [aws_ami, aws_ami_copy, aws_ami_from_instance]
#   context: [aws_ebs_encryption_by_default]
#   remediation: Set `encrypted = true`.
#   example: |
#     resource "aws_ami_copy" "base" {
#       name              = "base"
#       source_ami_id     = "ami-0123456789abcdef0"
#       source_ami_region = "eu-central-1"
#       encrypted         = true
#     }
#   controls:
#     nist_800_53: ["SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_204, CKV_AWS_235]
package rules.aws.ec2.ami_encryption

import rego.v1

import data.lib.account_setting
import data.lib.attribute
import data.lib.companion
import data.lib.text

deny contains found if {
	some image in input.resources.aws_ami
	some i, device in image.values.ebs_block_device
	object.get(device, "snapshot_id", "") == ""
	not attribute.is_deferred(image, ["ebs_block_device", i, "snapshot_id"])
	attribute.is_off(image, ["ebs_block_device", i, "encrypted"])
	msg := sprintf("a volume of the image is not encrypted: %s", [text.state(device, "encrypted")])
	some found in _findings(image, ["ebs_block_device", i, "encrypted"], msg)
}

deny contains found if {
	some copy in input.resources.aws_ami_copy
	attribute.is_off(copy, ["encrypted"])
	count(_sources(copy)) == 0
	msg := sprintf("the copy is not encrypted, unless its source is: %s", [text.state(copy.values, "encrypted")])
	some found in _findings(copy, ["encrypted"], msg)
}

_sources(copy) := [image.address |
	some type in ["aws_ami", "aws_ami_copy", "aws_ami_from_instance"]
	some image in companion.certain(copy, type)
	"source_ami_id" in image.via.here
]

_findings(resource, path, msg) := account_setting.unless(resource, path, msg, {
	"settings": object.get(input.resources, "aws_ebs_encryption_by_default", []),
	"path": ["enabled"],
	"good": {true, null},
})
