# METADATA
# title: Copy of an RDS backup names no key of the customer
# description: |
#   A copy of a snapshot that names no key keeps that of the snapshot, which may be the one of AWS or none, and a
#   backup that is replicated to another region is encrypted with the key of AWS there. A key of one's own, named with
#   the copy, says who may read it, and lets access be taken back where the copy lies.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html
# custom:
#   id: aws-rds-snapshot-copy-cmk
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_db_snapshot_copy, aws_rds_cluster_snapshot_copy, aws_db_instance_automated_backups_replication]
#   attributes: [kms_key_id]
#   satisfied_by:
#     kms_key_id: [aws_kms_key, aws_kms_replica_key, aws_kms_external_key, aws_kms_replica_external_key]
#   remediation: Set `kms_key_id` to the ARN of a key of your own in the region of the copy.
#   example: |
#     resource "aws_db_instance_automated_backups_replication" "orders" {
#       source_db_instance_arn = aws_db_instance.orders.arn
#       kms_key_id             = aws_kms_key.orders_replica.arn
#     }
#   controls:
#     nist_800_53: ["CP-9", "SC-12", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_245, CKV_AWS_266]
package rules.aws.rds.rds_snapshot_copy_cmk

import rego.v1

import data.lib.own_key

_types := ["aws_db_snapshot_copy", "aws_rds_cluster_snapshot_copy", "aws_db_instance_automated_backups_replication"]

deny contains found if {
	some type in _types
	some copy in input.resources[type]
	some found in own_key.missing([copy], ["kms_key_id"], "the copy names no key of the customer")
}
