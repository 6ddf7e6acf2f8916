# METADATA
# title: Port other than 80 and 443 is open to the world
# description: |
#   An ingress rule lets any address reach a TCP or UDP port that is not one of the web. Mail, game, VPN and name
#   servers need that; run this rule where nothing but websites may be public. A rule that opens every port, or
#   every port above 1023, is found by aws-sg-ingress-all-ports instead.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
# custom:
#   id: aws-sg-ingress-not-web-ports
#   severity: medium
#   domain: network
#   opt_in: true
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
#     Narrow the source to the ranges or groups that need the port.
#   example: |
#     resource "aws_vpc_security_group_ingress_rule" "https" {
#       security_group_id = aws_security_group.web.id
#       cidr_ipv4         = "0.0.0.0/0"
#       ip_protocol       = "tcp"
#       from_port         = 443
#       to_port           = 443
#     }
#   controls:
#     nist_800_53: ["AC-4", "CM-7", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [FG_R00377]
package rules.aws.ec2.sg_ingress_not_web_ports

import rego.v1

import data.lib.aws_ingress
import data.lib.finding

deny contains finding.at(resource, opening.path, sprintf("%s %s", [opening.ports, opening.text])) if {
	some type in aws_ingress.types
	some resource in input.resources[type]
	some opening in aws_ingress.other_openings(resource, {80, 443})
}
