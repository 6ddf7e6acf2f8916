# METADATA
# title: RDS snapshot is shared with everyone
# description: |
#   Every AWS account may copy the snapshot and restore the database from it, with all that is in it. Public
#   snapshots are listed in the console of everybody and are searched for secrets. Only snapshots that
#   are not encrypted can be shared like this.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html
# custom:
#   id: aws-rds-snapshot-public
#   severity: critical
#   domain: exposure
#   resources: [aws_db_snapshot, aws_db_cluster_snapshot, aws_db_snapshot_copy, aws_rds_cluster_snapshot_copy]
#   attributes: [shared_accounts]
#   remediation: Take `all` out of `shared_accounts`, and name the accounts that need the snapshot.
#   example: |
#     resource "aws_db_snapshot" "orders" {
#       db_instance_identifier = aws_db_instance.orders.identifier
#       db_snapshot_identifier = "orders-2026-01"
#       shared_accounts        = ["111122223333"]
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-4"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_302]
package rules.aws.rds.rds_snapshot_public

import rego.v1

import data.lib.finding

_types := ["aws_db_snapshot", "aws_db_cluster_snapshot", "aws_db_snapshot_copy", "aws_rds_cluster_snapshot_copy"]

deny contains finding.at(snapshot, ["shared_accounts", i], "every AWS account may restore it") if {
	some type in _types
	some snapshot in input.resources[type]
	some i, account in snapshot.values.shared_accounts
	account == "all"
}
