# METADATA
# title: Network ACL lets every port in from the world
# description: |
#   An entry of a network ACL lets any address reach every port, and none with a lower number keeps any out, so the
#   ACL keeps nobody out at all. That is how AWS makes the default ACL of a VPC; security groups can carry the whole
#   load, but a mistake in one of them has no second line behind it.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
# custom:
#   id: aws-nacl-ingress-all-ports
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
#     Let in the ports that are served and the ports that answers come to, and deny 22 and 3389 before them.
#   example: |
#     resource "aws_network_acl_rule" "https" {
#       network_acl_id = aws_network_acl.public.id
#       rule_number    = 100
#       rule_action    = "allow"
#       protocol       = "tcp"
#       cidr_block     = "0.0.0.0/0"
#       from_port      = 443
#       to_port        = 443
#     }
#   controls:
#     cis_aws: ["5.1"]
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_352, AWS-0102, AVD-AWS-0102]
package rules.aws.vpc.nacl_ingress_all_ports

import rego.v1

import data.lib.aws_nacl

deny contains found if {
	some found in aws_nacl.every_port_findings(input.resources)
}
