# METADATA
# title: Default route goes elsewhere than to a NAT gateway
# description: |
#   A default route sends traffic straight to an internet gateway, or through a machine or a peered VPC. Behind an
#   internet gateway every public address can be reached from outside, which public subnets are for. Run this rule
#   where all subnets are meant to be private. Transit gateways, firewall endpoints, egress-only and virtual private
#   gateways are fine.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
#   - https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
# custom:
#   id: aws-default-route-not-nat
#   severity: low
#   domain: network
#   opt_in: true
#   resources: [aws_route, aws_route_table, aws_default_route_table]
#   attributes: []
#   linked: [aws_internet_gateway, aws_vpn_gateway]
#   subject: [route_table_id]
#   remediation: |
#     Send the default route to a NAT gateway, or for IPv6 to an egress-only internet gateway.
#   example: |
#     resource "aws_route" "default" {
#       route_table_id         = aws_route_table.private.id
#       destination_cidr_block = "0.0.0.0/0"
#       nat_gateway_id         = aws_nat_gateway.main.id
#     }
#   controls:
#     nist_800_53: ["SC-7"]
#     soc2: ["CC6.6"]
#   aliases: [CKV2_AWS_35]
package rules.aws.vpc.default_route_not_nat

import rego.v1

import data.lib.attribute
import data.lib.aws_route
import data.lib.companion
import data.lib.finding

_targets := {
	"gateway_id": "an internet gateway",
	"carrier_gateway_id": "a carrier gateway",
	"instance_id": "an instance",
	"network_interface_id": "a network interface",
	"vpc_peering_connection_id": "a VPC peering connection",
}

deny contains finding.at(route.resource, path, msg) if {
	some route in aws_route.to_world(aws_route.routes(input.resources))
	some target, words in _targets
	attribute.is_given(route, target)
	some path in _paths(route, target)
	msg := sprintf("%s is routed to %s", [route.text, words])
}

_paths(route, target) := {route.path} if target != "gateway_id"

_paths(route, target) := known | sure | unsure if {
	target == "gateway_id"
	known := {route.path | startswith(route.values.gateway_id, "igw-")}
	deferred := {route.path | attribute.is_deferred(route, ["gateway_id"])}
	private := {path |
		some path in deferred
		companion.has(route.resource, "aws_vpn_gateway")
	}
	public := {path |
		some path in deferred
		companion.has(route.resource, "aws_internet_gateway")
	}
	sure := public - private
	unsure := {array.concat(route.prefix, ["gateway_id"]) |
		some path in deferred
		count(public) == count(private)
	}
}
