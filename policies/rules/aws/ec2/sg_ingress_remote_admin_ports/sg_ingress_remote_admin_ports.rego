# METADATA
# title: Remote administration port is open to the world
# description: |
#   An ingress rule lets any address reach a service that machines are administered through: Telnet, the r-services,
#   VNC, WinRM, Docker, the kubelet, Salt. Who gets past its login, if it has one, runs commands there. SSH and RDP
#   have rules of their own, and a rule that opens every port, or every port above 1023, is found by aws-sg-ingress-
#   all-ports instead.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
#   - https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html
# custom:
#   id: aws-sg-ingress-remote-admin-ports
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
#     Narrow the source range to a VPN or a bastion, or drop the rule and use Session Manager.
#   example: |
#     resource "aws_vpc_security_group_ingress_rule" "vnc" {
#       security_group_id = aws_security_group.desktops.id
#       cidr_ipv4         = "203.0.113.0/24"
#       ip_protocol       = "tcp"
#       from_port         = 5900
#       to_port           = 5900
#     }
#   controls:
#     cis_aws: ["5.2", "5.3"]
#     nist_800_53: ["AC-4", "AC-17", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [FG_R00037, FG_R00038, FG_R00039, FG_R00040, FG_R00262, FG_R00263]
package rules.aws.ec2.sg_ingress_remote_admin_ports

import rego.v1

import data.lib.aws_ingress
import data.lib.finding

_services := {
	23: {"name": "Telnet", "protocols": ["tcp"]},
	512: {"name": "rexec", "protocols": ["tcp"]},
	513: {"name": "rlogin", "protocols": ["tcp"]},
	514: {"name": "rsh", "protocols": ["tcp"]},
	2375: {"name": "Docker", "protocols": ["tcp"]},
	2376: {"name": "Docker with TLS", "protocols": ["tcp"]},
	4505: {"name": "Salt", "protocols": ["tcp"]},
	4506: {"name": "Salt", "protocols": ["tcp"]},
	5500: {"name": "VNC listener", "protocols": ["tcp"]},
	5800: {"name": "VNC in a browser", "protocols": ["tcp"]},
	5900: {"name": "VNC", "protocols": ["tcp"]},
	5985: {"name": "WinRM", "protocols": ["tcp"]},
	5986: {"name": "WinRM with TLS", "protocols": ["tcp"]},
	6000: {"name": "X11", "protocols": ["tcp"]},
	10250: {"name": "kubelet", "protocols": ["tcp"]},
}

deny contains finding.at(resource, opening.path, sprintf("a remote administration port %s", [opening.text])) if {
	some type in aws_ingress.types
	some resource in input.resources[type]
	some opening in aws_ingress.service_openings(resource, _services)
}
