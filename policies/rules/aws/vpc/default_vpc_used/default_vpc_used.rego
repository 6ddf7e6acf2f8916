# METADATA
# title: Default VPC is used
# description: |
#   The plan takes over the default VPC that AWS makes in each region, or a subnet of it. Its subnets all have a
#   route to the internet and give out public addresses, its range is that of every other default VPC, and what is
#   started without a thought lands in it.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
# custom:
#   id: aws-default-vpc-used
#   severity: low
#   domain: network
#   resources: [aws_default_vpc, aws_default_subnet]
#   attributes: []
#   context: [aws_default_vpc]
#   remediation: |
#     Make a VPC with subnets of your own, and delete the default one.
#   example: |
#     resource "aws_vpc" "main" {
#       cidr_block = "10.20.0.0/16"
#     }
#   controls:
#     nist_800_53: ["CM-7", "SC-7"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_148, AWS-0101, AVD-AWS-0101]
package rules.aws.vpc.default_vpc_used

import rego.v1

import data.lib.finding

deny contains finding.whole(vpc, "the default VPC of the region is used") if {
	some vpc in input.resources.aws_default_vpc
}

# Beside the VPC its subnets say nothing new.
deny contains finding.whole(subnet, "a subnet of the default VPC is used") if {
	some subnet in input.resources.aws_default_subnet
	count(object.get(input.resources, "aws_default_vpc", [])) == 0
}
