# METADATA
# title: Metadata of an EC2 instance goes farther than one hop
# description: |
#   With a limit of 1 the token of the metadata service does not leave the instance. With more, containers in networks
#   of their own get it as well, and with it the credentials of the instance. Where containers should have them, 2 is
#   what AWS advises, so this is for those who give roles to containers in other ways.
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
# custom:
#   id: aws-ec2-imds-hop-limit
#   severity: low
#   domain: exposure
#   opt_in: true
#   resources:
#     - aws_instance
#     - aws_spot_instance_request
#     - aws_launch_template
#     - aws_launch_configuration
#     - aws_ec2_instance_metadata_defaults
#   attributes: [metadata_options.http_put_response_hop_limit, http_put_response_hop_limit]
#   remediation: Set `http_put_response_hop_limit = 1`, and give containers roles of their own.
#   example: |
#     resource "aws_launch_template" "nodes" {
#       name = "nodes"
#
#       metadata_options {
#         http_put_response_hop_limit = 1
#         http_tokens                 = "required"
#       }
#     }
#   controls:
#     nist_800_53: ["AC-6"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_341]
package rules.aws.ec2.ec2_imds_hop_limit

import rego.v1

import data.lib.finding

_limit := "http_put_response_hop_limit"

deny contains finding.at(resource, ["metadata_options", i, _limit], _message(options)) if {
	some type in ["aws_instance", "aws_spot_instance_request", "aws_launch_template", "aws_launch_configuration"]
	some resource in input.resources[type]
	some i, options in resource.values.metadata_options
	options[_limit] > 1
	object.get(options, "http_endpoint", "enabled") != "disabled"
}

deny contains finding.at(defaults, [_limit], _message(defaults.values)) if {
	some defaults in input.resources.aws_ec2_instance_metadata_defaults
	defaults.values[_limit] > 1
}

_message(options) := sprintf("metadata goes farther than one hop: `%s` is %d", [_limit, options[_limit]])
