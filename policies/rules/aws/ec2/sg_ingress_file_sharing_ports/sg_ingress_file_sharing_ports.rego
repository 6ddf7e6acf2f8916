# METADATA
# title: File sharing is open to the world
# description: |
#   An ingress rule lets any address reach a service that shares files or that Windows manages them with: SMB,
#   NetBIOS, RPC, NFS, FTP. They were made for local networks; worms spread through their flaws, and some ask for no
#   password or send it in the clear. A rule that opens every port, or every port above 1023, is found by aws-sg-
#   ingress-all-ports instead.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
# custom:
#   id: aws-sg-ingress-file-sharing-ports
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
#     Let in the ranges of the clients only, and have the others come through a VPN, SFTP or S3.
#   example: |
#     resource "aws_vpc_security_group_ingress_rule" "smb" {
#       security_group_id = aws_security_group.files.id
#       cidr_ipv4         = "10.20.0.0/16"
#       ip_protocol       = "tcp"
#       from_port         = 445
#       to_port           = 445
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [FG_R00244, FG_R00245, FG_R00246, FG_R00247, FG_R00260]
package rules.aws.ec2.sg_ingress_file_sharing_ports

import rego.v1

import data.lib.aws_ingress
import data.lib.finding

_services := {
	20: {"name": "FTP data", "protocols": ["tcp"]},
	21: {"name": "FTP", "protocols": ["tcp"]},
	69: {"name": "TFTP", "protocols": ["udp"]},
	111: {"name": "RPC port mapper", "protocols": ["tcp", "udp"]},
	135: {"name": "Windows RPC", "protocols": ["tcp"]},
	137: {"name": "NetBIOS names", "protocols": ["tcp", "udp"]},
	138: {"name": "NetBIOS datagrams", "protocols": ["tcp", "udp"]},
	139: {"name": "NetBIOS sessions", "protocols": ["tcp"]},
	445: {"name": "SMB", "protocols": ["tcp"]},
	548: {"name": "AFP", "protocols": ["tcp"]},
	873: {"name": "rsync", "protocols": ["tcp"]},
	2049: {"name": "NFS", "protocols": ["tcp", "udp"]},
	3020: {"name": "CIFS", "protocols": ["tcp", "udp"]},
}

deny contains finding.at(resource, opening.path, sprintf("a file sharing port %s", [opening.text])) if {
	some type in aws_ingress.types
	some resource in input.resources[type]
	some opening in aws_ingress.service_openings(resource, _services)
}
