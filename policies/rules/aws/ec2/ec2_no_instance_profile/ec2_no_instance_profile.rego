# METADATA
# title: EC2 instance has no IAM instance profile
# description: |
#   Programs on the instance get no credentials from AWS, so for what they do in AWS they need access keys,
#   which last and lie on the disk. Systems Manager does not reach the instance either, unless the account has
#   default host management. A profile from the launch template counts; an instance from a template that the
#   plan does not have is not judged.
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
# custom:
#   id: aws-ec2-no-instance-profile
#   severity: medium
#   domain: iam
#   resources: [aws_instance]
#   attributes: [iam_instance_profile]
#   linked: [aws_launch_template]
#   satisfied_by:
#     iam_instance_profile: [aws_iam_instance_profile, data.aws_iam_instance_profile]
#   never_computed: [launch_template]
#   remediation: Set `iam_instance_profile` to a profile whose role may do what the instance needs, and no more.
#   example: |
#     resource "aws_instance" "web" {
#       ami                  = data.aws_ami.base.id
#       instance_type        = "t4g.small"
#       iam_instance_profile = aws_iam_instance_profile.web.name
#     }
#   controls:
#     cis_aws: ["1.18"]
#     nist_800_53: ["AC-6", "IA-5"]
#     soc2: ["CC6.3"]
#   aliases: [CKV2_AWS_41, FG_R00253]
package rules.aws.ec2.ec2_no_instance_profile

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding

_profile := "iam_instance_profile"

_template := "launch_template"

_msg := "the instance has no IAM instance profile"

deny contains finding.at(instance, [_profile], _msg) if {
	some instance in input.resources.aws_instance
	attribute.is_left_out(instance, _profile)
	attribute.is_left_out(instance, _template)
}

deny contains finding.beside(instance, [_profile], template, [_profile], _msg) if {
	some instance in input.resources.aws_instance
	attribute.is_left_out(instance, _profile)
	some template in _templates(instance)
	not attribute.is_set(template.values, _profile)
}

deny contains finding.at(instance, path, msg) if {
	some instance in input.resources.aws_instance
	attribute.is_left_out(instance, _profile)
	count(_templates(instance)) == 0
	some path in _deferred_templates(instance)
	msg := sprintf("%s, unless its template has", [_msg])
}

# The launch templates of the plan that the instance is made from.
_templates(instance) := [template |
	some template in companion.certain(instance, "aws_launch_template")
	some key in template.via.here
	startswith(key, _template)
]

# What says which template it is, and is known only after apply.
_deferred_templates(instance) := whole | named if {
	whole := {[_template] | instance.unknown[_template] == true}
	named := {[_template, i, key] |
		some i, _ in instance.values[_template]
		some key in ["id", "name"]
		attribute.is_deferred(instance, [_template, i, key])
	}
}
