# METADATA
# title: Database port is open to the world
# description: |
#   An ingress rule lets any address reach the port of a database. Passwords are guessed there around the clock, and
#   a flaw of the server needs no login at all. Clients of a database are known: they have groups and ranges of
#   their own. A rule that opens every port, or every port above 1023, is found by aws-sg-ingress-all-ports instead.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
# custom:
#   id: aws-sg-ingress-database-ports
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
#     Let in the security group of the application, or the range of a VPN, and nobody else.
#   example: |
#     resource "aws_vpc_security_group_ingress_rule" "postgresql" {
#       security_group_id            = aws_security_group.database.id
#       referenced_security_group_id = aws_security_group.application.id
#       ip_protocol                  = "tcp"
#       from_port                    = 5432
#       to_port                      = 5432
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases:
#     - FG_R00248
#     - FG_R00249
#     - FG_R00256
#     - FG_R00257
#     - FG_R00258
#     - FG_R00261
#     - FG_R00264
#     - FG_R00215
#     - FG_R00216
#     - FG_R00217
package rules.aws.ec2.sg_ingress_database_ports

import rego.v1

import data.lib.aws_ingress
import data.lib.finding

_services := {
	1433: {"name": "SQL Server", "protocols": ["tcp"]},
	1434: {"name": "SQL Server Browser", "protocols": ["tcp", "udp"]},
	1521: {"name": "Oracle", "protocols": ["tcp"]},
	2382: {"name": "SQL Server Analysis Browser", "protocols": ["tcp"]},
	2383: {"name": "SQL Server Analysis Services", "protocols": ["tcp"]},
	2483: {"name": "Oracle", "protocols": ["tcp"]},
	2484: {"name": "Oracle with TLS", "protocols": ["tcp"]},
	3306: {"name": "MySQL", "protocols": ["tcp"]},
	5432: {"name": "PostgreSQL", "protocols": ["tcp"]},
	5439: {"name": "Redshift", "protocols": ["tcp"]},
	27017: {"name": "MongoDB", "protocols": ["tcp"]},
	27018: {"name": "MongoDB", "protocols": ["tcp"]},
	27019: {"name": "MongoDB", "protocols": ["tcp"]},
	33060: {"name": "MySQL X Protocol", "protocols": ["tcp"]},
	50000: {"name": "Db2", "protocols": ["tcp"]},
}

deny contains finding.at(resource, opening.path, sprintf("a database port %s", [opening.text])) if {
	some type in aws_ingress.types
	some resource in input.resources[type]
	some opening in aws_ingress.service_openings(resource, _services)
}
