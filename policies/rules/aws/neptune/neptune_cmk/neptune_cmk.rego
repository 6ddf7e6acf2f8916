# METADATA
# title: Neptune is not encrypted with a key of the customer
# description: |
#   An encrypted cluster that names no key gets the one that AWS manages for the account. A KMS key of the
#   customer's own adds who may use it, a record of each use, and a way to take all access back, and snapshots
#   can be shared with other accounts. Clusters made from a snapshot or another cluster may have the key of
#   that, and clusters without encryption are the matter of another rule; neither is judged.
# related_resources:
#   - https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html
# custom:
#   id: aws-neptune-cmk
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_neptune_cluster, aws_neptunegraph_graph]
#   attributes: [kms_key_arn, kms_key_identifier]
#   satisfied_by:
#     kms_key_arn:
#       - aws_kms_key
#       - aws_kms_replica_key
#       - aws_kms_external_key
#       - aws_kms_replica_external_key
#       - aws_kms_alias
#     kms_key_identifier:
#       - aws_kms_key
#       - aws_kms_replica_key
#       - aws_kms_external_key
#       - aws_kms_replica_external_key
#       - aws_kms_alias
#   remediation: |
#     Set `kms_key_arn`, or `kms_key_identifier` of a graph, to a key of your own; the cluster is made anew.
#   example: |
#     resource "aws_neptune_cluster" "graph" {
#       cluster_identifier                  = "graph"
#       iam_database_authentication_enabled = true
#       storage_encrypted                   = true
#       kms_key_arn                         = aws_kms_key.graph.arn
#     }
#   controls:
#     nist_800_53: ["SC-12", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_280, CKV_AWS_347, AWS-0128, AVD-AWS-0128]
package rules.aws.neptune.neptune_cmk

import rego.v1

import data.lib.attribute
import data.lib.own_key

_fault := "the key is not the customer's own"

deny contains found if {
	some cluster in input.resources.aws_neptune_cluster
	not attribute.is_off(cluster, ["storage_encrypted"])
	attribute.is_left_out(cluster, "snapshot_identifier")
	attribute.is_left_out(cluster, "replication_source_identifier")
	some found in own_key.missing([cluster], ["kms_key_arn"], _fault)
}

deny contains found if {
	graphs := object.get(input.resources, "aws_neptunegraph_graph", [])
	some found in own_key.missing(graphs, ["kms_key_identifier"], _fault)
}
