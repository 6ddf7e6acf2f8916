# METADATA
# title: AMI is shared with everybody
# description: |
#   Every AWS account may start instances from the image and read all that is on it: programs, settings, and what the
#   build has left behind. To share it with accounts or an organization that are named is no finding.
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharing-amis.html
# custom:
#   id: aws-ami-launch-permission
#   severity: high
#   domain: exposure
#   resources: [aws_ami_launch_permission]
#   attributes: [group]
#   subject: [image_id]
#   never_computed: [group]
#   remediation: Name the accounts in `account_id`, or the organization in `organization_arn`.
#   example: |
#     resource "aws_ami_launch_permission" "base" {
#       image_id         = aws_ami_copy.base.id
#       organization_arn = data.aws_organizations_organization.main.arn
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-4"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_205]
package rules.aws.ec2.ami_launch_permission

import rego.v1

import data.lib.setting

deny contains found if {
	permissions := object.get(input.resources, "aws_ami_launch_permission", [])
	some found in setting.one_of(permissions, ["group"], {"bad": {"all"}}, "every account may use the image")
}
