# METADATA
# title: Disk of an EC2 instance is not encrypted
# description: |
#   A root volume or another volume of the instance lies in clear, and so do its snapshots; an existing volume can't be
#   encrypted in place. Without `encrypted` a root volume is what its image is, and public images are in clear.
#   Volumes from snapshots or from images of the plan take encryption over and are not judged, nor are instances in a
#   region where this plan turns encryption by default on, through the same provider configuration.
# related_resources:
#   - https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
#   - https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
# custom:
#   id: aws-ec2-block-device-encryption
#   severity: high
#   domain: encryption
#   resources:
#     - aws_instance
#     - aws_spot_instance_request
#     - aws_launch_configuration
#     - aws_launch_template
#     - aws_spot_fleet_request
#   attributes:
#     - root_block_device.encrypted
#     - ebs_block_device.encrypted
#     - block_device_mappings.ebs.encrypted
#     - launch_specification.root_block_device.encrypted
#     - launch_specification.ebs_block_device.encrypted
#   linked: [aws_ami, aws_ami_copy, aws_ami_from_instance]
#   context: [aws_ebs_encryption_by_default]
#   never_computed: [launch_template, block_device_mappings, block_device_mappings.ebs]
#   remediation: |
#     Set `encrypted = true` in `root_block_device` and each `ebs_block_device` or `ebs`, and turn on encryption by
#     default for the account and region.
#   example: |
#     resource "aws_instance" "web" {
#       ami           = data.aws_ami.base.id
#       instance_type = "t4g.small"
#
#       root_block_device {
#         encrypted = true
#       }
#     }
#   controls:
#     cis_aws: ["2.2.1"]
#     nist_800_53: ["SC-28"]
#     pci_dss: ["3.5.1"]
#     soc2: ["CC6.1"]
#   aliases:
#     - CKV_AWS_8
#     - AWS-0008
#     - AVD-AWS-0008
#     - AWS-0122
#     - AVD-AWS-0122
#     - AWS-0131
#     - AVD-AWS-0131
package rules.aws.ec2.ec2_block_device_encryption

import rego.v1

import data.lib.account_setting
import data.lib.attribute
import data.lib.companion

deny contains found if {
	some type in ["aws_instance", "aws_spot_instance_request", "aws_launch_configuration"]
	some resource in input.resources[type]
	some fault in _faults_of_instance(resource)
	some found in _findings(resource, fault)
}

deny contains found if {
	some template in input.resources.aws_launch_template
	some fault in _faults_of_template(template)
	some found in _findings(template, fault)
}

deny contains found if {
	some fleet in input.resources.aws_spot_fleet_request
	some fault in _faults_of_fleet(fleet)
	some found in _findings(fleet, fault)
}

_findings(resource, fault) := account_setting.unless(resource, fault.path, fault.msg, {
	"settings": object.get(input.resources, "aws_ebs_encryption_by_default", []),
	"path": ["enabled"],
	"good": {true, null},
})

_faults_of_instance(resource) := missing | roots | others if {
	missing := {fault |
		attribute.is_left_out(resource, "root_block_device")
		attribute.is_left_out(resource, "launch_template")
		some fault in _faults_of_image(resource, ["root_block_device"])
	}
	roots := {fault |
		some i, _ in resource.values.root_block_device
		some fault in _faults_at(resource, ["root_block_device", i], true)
	}
	others := {fault |
		some i, device in resource.values.ebs_block_device
		object.get(device, "no_device", false) == false
		some fault in _faults_at(resource, ["ebs_block_device", i], false)
	}
}

_faults_of_template(template) := {fault |
	some i, mapping in template.values.block_device_mappings
	not attribute.is_set(mapping, "no_device")
	some j, _ in mapping.ebs
	some fault in _faults_at(template, ["block_device_mappings", i, "ebs", j], _may_be_root(mapping))
}

# A fleet may have several images, so a root volume that says nothing is not judged.
_faults_of_fleet(fleet) := roots | others if {
	roots := {{"path": path, "msg": "volume is not encrypted: `encrypted` is false"} |
		some i, specification in fleet.values.launch_specification
		some j, device in specification.root_block_device
		device.encrypted == false
		path := ["launch_specification", i, "root_block_device", j, "encrypted"]
	}
	others := {fault |
		some i, specification in fleet.values.launch_specification
		some j, _ in specification.ebs_block_device
		some fault in _faults_at(fleet, ["launch_specification", i, "ebs_block_device", j], false)
	}
}

_may_be_root(mapping) := object.get(mapping, "device_name", "/dev/xvda") in {"/dev/sda", "/dev/sda1", "/dev/xvda"}

# Launch templates have texts for flags. A volume that says nothing is what its snapshot is, a root volume what its
# image is.
_faults_at(resource, path, is_root) := off | unset | snapshots if {
	at := array.concat(path, ["encrypted"])
	snapshot := array.concat(path, ["snapshot_id"])
	off := {{"path": at, "msg": "volume is not encrypted: `encrypted` is false"} |
		object.get(resource.values, at, null) in {false, "false"}
	}
	silent := [path |
		object.get(resource.values, at, null) in {null, ""}
		object.get(resource.values, snapshot, "") == ""
		not attribute.is_deferred(resource, at)
	]
	unset := {fault |
		some _ in silent
		not attribute.is_deferred(resource, snapshot)
		some fault in _faults_of_silence(resource, at, is_root)
	}
	snapshots := {{"path": snapshot, "msg": msg} |
		some _ in silent
		attribute.is_deferred(resource, snapshot)
		msg := "volume is not encrypted, unless `snapshot_id` names an encrypted snapshot"
	}
}

_faults_of_silence(resource, path, is_root) := _faults_of_image(resource, path) if is_root

_faults_of_silence(_, path, is_root) := {{"path": path, "msg": _not_set(path)}} if not is_root

# An image of the plan is judged itself.
_faults_of_image(resource, path) := known | deferred if {
	images := [image.address |
		some type in ["aws_ami", "aws_ami_copy", "aws_ami_from_instance"]
		some image in companion.certain(resource, type)
		some key in image.via.here
		key in {"ami", "image_id"}
	]
	later := [key | some key in ["ami", "image_id"]; attribute.is_deferred(resource, [key])]
	known := {{"path": path, "msg": _not_set(path)} | count(images) + count(later) == 0}
	deferred := {{"path": [key], "msg": sprintf("volume is not encrypted, unless `%s` names an encrypted image", [key])} |
		count(images) == 0
		some key in later
	}
}

_not_set(path) := sprintf("volume is not encrypted: `%s` is not set", [path[count(path) - 1]])
