# METADATA
# title: Network ACL belongs to no subnet
# description: |
#   The ACL names no subnet, and no association of the plan gives it one, so its entries keep nobody out while they
#   look as if they did. Subnets of another configuration may use it.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
# custom:
#   id: aws-nacl-unattached
#   severity: low
#   domain: network
#   opt_in: true
#   resources: [aws_network_acl]
#   attributes: []
#   linked: [aws_network_acl_association.network_acl_id]
#   remediation: |
#     Give the ACL its subnets with `subnet_ids` or an `aws_network_acl_association`, or remove it.
#   example: |
#     resource "aws_network_acl" "public" {
#       vpc_id     = aws_vpc.main.id
#       subnet_ids = [aws_subnet.public.id]
#     }
#   controls:
#     nist_800_53: ["CM-7"]
#     soc2: ["CC6.6"]
#   aliases: [CKV2_AWS_1]
package rules.aws.vpc.nacl_unattached

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding

_association := "aws_network_acl_association"

deny contains finding.without(acl, ["subnet_ids"], {_association}, msg) if {
	some acl in input.resources.aws_network_acl
	attribute.is_left_out(acl, "subnet_ids")
	not companion.has(acl, _association)
	msg := "no subnet uses the ACL: `subnet_ids` is not set"
}
