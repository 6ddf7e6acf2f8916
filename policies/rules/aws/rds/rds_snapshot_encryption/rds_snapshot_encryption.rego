# METADATA
# title: RDS snapshot is not encrypted
# description: |
#   The snapshot holds a whole database in clear, and it can be shared with everybody, which no encrypted snapshot
#   can. A snapshot is encrypted if its database is, so before it is made nothing is decided here: the database is
#   judged. Found are snapshots and copies that exist and are known to be in clear.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
# custom:
#   id: aws-rds-snapshot-encryption
#   severity: high
#   domain: encryption
#   resources: [aws_db_snapshot, aws_db_cluster_snapshot, aws_db_snapshot_copy, aws_rds_cluster_snapshot_copy]
#   attributes: []
#   remediation: Copy the snapshot with a `kms_key_id`, delete the one in clear, and encrypt the database.
#   example: |
#     resource "aws_db_snapshot_copy" "orders" {
#       source_db_snapshot_identifier = aws_db_snapshot.orders.db_snapshot_arn
#       target_db_snapshot_identifier = "orders-encrypted"
#       kms_key_id                    = aws_kms_key.main.arn
#     }
#   controls:
#     nist_800_53: ["CP-9", "SC-28"]
#     pci_dss: ["3.5.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_146]
package rules.aws.rds.rds_snapshot_encryption

import rego.v1

import data.lib.finding
import data.lib.text

_switches := {
	"aws_db_snapshot": "encrypted",
	"aws_db_snapshot_copy": "encrypted",
	"aws_db_cluster_snapshot": "storage_encrypted",
	"aws_rds_cluster_snapshot_copy": "storage_encrypted",
}

deny contains finding.at(snapshot, [switch], msg) if {
	some type, switch in _switches
	some snapshot in input.resources[type]
	snapshot.values[switch] == false
	msg := sprintf("the snapshot is not encrypted: %s", [text.state(snapshot.values, switch)])
}
