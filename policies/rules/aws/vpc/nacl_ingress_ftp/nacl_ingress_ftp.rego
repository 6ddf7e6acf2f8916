# METADATA
# title: Network ACL lets FTP in from the world
# description: |
#   An entry of a network ACL lets any address reach port 20 or 21, and none with a lower number keeps it out. FTP
#   sends passwords and files in the clear, and the security groups behind are alone in keeping it shut. An ACL that
#   lets every port in, as AWS makes them, is found by aws-nacl-ingress-all-ports instead.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
# custom:
#   id: aws-nacl-ingress-ftp
#   severity: low
#   domain: network
#   opt_in: true
#   resources: [aws_network_acl, aws_default_network_acl, aws_network_acl_rule]
#   attributes: []
#   linked: [aws_network_acl, aws_default_network_acl, aws_network_acl_rule.network_acl_id]
#   context: [aws_network_acl_rule]
#   subject: [network_acl_id]
#   never_computed: [cidr_block, ipv6_cidr_block]
#   satisfied_by:
#     cidr_block: [aws_vpc, aws_subnet, data.aws_vpc, data.aws_subnet]
#     ipv6_cidr_block: [aws_vpc, aws_subnet, data.aws_vpc, data.aws_subnet]
#   remediation: |
#     Remove the entry and use SFTP, or deny the ports with a lower number.
#   example: |
#     resource "aws_network_acl_rule" "no_ftp" {
#       network_acl_id = aws_network_acl.public.id
#       rule_number    = 50
#       rule_action    = "deny"
#       protocol       = "tcp"
#       cidr_block     = "0.0.0.0/0"
#       from_port      = 20
#       to_port        = 21
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7", "SC-8"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_229, CKV_AWS_230]
package rules.aws.vpc.nacl_ingress_ftp

import rego.v1

import data.lib.aws_nacl

deny contains found if {
	some number in [20, 21]
	some found in aws_nacl.port_findings(input.resources, ["tcp"], number, "FTP (port 20 or 21)")
}
