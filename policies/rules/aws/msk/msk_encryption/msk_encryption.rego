# METADATA
# title: MSK cluster or connector allows traffic in clear
# description: |
#   Clients or brokers may talk without TLS, so whoever is on the way reads and changes the records. TLS is the
#   default of both. A connector of MSK Connect, however, talks to its cluster in clear unless it says otherwise. What
#   is stored is always encrypted, with a key that AWS manages if none is given.
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html
# custom:
#   id: aws-msk-encryption
#   severity: high
#   domain: encryption
#   resources: [aws_msk_cluster, aws_mskconnect_connector]
#   attributes:
#     - encryption_info.encryption_in_transit.client_broker
#     - encryption_info.encryption_in_transit.in_cluster
#     - kafka_cluster_encryption_in_transit.encryption_type
#   never_computed: [encryption_info, encryption_info.encryption_in_transit, kafka_cluster_encryption_in_transit]
#   remediation: |
#     Set `client_broker = "TLS"`, and remove `in_cluster = false`; set `encryption_type = "TLS"` in
#     `kafka_cluster_encryption_in_transit` of a connector.
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
#       }
#
#       encryption_info {
#         encryption_in_transit {
#           client_broker = "TLS"
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["SC-8"]
#     pci_dss: ["4.2.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_81, AWS-0073, AVD-AWS-0073, AWS-0179, AVD-AWS-0179]
package rules.aws.msk.msk_encryption

import rego.v1

import data.lib.setting

_clusters := object.get(input.resources, "aws_msk_cluster", [])

_transit := ["encryption_info", 0, "encryption_in_transit", 0]

deny contains found if {
	choice := {"bad": {"PLAINTEXT", "TLS_PLAINTEXT"}}
	path := array.concat(_transit, ["client_broker"])
	some found in setting.one_of(_clusters, path, choice, "clients may talk to brokers in clear")
}

deny contains found if {
	path := array.concat(_transit, ["in_cluster"])
	some found in setting.one_of(_clusters, path, {"bad": {false}}, "brokers talk to each other in clear")
}

deny contains found if {
	connectors := object.get(input.resources, "aws_mskconnect_connector", [])
	choice := {"bad": {"PLAINTEXT"}, "default": "PLAINTEXT"}
	path := ["kafka_cluster_encryption_in_transit", 0, "encryption_type"]
	some found in setting.one_of(connectors, path, choice, "the connector talks to brokers in clear")
}
