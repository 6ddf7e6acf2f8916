# METADATA
# title: RDS cluster storage is not encrypted
# description: |
#   Storage, backups and snapshots of the cluster hold the data in clear, and encryption cannot be turned on
#   later without building the cluster anew. Terraform's default is off, but for Aurora Serverless v1, which is
#   always encrypted. Clusters made from another one, from a snapshot or from a point in time take encryption over
#   from their source, and those that say nothing in a global cluster from that, which is judged itself.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html
# custom:
#   id: aws-rds-cluster-encryption
#   severity: high
#   domain: encryption
#   resources: [aws_rds_cluster, aws_rds_global_cluster]
#   attributes: [storage_encrypted]
#   satisfied_by:
#     replication_source_identifier: [aws_rds_cluster, aws_db_instance, data.aws_rds_cluster, data.aws_db_instance]
#     snapshot_identifier:
#       [aws_db_cluster_snapshot, aws_rds_cluster_snapshot_copy, aws_db_snapshot, data.aws_db_cluster_snapshot]
#     source_db_cluster_identifier: [aws_rds_cluster, data.aws_rds_cluster]
#     global_cluster_identifier: [aws_rds_global_cluster, data.aws_rds_global_cluster]
#   never_computed: [restore_to_point_in_time]
#   remediation: Set `storage_encrypted = true`, and `kms_key_id` if the key is to be your own.
#   example: |
#     resource "aws_rds_cluster" "main" {
#       engine                      = "aurora-postgresql"
#       master_username             = "app"
#       manage_master_user_password = true
#       storage_encrypted           = true
#     }
#   controls:
#     nist_800_53: ["SC-28"]
#     pci_dss: ["3.5.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_96, CKV_AWS_140, AWS-0079, AVD-AWS-0079]
package rules.aws.rds.rds_cluster_encryption

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.rds
import data.lib.text

deny contains finding.at(cluster, ["storage_encrypted"], msg) if {
	some cluster in _unencrypted
	every key in _others(cluster) {
		not _decides(cluster, key)
		not attribute.is_deferred(cluster, [key])
	}
	msg := sprintf("storage is not encrypted: %s", [text.state(cluster.values, "storage_encrypted")])
}

deny contains finding.at(cluster, [key], msg) if {
	some cluster in _unencrypted
	every known in _others(cluster) {
		not _decides(cluster, known)
	}
	some key in _others(cluster)
	attribute.is_deferred(cluster, [key])
	msg := sprintf("storage is not encrypted, unless `%s` makes it so", [key])
}

_unencrypted contains cluster if {
	some type in ["aws_rds_cluster", "aws_rds_global_cluster"]
	some cluster in input.resources[type]
	attribute.is_off(cluster, ["storage_encrypted"])
}

# What may encrypt the cluster all the same. One that turns encryption off does not follow a global cluster.
_others(cluster) := [key |
	some key in [
		"source_db_cluster_identifier",
		"replication_source_identifier",
		"snapshot_identifier",
		"restore_to_point_in_time",
		"global_cluster_identifier",
		"engine_mode",
	]
	not _is_without_effect(cluster, key)
]

# Of a global cluster it is the name.
_is_without_effect(cluster, "global_cluster_identifier") if cluster.type == "aws_rds_global_cluster"

_is_without_effect(cluster, "global_cluster_identifier") if cluster.values.storage_encrypted == false

_decides(cluster, "engine_mode") if rds.is_old_serverless(cluster)

_decides(cluster, key) if {
	key != "engine_mode"
	attribute.is_set(cluster.values, key)
}
