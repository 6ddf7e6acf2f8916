# METADATA
# title: Backups or the retention of data are reduced
# description: |
#   The change turns backups or recovery to a point in time off, or keeps backups or deleted data for a shorter
#   time than before. So does a shorter retention of what a store holds: of logs, of a stream, of audit records.
#   What is older than the new term is often deleted at once. The parameters `backup_switches`,
#   `backup_retentions` and `data_retentions` name the attributes; the rules of an AWS Backup plan are matched by
#   their names.
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
#     soc2: ["CC8.1"]
#   aliases: []
package rules.change.protection.backup_reduced

import rego.v1

import data.lib.attribute
import data.lib.change
import data.lib.finding

_switches := change.watch(data.params.backup_switches)

_terms := change.watch(data.params.backup_retentions)

deny contains finding.at(changed, difference.path, msg) if {
	some changed in input.changes
	change.is_rewrite(changed)
	some difference in change.losses(changed, _switches)
	msg := sprintf("backups are reduced: %s", [change.words(difference)])
}

deny contains finding.at(changed, difference.path, msg) if {
	some changed in input.changes
	change.is_rewrite(changed)
	some difference in change.shortenings(changed, _terms)
	msg := sprintf("backups are reduced: %s", [change.words(difference)])
}

deny contains finding.at(changed, difference.path, msg) if {
	some changed in input.changes
	change.is_rewrite(changed)
	_retentions[changed.type]
	some difference in change.differences(changed, _retentions[changed.type])
	_is_shorter(difference, sprintf("%s.%s", [changed.type, difference.name]))
	msg := sprintf("retention is reduced: %s", [change.words(difference)])
}

# The rules of a backup plan are a set: each has a name of its own.
deny contains finding.at(changed, path, msg) if {
	some changed in input.changes
	changed.type == "aws_backup_plan"
	change.is_rewrite(changed)
	some i, rule in changed.after.rule
	some old in changed.before.rule
	rule.rule_name == old.rule_name
	some path in _shorter(changed, i, rule, old)
	msg := sprintf("backups are reduced: `rule.lifecycle.delete_after` of `%s` %s", [rule.rule_name, _was(rule, old)])
}

deny contains finding.at(changed, ["rule"], msg) if {
	some changed in input.changes
	changed.type == "aws_backup_plan"
	change.is_rewrite(changed)
	some name in _names(changed.before)
	not name in _names(changed.after)
	count(_names(changed.after)) < count(_names(changed.before))
	msg := sprintf("backups are reduced: there is no rule `%s` any more", [name])
}

_retentions := {type: change.watch(names) | some type, names in data.params.data_retentions}

_is_shorter(difference, name) if {
	some before in _span(difference.before, name)
	some after in _span(difference.after, name)
	after < before
}

_is_shorter(difference, _) if difference.deferred

# No term, or none at all, is for ever.
_span(value, name) := {1000000000} if {
	name in data.params.endless_retentions
	value in {null, 0}
}

_span(value, name) := change.term(value) if {
	not name in data.params.endless_retentions
	value != null
}

_span(value, name) := change.term(value) if {
	name in data.params.endless_retentions
	not value in {null, 0}
}

_span(value, name) := {0} if {
	not name in data.params.endless_retentions
	value == null
}

_shorter(changed, i, rule, old) := {["rule", i, "lifecycle", 0, "delete_after"] |
	some days in _days(rule)
	_is_less(days, old)
} | {path |
	path := ["rule", i, "lifecycle", 0, "delete_after"]
	attribute.is_deferred(changed, path)
}

_is_less(_, old) if count(_days(old)) == 0

_is_less(days, old) if {
	some before in _days(old)
	days < before
}

# Backups that no lifecycle deletes stay.
_days(rule) := {lifecycle.delete_after |
	is_array(rule.lifecycle)
	some lifecycle in rule.lifecycle
	is_number(lifecycle.delete_after)
	lifecycle.delete_after > 0
}

_was(rule, old) := sprintf("was %s and is %s", [_day(old, "not set"), _day(rule, "known only after apply")])

_day(rule, otherwise) := concat("", array.slice(
	array.concat([sprintf("%v", [days]) | some days in _days(rule)], [otherwise]),
	0, 1,
))

_names(values) := {rule.rule_name |
	is_array(values.rule)
	some rule in values.rule
}
