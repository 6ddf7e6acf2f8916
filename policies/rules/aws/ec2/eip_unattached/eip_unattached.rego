# METADATA
# title: Elastic IP address belongs to nothing
# description: |
#   No machine, network interface, NAT gateway or load balancer of the plan has the address. It costs money while it
#   is idle, and others trust an address that they have once been given. What another configuration or a script
#   attaches is not seen here.
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
# custom:
#   id: aws-eip-unattached
#   severity: low
#   domain: network
#   opt_in: true
#   resources: [aws_eip]
#   attributes: []
#   linked:
#     - aws_alb.subnet_mapping
#     - aws_eip_association.allocation_id
#     - aws_eip_association.public_ip
#     - aws_lb.subnet_mapping
#     - aws_medialive_channel.vpc
#     - aws_nat_gateway.allocation_id
#     - aws_nat_gateway.availability_zone_address
#     - aws_nat_gateway.secondary_allocation_ids
#     - aws_nat_gateway_eip_association.allocation_id
#     - aws_redshift_cluster.elastic_ip
#     - aws_transfer_server.endpoint_details
#   remediation: |
#     Attach the address with an `aws_eip_association`, or release it.
#   example: |
#     resource "aws_eip_association" "gateway" {
#       allocation_id        = aws_eip.gateway.id
#       network_interface_id = aws_network_interface.gateway.id
#     }
#   controls:
#     nist_800_53: ["CM-8"]
#     soc2: ["CC6.6"]
#   aliases: [CKV2_AWS_19]
package rules.aws.ec2.eip_unattached

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding

_users := {
	"aws_alb",
	"aws_eip_association",
	"aws_lb",
	"aws_medialive_channel",
	"aws_nat_gateway",
	"aws_nat_gateway_eip_association",
	"aws_redshift_cluster",
	"aws_transfer_server",
}

deny contains finding.without(address, [], _users, "nothing in the plan has the address") if {
	some address in input.resources.aws_eip
	every key in ["instance", "network_interface", "association_id"] {
		attribute.is_left_out(address, key)
	}
	linked := [type |
		some type in _users
		companion.has(address, type)
	]
	count(linked) == 0
}
