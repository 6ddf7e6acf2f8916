# METADATA
# title: EC2 instance answers IMDSv1
# description: |
#   Version 1 of the metadata service gives the credentials of the role to any request from the instance, also to one
#   that an attacker makes a program send (SSRF). Version 2 asks for a token first, which such requests can't get.
#   Unless it is required, both answer. An instance that says nothing does what its launch template, its image
#   (`imds_support`) or the account (`aws_ec2_instance_metadata_defaults`) says; of these, what the plan has counts.
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
# custom:
#   id: aws-ec2-imdsv1
#   severity: high
#   domain: exposure
#   resources: [aws_instance, aws_spot_instance_request, aws_launch_template, aws_launch_configuration]
#   attributes: []
#   linked: [aws_ami]
#   context: [aws_ec2_instance_metadata_defaults]
#   never_computed: [launch_template]
#   remediation: Set `http_tokens = "required"` in `metadata_options`.
#   example: |
#     resource "aws_instance" "web" {
#       ami           = data.aws_ami.base.id
#       instance_type = "t4g.small"
#
#       metadata_options {
#         http_tokens = "required"
#       }
#     }
#   controls:
#     cis_aws: ["5.6"]
#     nist_800_53: ["AC-3", "CM-7"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_79, AWS-0028, AVD-AWS-0028, AWS-0130, AVD-AWS-0130]
package rules.aws.ec2.ec2_imdsv1

import rego.v1

import data.lib.account_setting
import data.lib.attribute
import data.lib.companion
import data.lib.finding

_types := ["aws_instance", "aws_spot_instance_request", "aws_launch_template", "aws_launch_configuration"]

_options := "metadata_options"

# What the resource says.
deny contains finding.at(resource, place.path, place.msg) if {
	some type in _types
	some resource in input.resources[type]
	some i, options in resource.values[_options]
	tokens := object.get(options, "http_tokens", "")
	not tokens in {"", "required"}
	msg := sprintf("IMDSv1 answers: `http_tokens` is %s", [tokens])
	some place in _places(resource, i, "http_tokens", msg)
}

deny contains finding.at(resource, place.path, place.msg) if {
	some type in _types
	some resource in input.resources[type]
	some i, _ in resource.values[_options]
	attribute.is_deferred(resource, [_options, i, "http_tokens"])
	some place in _places(resource, i, "http_tokens", "IMDSv1 answers, unless `http_tokens` is required")
}

deny contains finding.at(resource, [_options], sprintf("IMDSv1 answers, unless `%s` say otherwise", [_options])) if {
	some type in _types
	some resource in input.resources[type]
	attribute.is_deferred(resource, [_options])
}

# What holds where it says nothing.
deny contains found if {
	some type in _types
	some resource in input.resources[type]
	attribute.is_left_out(resource, "launch_template")
	not _image_asks(resource)
	some place in _silent(resource)
	some found in account_setting.unless(resource, place.path, place.msg, {
		"settings": object.get(input.resources, "aws_ec2_instance_metadata_defaults", []),
		"path": ["http_tokens"],
		"good": {"required"},
	})
}

_image_asks(resource) if {
	some image in companion.certain(resource, "aws_ami")
	image.values.imds_support == "v2.0"
	some key in image.via.here
	key in {"ami", "image_id"}
}

_silent(resource) := block | tokens if {
	block := {{"path": [_options], "msg": sprintf("IMDSv1 answers: `%s` is not set", [_options])} |
		attribute.is_left_out(resource, _options)
	}
	tokens := {place |
		some i, options in resource.values[_options]
		object.get(options, "http_tokens", "") == ""
		not attribute.is_deferred(resource, [_options, i, "http_tokens"])
		some place in _places(resource, i, "http_tokens", "IMDSv1 answers: `http_tokens` is not set")
	}
}

# Where the fault lies in options that do not turn the service off. Whether they do may be known only after apply.
_places(resource, i, key, msg) := sure | unsure if {
	endpoint := [_options, i, "http_endpoint"]
	sure := {{"path": [_options, i, key], "msg": msg} |
		object.get(resource.values, endpoint, "enabled") != "disabled"
		not attribute.is_deferred(resource, endpoint)
	}
	unsure := {{"path": endpoint, "msg": "IMDSv1 answers, unless `http_endpoint` is disabled"} |
		attribute.is_deferred(resource, endpoint)
	}
}
