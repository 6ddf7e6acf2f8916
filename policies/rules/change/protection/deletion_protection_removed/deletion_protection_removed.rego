# METADATA
# title: Protection against deletion is taken away
# description: |
#   The change turns off what keeps a resource from being deleted by mistake, or turns on what lets a deletion go
#   through at once: without a final snapshot, or with everything inside. It is often the first half of a
#   deletion, and then it should be known as such. The parameters `deletion_protections` and `deletion_shortcuts`
#   name the attributes.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html
#   - https://learn.microsoft.com/en-us/azure/key-vault/general/soft-delete-overview
#   - https://cloud.google.com/sql/docs/mysql/deletion-protection
# custom:
#   id: change-deletion-protection-removed
#   severity: medium
#   domain: change
#   resources: []
#   attributes: []
#   sections: [changes]
#   remediation: Leave the protection on until the resource is to be deleted, and delete it in a change of its own.
#   example: |
#     resource "aws_rds_cluster" "orders" {
#       cluster_identifier        = "orders"
#       engine                    = "aurora-postgresql"
#       deletion_protection       = true
#       skip_final_snapshot       = false
#       final_snapshot_identifier = "orders-final"
#     }
#   controls:
#     nist_800_53: ["CM-3", "CP-9"]
#   aliases: []
package rules.change.protection.deletion_protection_removed

import rego.v1

import data.lib.change
import data.lib.finding

_protections := change.watch(data.params.deletion_protections)

_shortcuts := change.watch(data.params.deletion_shortcuts)

deny contains finding.at(changed, difference.path, msg) if {
	some changed in input.changes
	change.is_rewrite(changed)
	some difference in change.losses(changed, _protections)
	msg := sprintf("protection against deletion is taken away: %s", [change.words(difference)])
}

deny contains finding.at(changed, difference.path, msg) if {
	some changed in input.changes
	change.is_rewrite(changed)
	some difference in change.gains(changed, _shortcuts)
	msg := sprintf("deletion goes through at once: %s", [change.words(difference)])
}
