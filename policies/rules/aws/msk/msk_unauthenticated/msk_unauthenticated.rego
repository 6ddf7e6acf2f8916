# METADATA
# title: MSK cluster asks for no credentials
# description: |
#   Whoever reaches the brokers over the network may read, write and delete every topic: the cluster takes clients
#   without credentials, which is the default of one that says nothing. A cluster that takes credentials as well is
#   no better as long as `unauthenticated` is true. Serverless clusters always ask for IAM credentials.
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/kafka_apis_iam.html
# custom:
#   id: aws-msk-unauthenticated
#   severity: medium
#   domain: iam
#   resources: [aws_msk_cluster]
#   attributes: [client_authentication.unauthenticated]
#   never_computed: [client_authentication]
#   remediation: |
#     Turn on IAM, SCRAM or client certificates in `client_authentication`, and remove `unauthenticated = true`.
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
#       client_authentication {
#         sasl {
#           iam = true
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["AC-3", "IA-2"]
#     soc2: ["CC6.3"]
#   aliases: []
package rules.aws.msk.msk_unauthenticated

import rego.v1

import data.lib.setting

_clusters := object.get(input.resources, "aws_msk_cluster", [])

_fault := "clients need no credentials"

deny contains found if {
	some found in setting.on(_clusters, ["client_authentication", 0, "unauthenticated"], _fault)
}

deny contains found if {
	some found in setting.unset(_clusters, ["client_authentication"], _fault)
}
