# METADATA
# title: MemoryDB is not encrypted with a key of the customer
# description: |
#   MemoryDB always encrypts what it stores, with a key of its own if nothing else is said. A KMS key of the
#   customer's own adds who may use it, a record of each use, and a way to take all access back. It can't be given
#   later without making the cluster anew. Snapshots of a cluster of the plan that has a key are fine.
# related_resources:
#   - https://docs.aws.amazon.com/memorydb/latest/devguide/at-rest-encryption.html
# custom:
#   id: aws-memorydb-encryption
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_memorydb_cluster, aws_memorydb_snapshot]
#   attributes: [kms_key_arn]
#   linked: [aws_memorydb_cluster]
#   satisfied_by:
#     kms_key_arn: [aws_kms_key, aws_kms_replica_key, aws_kms_external_key]
#   remediation: Set `kms_key_arn` to a key of your own.
#   example: |
#     resource "aws_memorydb_cluster" "sessions" {
#       name        = "sessions"
#       acl_name    = aws_memorydb_acl.sessions.name
#       node_type   = "db.t4g.small"
#       kms_key_arn = aws_kms_key.sessions.arn
#     }
#   controls:
#     nist_800_53: ["SC-12", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_201, CKV_AWS_278]
package rules.aws.memorydb.memorydb_encryption

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.setting

_fault := "data is encrypted with a key of MemoryDB"

deny contains found if {
	clusters := object.get(input.resources, "aws_memorydb_cluster", [])
	some found in setting.unset(clusters, ["kms_key_arn"], _fault)
}

deny contains found if {
	snapshots := [snapshot |
		some snapshot in input.resources.aws_memorydb_snapshot
		not _is_of_cluster_with_key(snapshot)
	]
	some found in setting.unset(snapshots, ["kms_key_arn"], _fault)
}

_is_of_cluster_with_key(snapshot) if {
	some cluster in array.concat(
		companion.certain(snapshot, "aws_memorydb_cluster"),
		companion.possible(snapshot, "aws_memorydb_cluster"),
	)
	attribute.is_given(cluster, "kms_key_arn")
}
