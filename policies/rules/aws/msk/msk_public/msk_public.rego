# METADATA
# title: MSK brokers have public addresses
# description: |
#   The brokers have addresses on the internet. MSK then insists on authentication and TLS, so the security group
#   and the secrets of the clients are all that keeps others from the records. Off is the default.
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html
# custom:
#   id: aws-msk-public
#   severity: high
#   domain: exposure
#   resources: [aws_msk_cluster]
#   attributes: [broker_node_group_info.connectivity_info.public_access.type]
#   never_computed: [broker_node_group_info]
#   remediation: |
#     Set `type = "DISABLED"` in `public_access`, and let clients connect from the VPC, through a VPN or with
#     PrivateLink.
#   example: |
#     resource "aws_msk_cluster" "events" {
#       cluster_name           = "events"
#       kafka_version          = "3.9.x"
#       number_of_broker_nodes = 3
#
#       broker_node_group_info {
#         instance_type   = "kafka.m7g.large"
#         client_subnets  = aws_subnet.private[*].id
#         security_groups = [aws_security_group.events.id]
#
#         connectivity_info {
#           public_access {
#             type = "DISABLED"
#           }
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_291]
package rules.aws.msk.msk_public

import rego.v1

import data.lib.setting

_path := ["broker_node_group_info", 0, "connectivity_info", 0, "public_access", 0, "type"]

deny contains found if {
	clusters := object.get(input.resources, "aws_msk_cluster", [])
	some found in setting.one_of(clusters, _path, {"bad": {"SERVICE_PROVIDED_EIPS"}}, "brokers have public addresses")
}
