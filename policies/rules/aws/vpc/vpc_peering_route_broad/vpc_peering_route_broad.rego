# METADATA
# title: Everything is routed to a VPC peering connection
# description: |
#   A route sends all addresses that no other route has to a peered VPC. The whole of that VPC is in reach, where a
#   route for the subnet or the host that is needed would do, and traffic meant for the internet goes there, too.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html
# custom:
#   id: aws-vpc-peering-route-broad
#   severity: low
#   domain: network
#   resources: [aws_route, aws_route_table, aws_default_route_table]
#   attributes: []
#   subject: [route_table_id]
#   never_computed: [destination_cidr_block, destination_ipv6_cidr_block]
#   satisfied_by:
#     destination_cidr_block: [aws_vpc, aws_subnet, data.aws_vpc, data.aws_subnet]
#     destination_ipv6_cidr_block: [aws_vpc, aws_subnet, data.aws_vpc, data.aws_subnet]
#   remediation: |
#     Route to the peering connection only the range of the subnets that are needed there.
#   example: |
#     resource "aws_route" "shared_services" {
#       route_table_id            = aws_route_table.private.id
#       destination_cidr_block    = "10.30.4.0/24"
#       vpc_peering_connection_id = aws_vpc_peering_connection.shared.id
#     }
#   controls:
#     cis_aws: ["5.5"]
#     nist_800_53: ["AC-4", "AC-6", "SC-7"]
#     soc2: ["CC6.6"]
#   aliases: [CKV2_AWS_44]
package rules.aws.vpc.vpc_peering_route_broad

import rego.v1

import data.lib.attribute
import data.lib.aws_route
import data.lib.finding

deny contains finding.at(route.resource, route.path, msg) if {
	some route in aws_route.to_world(_peered)
	msg := sprintf("%s is routed to a VPC peering connection", [route.text])
}

_peered := [route |
	some route in aws_route.routes(input.resources)
	attribute.is_given(route, "vpc_peering_connection_id")
]
