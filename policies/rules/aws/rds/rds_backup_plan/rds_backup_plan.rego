# METADATA
# title: RDS database is in no AWS Backup plan
# description: |
#   The database's own backups end with the retention of at most 35 days and belong to the account. A plan of AWS
#   Backup keeps others for longer, in a vault with a policy of its own, in other regions and accounts. Judged is
#   what the selections of the same plan say: by ARN, by pattern or by tag. A selection that is kept in another
#   configuration is not seen. Read replicas are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
# custom:
#   id: aws-rds-backup-plan
#   severity: low
#   domain: resilience
#   opt_in: true
#   resources: [aws_rds_cluster, aws_db_instance]
#   attributes: []
#   linked: [aws_backup_selection.resources]
#   context: [aws_backup_selection]
#   never_computed: [selection_tag]
#   remediation: Add the ARN of the database, or one of its tags, to an `aws_backup_selection`.
#   example: |
#     resource "aws_backup_selection" "databases" {
#       name         = "databases"
#       plan_id      = aws_backup_plan.daily.id
#       iam_role_arn = aws_iam_role.backup.arn
#       resources    = [aws_rds_cluster.orders.arn]
#     }
#   controls:
#     nist_800_53: ["CP-9"]
#     soc2: ["A1.2"]
#   aliases: [CKV2_AWS_8]
package rules.aws.rds.rds_backup_plan

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding
import data.lib.rds

_selection := "aws_backup_selection"

_msg := "no backup plan selects the database"

deny contains finding.without(database, [], {_selection}, _msg) if {
	some database in _unselected
	count(_doubts(database)) == 0
}

deny contains finding.beside(database, [], doubt.resource, doubt.path, _msg) if {
	some database in _unselected
	some doubt in _doubts(database)
}

_unselected contains database if {
	some type, kind in {"aws_rds_cluster": "cluster", "aws_db_instance": "db"}
	some database in input.resources[type]
	not rds.is_replica(database)
	not companion.has(database, _selection)
	selecting := [selection |
		some selection in _selections
		_selects(selection, database, kind)
	]
	count(selecting) == 0
}

_selections := object.get(input.resources, _selection, [])

_selects(selection, database, kind) if {
	some pattern in selection.values.resources
	_covers(pattern, ["arn", "", "rds", "", "", kind, _name(database.values)])
	missed := [condition |
		some block in selection.values.condition
		some condition in block.string_equals
		not _has_tag(database, trim_prefix(condition.key, "aws:ResourceTag/"), condition.value)
	]
	count(missed) == 0
}

_selects(selection, database, _) if {
	some tag in selection.values.selection_tag
	_has_tag(database, tag.key, tag.value)
}

# The pattern fits an ARN, the parts of which are given as far as they are known. One may end with `*` early.
_covers(pattern, arn) if {
	parts := split(pattern, ":")
	count(parts) <= count(arn)
	misfits := [part |
		some i, part in parts
		arn[i] != ""
		not glob.match(part, [], arn[i])
	]
	count(misfits) == 0
}

_name(values) := concat("", [object.get(values, key, "") | some key in ["identifier", "cluster_identifier"]])

_has_tag(database, key, value) if {
	some tags in ["tags", "tags_all"]
	database.values[tags][key] == value
}

# What may select the database once it is known: its tags, and the tags that a selection asks for.
_doubts(database) := of_database | of_selections if {
	of_database := {{"resource": object.filter(database, ["address", "deposed"]), "path": ["tags"]} |
		some selection in _selections
		attribute.is_set(selection.values, "selection_tag")
		_has_deferred_tags(database)
	}
	of_selections := {{"resource": object.filter(selection, ["address", "deposed"]), "path": ["selection_tag"]} |
		some selection in _selections
		not object.get(selection.unknown, "selection_tag", {}) in [{}, [], false]
	}
}

_has_deferred_tags(database) if not object.get(database.unknown, "tags", {}) in [{}, false]
