# METADATA
# title: LDAP is open to the world
# description: |
#   An ingress rule lets any address reach a directory. It tells the names of users, groups and machines, takes
#   guesses of their passwords, and over UDP answers forged requests with far larger replies. Without TLS passwords
#   travel in the clear. A rule that opens every port, or every port above 1023, is found by aws-sg-ingress-all-
#   ports instead.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
# custom:
#   id: aws-sg-ingress-ldap-ports
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
#     Let in the ranges of the clients only.
#   example: |
#     resource "aws_vpc_security_group_ingress_rule" "ldaps" {
#       security_group_id = aws_security_group.directory.id
#       cidr_ipv4         = "10.20.0.0/16"
#       ip_protocol       = "tcp"
#       from_port         = 636
#       to_port           = 636
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [FG_R00234, FG_R00266]
package rules.aws.ec2.sg_ingress_ldap_ports

import rego.v1

import data.lib.aws_ingress
import data.lib.finding

_services := {
	389: {"name": "LDAP", "protocols": ["tcp", "udp"]},
	636: {"name": "LDAP with TLS", "protocols": ["tcp"]},
	3268: {"name": "global catalog", "protocols": ["tcp"]},
	3269: {"name": "global catalog with TLS", "protocols": ["tcp"]},
}

deny contains finding.at(resource, opening.path, sprintf("an LDAP port %s", [opening.text])) if {
	some type in aws_ingress.types
	some resource in input.resources[type]
	some opening in aws_ingress.service_openings(resource, _services)
}
