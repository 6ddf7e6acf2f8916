# METADATA
# title: Every port is open to the world
# description: |
#   An ingress rule lets any address reach every port, every port above 1023, or a range of more than half of all
#   ports, over TCP, UDP or every protocol. Whatever listens behind the group, by intent, by default or by mistake,
#   is on the internet as far as the group is concerned. Rules for single ports other than SSH and RDP leave this to
#   the rule here, so that one fault is not ten findings.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   id: aws-sg-ingress-all-ports
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
#     cidr_ipv4:
#       - aws_vpc
#       - aws_subnet
#       - aws_eip
#       - aws_instance
#       - aws_nat_gateway
#       - data.aws_vpc
#       - data.aws_subnet
#       - data.aws_eip
#     cidr_ipv6: [aws_vpc, aws_subnet, aws_instance, data.aws_vpc, data.aws_subnet]
#   remediation: |
#     Open only the ports that are served, to the ranges or groups that need them.
#   example: |
#     resource "aws_vpc_security_group_ingress_rule" "https" {
#       security_group_id = aws_security_group.web.id
#       cidr_ipv4         = "0.0.0.0/0"
#       ip_protocol       = "tcp"
#       from_port         = 443
#       to_port           = 443
#     }
#   controls:
#     cis_aws: ["5.2", "5.3"]
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_277, FG_R00044, FG_R00045, FG_R00350]
package rules.aws.ec2.sg_ingress_all_ports

import rego.v1

import data.lib.aws_ingress
import data.lib.finding

deny contains finding.at(resource, opening.path, sprintf("%s %s", [opening.ports, opening.text])) if {
	some type in aws_ingress.types
	some resource in input.resources[type]
	some opening in aws_ingress.wide_openings(resource)
}
