# METADATA
# title: Backups are reduced
# description: |
#   The change turns backups or recovery to a point in time off, or keeps backups or deleted data for a shorter
#   time than before. What is older than the new term is often deleted at once. The parameters `backup_switches`
#   and `backup_retentions` name the attributes; how long logs are kept is not among them.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html
#   - https://learn.microsoft.com/en-us/azure/backup/backup-overview
#   - https://cloud.google.com/sql/docs/mysql/backup-recovery/backups
# custom:
#   id: change-backup-reduced
#   severity: medium
#   domain: change
#   resources: []
#   attributes: []
#   sections: [changes]
#   remediation: Leave the backups as they are, or make sure that the shorter term is what is asked for.
#   example: |
#     resource "aws_db_instance" "orders" {
#       identifier              = "orders"
#       backup_retention_period = 14
#     }
#   controls:
#     nist_800_53: ["CM-3", "CP-9"]
#   aliases: []
package rules.change.protection.backup_reduced

import rego.v1

import data.lib.change
import data.lib.finding

_switches := change.watch(data.params.backup_switches)

_retentions := change.watch(data.params.backup_retentions)

deny contains finding.at(changed, difference.path, msg) if {
	some changed in input.changes
	change.is_rewrite(changed)
	some difference in change.losses(changed, _switches)
	msg := sprintf("backups are reduced: %s", [change.words(difference)])
}

deny contains finding.at(changed, difference.path, msg) if {
	some changed in input.changes
	change.is_rewrite(changed)
	some difference in change.differences(changed, _retentions)
	is_number(difference.before)
	_is_less(difference)
	msg := sprintf("backups are reduced: %s", [change.words(difference)])
}

_is_less(difference) if {
	is_number(difference.after)
	difference.after < difference.before
}

_is_less(difference) if {
	difference.after == null
	difference.before > 0
}
