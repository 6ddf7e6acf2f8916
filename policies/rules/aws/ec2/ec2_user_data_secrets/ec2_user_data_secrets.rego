# METADATA
# title: User data of an EC2 instance holds credentials
# description: |
#   User data holds a password, a key or a token in clear. Every program on the instance may read it from the metadata
#   service, and so may who describes the instance or the launch template, or reads the state of Terraform.
#   Credentials are found by the forms of well-known keys, by names such as `DB_PASSWORD` with a literal value, and in
#   commands such as `chpasswd`; compressed data is not looked into.
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
# custom:
#   id: aws-ec2-user-data-secrets
#   severity: critical
#   domain: secrets
#   resources:
#     - aws_instance
#     - aws_spot_instance_request
#     - aws_launch_template
#     - aws_launch_configuration
#     - aws_spot_fleet_request
#   attributes: [user_data, user_data_base64, launch_specification.user_data]
#   never_computed: [user_data]
#   remediation: |
#     Let the instance fetch the credential from Secrets Manager or Parameter Store with its role, and replace the
#     credential that was shown.
#   example: |
#     resource "aws_instance" "web" {
#       ami                  = data.aws_ami.base.id
#       instance_type        = "t4g.small"
#       iam_instance_profile = aws_iam_instance_profile.web.name
#
#       user_data = <<-EOT
#         #!/bin/sh
#         DB_PASSWORD=$(aws ssm get-parameter --name /prod/db --with-decryption --query Parameter.Value --output text)
#       EOT
#     }
#   controls:
#     nist_800_53: ["IA-5"]
#     pci_dss: ["8.6.2"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_46, AWS-0029, AVD-AWS-0029, AWS-0129, AVD-AWS-0129]
package rules.aws.ec2.ec2_user_data_secrets

import rego.v1

import data.lib.credential
import data.lib.finding

deny contains finding.at(resource, [key], sprintf("user data holds %s", [words])) if {
	some type in ["aws_instance", "aws_spot_instance_request", "aws_launch_template", "aws_launch_configuration"]
	some resource in input.resources[type]
	some key in ["user_data", "user_data_base64"]
	some text in _texts(resource.values[key])
	some words in credential.in_text(text)
}

deny contains finding.at(fleet, ["launch_specification", i, "user_data"], sprintf("user data holds %s", [words])) if {
	some fleet in input.resources.aws_spot_fleet_request
	some i, specification in fleet.values.launch_specification
	some text in _texts(specification.user_data)
	some words in credential.in_text(text)
}

# What stands there, and what it is the base64 of: the provider takes both.
_texts(data_) := {data_} | decoded if {
	is_string(data_)
	decoded := {base64.decode(data_) | base64.is_valid(data_)}
}
