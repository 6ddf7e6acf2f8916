# METADATA
# title: Search engine or key-value store is open to the world
# description: |
#   An ingress rule lets any address reach a search engine, a cache or a key-value store. Many of these ask for no
#   password unless they are told to, so what they hold can be read, changed and deleted by whoever finds them. A
#   rule that opens every port, or every port above 1023, is found by aws-sg-ingress-all-ports instead.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
# custom:
#   id: aws-sg-ingress-search-and-kv-ports
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
#     resource "aws_vpc_security_group_ingress_rule" "redis" {
#       security_group_id            = aws_security_group.cache.id
#       referenced_security_group_id = aws_security_group.application.id
#       ip_protocol                  = "tcp"
#       from_port                    = 6379
#       to_port                      = 6379
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [FG_R00212, FG_R00213, FG_R00214, FG_R00242, FG_R00243, FG_R00265, FG_R00267]
package rules.aws.ec2.sg_ingress_search_and_kv_ports

import rego.v1

import data.lib.aws_ingress
import data.lib.finding

_services := {
	2181: {"name": "ZooKeeper", "protocols": ["tcp"]},
	2379: {"name": "etcd", "protocols": ["tcp"]},
	2380: {"name": "etcd peers", "protocols": ["tcp"]},
	5601: {"name": "OpenSearch Dashboards", "protocols": ["tcp"]},
	6379: {"name": "Redis", "protocols": ["tcp"]},
	7000: {"name": "Cassandra nodes", "protocols": ["tcp"]},
	7001: {"name": "Cassandra nodes with TLS", "protocols": ["tcp"]},
	7199: {"name": "Cassandra JMX", "protocols": ["tcp"]},
	9042: {"name": "Cassandra", "protocols": ["tcp"]},
	9160: {"name": "Cassandra Thrift", "protocols": ["tcp"]},
	9200: {"name": "Elasticsearch", "protocols": ["tcp"]},
	9300: {"name": "Elasticsearch nodes", "protocols": ["tcp"]},
	11211: {"name": "Memcached", "protocols": ["tcp", "udp"]},
	11214: {"name": "Memcached", "protocols": ["tcp", "udp"]},
	11215: {"name": "Memcached with TLS", "protocols": ["tcp", "udp"]},
	61621: {"name": "Cassandra OpsCenter agent", "protocols": ["tcp"]},
}

deny contains finding.at(resource, opening.path, sprintf("a search engine or key-value store %s", [opening.text])) if {
	some type in aws_ingress.types
	some resource in input.resources[type]
	some opening in aws_ingress.service_openings(resource, _services)
}
