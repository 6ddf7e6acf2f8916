# METADATA
# title: Transit gateway accepts shared attachments by itself
# description: |
#   Every account that the transit gateway is shared with can attach a VPC, and nobody looks at it. Unless the route
#   tables are set up otherwise, what is attached reaches all other networks at once. AWS leaves this off.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
# custom:
#   id: aws-tgw-auto-accept
#   severity: medium
#   domain: network
#   resources: [aws_ec2_transit_gateway]
#   attributes: [auto_accept_shared_attachments]
#   remediation: |
#     Remove `auto_accept_shared_attachments = "enable"`, and accept attachments with
#     `aws_ec2_transit_gateway_vpc_attachment_accepter`.
#   example: |
#     resource "aws_ec2_transit_gateway" "core" {
#       auto_accept_shared_attachments = "disable"
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_331]
package rules.aws.vpc.tgw_auto_accept

import rego.v1

import data.lib.setting

deny contains found if {
	gateways := object.get(input.resources, "aws_ec2_transit_gateway", [])
	fault := "attachments of other accounts are accepted without approval"
	some found in setting.one_of(gateways, ["auto_accept_shared_attachments"], {"bad": {"enable"}}, fault)
}
