# METADATA
# title: Neptune storage is not encrypted
# description: |
#   Storage, backups and snapshots of the cluster hold the graph in clear, and encryption cannot be turned on
#   later. Terraform's default is off. Clusters that are made from a snapshot or another cluster take encryption
#   over, and those of a global database have what that has, so the source is judged. Neptune Analytics graphs
#   are always encrypted.
# related_resources:
#   - https://docs.aws.amazon.com/neptune/latest/userguide/encrypt.html
# custom:
#   id: aws-neptune-encryption
#   severity: high
#   domain: encryption
#   resources: [aws_neptune_cluster, aws_neptune_global_cluster, aws_neptune_cluster_snapshot]
#   attributes: [storage_encrypted]
#   satisfied_by:
#     snapshot_identifier: [aws_neptune_cluster_snapshot, data.aws_db_cluster_snapshot]
#     replication_source_identifier: [aws_neptune_cluster]
#     global_cluster_identifier: [aws_neptune_global_cluster]
#     source_db_cluster_identifier: [aws_neptune_cluster]
#   remediation: |
#     Set `storage_encrypted = true`, and `kms_key_arn` if the key is to be your own; the cluster is made anew.
#   example: |
#     resource "aws_neptune_cluster" "graph" {
#       cluster_identifier                  = "graph"
#       iam_database_authentication_enabled = true
#       storage_encrypted                   = true
#     }
#   controls:
#     nist_800_53: ["SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_44, CKV_AWS_279, AWS-0076, AVD-AWS-0076]
package rules.aws.neptune.neptune_encryption

import rego.v1

import data.lib.inherited
import data.lib.setting

_switch := ["storage_encrypted"]

_fault := "storage is not encrypted"

deny contains found if {
	sources := ["snapshot_identifier", "replication_source_identifier", "global_cluster_identifier"]
	some found in inherited.off(object.get(input.resources, "aws_neptune_cluster", []), _switch, sources, _fault)
}

deny contains found if {
	clusters := object.get(input.resources, "aws_neptune_global_cluster", [])
	some found in inherited.off(clusters, _switch, ["source_db_cluster_identifier"], _fault)
}

# Nobody sets this of a snapshot: it is known of one that is there already.
deny contains found if {
	snapshots := object.get(input.resources, "aws_neptune_cluster_snapshot", [])
	some found in setting.one_of(snapshots, _switch, {"bad": {false}}, "the snapshot is not encrypted")
}
