# METADATA
# title: Security group or rule has no description
# description: |
#   Nothing says what the group or the rule is for, so nobody dares to remove it, and a hole that was opened for a
#   day stays. A group without a description gets the words `Managed by Terraform`; to change them the group has to
#   be replaced.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   id: aws-sg-description
#   severity: low
#   domain: network
#   opt_in: true
#   resources:
#     - aws_security_group
#     - aws_default_security_group
#     - aws_security_group_rule
#     - aws_vpc_security_group_ingress_rule
#     - aws_vpc_security_group_egress_rule
#   attributes: [description, ingress.description, egress.description]
#   remediation: |
#     Say in `description` who needs the group or the rule and what for.
#   example: |
#     resource "aws_vpc_security_group_ingress_rule" "https" {
#       description       = "Customers to the shop"
#       security_group_id = aws_security_group.web.id
#       cidr_ipv4         = "0.0.0.0/0"
#       ip_protocol       = "tcp"
#       from_port         = 443
#       to_port           = 443
#     }
#   controls:
#     nist_800_53: ["CM-8"]
#     pci_dss: ["1.2.5"]
#     soc2: ["CC6.6"]
#   aliases:
#     - CKV_AWS_23
#     - AWS-0099
#     - AVD-AWS-0099
#     - AWS-0124
#     - AVD-AWS-0124
#     - AWS-0049
#     - AVD-AWS-0049
#     - AWS-0083
#     - AVD-AWS-0083
package rules.aws.ec2.sg_description

import rego.v1

import data.lib.setting

deny contains found if {
	groups := object.get(input.resources, "aws_security_group", [])
	bad := {"", "Managed by Terraform"}
	some found in setting.one_of(groups, ["description"], {"bad": bad, "default": ""}, "the group has no description")
}

deny contains found if {
	some type in ["aws_security_group", "aws_default_security_group"]
	some group in input.resources[type]
	some direction in ["ingress", "egress"]
	some i, _ in group.values[direction]
	some found in setting.unset([group], [direction, i, "description"], "the rule has no description")
}

deny contains found if {
	some type in [
		"aws_security_group_rule",
		"aws_vpc_security_group_ingress_rule",
		"aws_vpc_security_group_egress_rule",
	]
	some found in setting.unset(input.resources[type], ["description"], "the rule has no description")
}
