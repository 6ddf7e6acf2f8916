# METADATA
# title: Security group lets everything out
# description: |
#   An egress rule lets every port of every address be reached. That is what EC2 gives a group and what most groups
#   have; whoever takes over a machine behind it can load tools and send data anywhere. Run this rule where traffic
#   out has to be listed. Terraform removes the rule from a group that has no `egress`.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   id: aws-sg-egress-all
#   severity: low
#   domain: network
#   opt_in: true
#   resources:
#     - aws_security_group
#     - aws_default_security_group
#     - aws_security_group_rule
#     - aws_vpc_security_group_egress_rule
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
#     Let out the ports and ranges that are needed, such as 443 to the endpoints of the VPC.
#   example: |
#     resource "aws_vpc_security_group_egress_rule" "https" {
#       security_group_id = aws_security_group.web.id
#       cidr_ipv4         = "0.0.0.0/0"
#       ip_protocol       = "tcp"
#       from_port         = 443
#       to_port           = 443
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.2"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_382, AWS-0104, AVD-AWS-0104]
package rules.aws.ec2.sg_egress_all

import rego.v1

import data.lib.aws_ingress
import data.lib.finding

deny contains finding.at(resource, outlet.path, sprintf("egress to every port %s", [outlet.text])) if {
	some type in aws_ingress.egress_types
	some resource in input.resources[type]
	some outlet in aws_ingress.egress_of_every_port(resource)
}
