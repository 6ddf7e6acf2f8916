# METADATA
# title: Port of a development server is open to the world
# description: |
#   An ingress rule lets any address reach a port on which development servers and notebooks listen. They are made
#   for one person's machine: they show source code and stack traces, run code for whoever asks, and seldom have a
#   login. What is meant for everybody listens behind a load balancer on port 443. A rule that opens every port, or
#   every port above 1023, is found by aws-sg-ingress-all-ports instead.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
# custom:
#   id: aws-sg-ingress-dev-web-ports
#   severity: medium
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
#     Let in the security group of the load balancer, or the range of a VPN.
#   example: |
#     resource "aws_vpc_security_group_ingress_rule" "app" {
#       security_group_id            = aws_security_group.application.id
#       referenced_security_group_id = aws_security_group.load_balancer.id
#       ip_protocol                  = "tcp"
#       from_port                    = 3000
#       to_port                      = 3000
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [FG_R00259, FG_R00268]
package rules.aws.ec2.sg_ingress_dev_web_ports

import rego.v1

import data.lib.aws_ingress
import data.lib.finding

_services := {
	3000: {"name": "Node.js, Grafana", "protocols": ["tcp"]},
	5000: {"name": "Flask", "protocols": ["tcp"]},
	8000: {"name": "Django, Uvicorn", "protocols": ["tcp"]},
	8888: {"name": "Jupyter", "protocols": ["tcp"]},
}

deny contains finding.at(resource, opening.path, sprintf("the port of a development server %s", [opening.text])) if {
	some type in aws_ingress.types
	some resource in input.resources[type]
	some opening in aws_ingress.service_openings(resource, _services)
}
