# METADATA
# title: SSH is open to the world
# description: |
#   An ingress rule lets any address reach port 22, so the SSH service itself is all that stands between
#   the internet and the host. Password guessing and exploits of the daemon start within minutes.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
#   - https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html
# custom:
#   id: aws-sg-ingress-ssh
#   severity: high
#   domain: network
#   resources:
#     - aws_security_group
#     - aws_default_security_group
#     - aws_security_group_rule
#     - aws_vpc_security_group_ingress_rule
#   attributes: [type]
#   subject: [security_group_id]
#   never_computed: [cidr_blocks, ipv6_cidr_blocks, cidr_ipv4, cidr_ipv6]
#   satisfied_by:
#     cidr_ipv4: [aws_vpc, aws_subnet, aws_eip, aws_instance, aws_nat_gateway, data.aws_vpc, data.aws_subnet, data.aws_eip]
#     cidr_ipv6: [aws_vpc, aws_subnet, aws_instance, data.aws_vpc, data.aws_subnet]
#   remediation: |
#     Narrow the source range to a VPN or a bastion, or drop the rule and use Session Manager.
#   example: |
#     resource "aws_vpc_security_group_ingress_rule" "ssh" {
#       security_group_id = aws_security_group.bastion.id
#       cidr_ipv4         = "203.0.113.0/24"
#       ip_protocol       = "tcp"
#       from_port         = 22
#       to_port           = 22
#     }
#   controls:
#     cis_aws: ["5.2", "5.3"]
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_24, AWS-0107, AVD-AWS-0107, FG_R00085]
package rules.aws.ec2.sg_ingress_ssh

import rego.v1

import data.lib.aws_ingress
import data.lib.finding

deny contains finding.at(resource, opening.path, sprintf("SSH (port 22) %s", [opening.text])) if {
	some type in aws_ingress.types
	some resource in input.resources[type]
	some opening in aws_ingress.openings(resource, ["tcp"], 22)
}
