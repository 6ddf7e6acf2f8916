# METADATA
# title: DocumentDB storage is not encrypted
# description: |
#   Storage, backups and snapshots of the cluster hold the data in clear, and encryption cannot be turned on
#   later. Terraform's default is off. Clusters that are made from a snapshot or a point in time take encryption
#   over, and those of a global cluster have what that has, so the source is judged. Elastic clusters are always
#   encrypted.
# related_resources:
#   - https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html
# custom:
#   id: aws-docdb-encryption
#   severity: high
#   domain: encryption
#   resources: [aws_docdb_cluster, aws_docdb_global_cluster, aws_docdb_cluster_snapshot]
#   attributes: [storage_encrypted]
#   satisfied_by:
#     snapshot_identifier: [aws_docdb_cluster_snapshot, data.aws_db_cluster_snapshot]
#     global_cluster_identifier: [aws_docdb_global_cluster]
#     source_db_cluster_identifier: [aws_docdb_cluster]
#   never_computed: [restore_to_point_in_time]
#   remediation: |
#     Set `storage_encrypted = true`, and `kms_key_id` if the key is to be your own; the cluster is made anew.
#   example: |
#     resource "aws_docdb_cluster" "shop" {
#       cluster_identifier          = "shop"
#       master_username             = "app"
#       manage_master_user_password = true
#       storage_encrypted           = true
#     }
#   controls:
#     nist_800_53: ["SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_74, CKV_AWS_292, AWS-0021, AVD-AWS-0021]
package rules.aws.docdb.docdb_encryption

import rego.v1

import data.lib.inherited
import data.lib.setting

_switch := ["storage_encrypted"]

_fault := "storage is not encrypted"

deny contains found if {
	sources := ["snapshot_identifier", "restore_to_point_in_time", "global_cluster_identifier"]
	some found in inherited.off(object.get(input.resources, "aws_docdb_cluster", []), _switch, sources, _fault)
}

deny contains found if {
	clusters := object.get(input.resources, "aws_docdb_global_cluster", [])
	some found in inherited.off(clusters, _switch, ["source_db_cluster_identifier"], _fault)
}

# Nobody sets this of a snapshot: it is known of one that is there already.
deny contains found if {
	snapshots := object.get(input.resources, "aws_docdb_cluster_snapshot", [])
	some found in setting.one_of(snapshots, _switch, {"bad": {false}}, "the snapshot is not encrypted")
}
