# METADATA
# title: HTTP is open to the world
# description: |
#   An ingress rule lets any address reach port 80, where requests, cookies and answers can be read and changed on
#   their way. Most sites keep the port open only to send browsers to HTTPS, which is fine; run this rule where not
#   even that is wanted. A rule that opens every port, or every port above 1023, is found by aws-sg-ingress-all-
#   ports instead.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   id: aws-sg-ingress-http
#   severity: low
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
#     Remove the rule and serve on port 443, or let in only what stands in front, such as a CDN.
#   example: |
#     resource "aws_vpc_security_group_ingress_rule" "https" {
#       security_group_id = aws_security_group.web.id
#       cidr_ipv4         = "0.0.0.0/0"
#       ip_protocol       = "tcp"
#       from_port         = 443
#       to_port           = 443
#     }
#   controls:
#     nist_800_53: ["SC-7", "SC-8"]
#     pci_dss: ["1.3.1", "4.2.1"]
#     soc2: ["CC6.7"]
#   aliases: [CKV_AWS_260, FG_R00041]
package rules.aws.ec2.sg_ingress_http

import rego.v1

import data.lib.aws_ingress
import data.lib.finding

_services := {
	80: {"name": "HTTP", "protocols": ["tcp"]},
}

deny contains finding.at(resource, opening.path, sprintf("a plaintext web port %s", [opening.text])) if {
	some type in aws_ingress.types
	some resource in input.resources[type]
	some opening in aws_ingress.service_openings(resource, _services)
}
