# METADATA
# title: Network ACL lets SSH in from the world
# description: |
#   An entry of a network ACL lets any address reach port 22, and none with a lower number keeps it out. The
#   security groups behind it are then alone in keeping SSH shut. An ACL that lets every port in, as AWS makes them,
#   is found by aws-nacl-ingress-all-ports instead.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
# custom:
#   id: aws-nacl-ingress-ssh
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
#     Narrow the source to the ranges that administer, or deny port 22 with a lower number.
#   example: |
#     resource "aws_network_acl_rule" "no_ssh" {
#       network_acl_id = aws_network_acl.public.id
#       rule_number    = 50
#       rule_action    = "deny"
#       protocol       = "tcp"
#       cidr_block     = "0.0.0.0/0"
#       from_port      = 22
#       to_port        = 22
#     }
#   controls:
#     cis_aws: ["5.1"]
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_232, AWS-0105, AVD-AWS-0105, FG_R00357]
package rules.aws.vpc.nacl_ingress_ssh

import rego.v1

import data.lib.aws_nacl

deny contains found if {
	some found in aws_nacl.port_findings(input.resources, ["tcp"], 22, "SSH (port 22)")
}
