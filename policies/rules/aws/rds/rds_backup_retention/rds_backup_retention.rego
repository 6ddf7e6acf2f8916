# METADATA
# title: RDS keeps no backups, or for less than a week
# description: |
#   Automatic backups are what brings a database back after a wrong update, a bad release or a lost disk, to any
#   second of the time that they are kept. Terraform's default is none for instances and one day for clusters, in which
#   hardly anybody notices; hence a low severity where there are some. Read replicas are not judged, copies
#   only if they say something, nor what an AWS Backup selection names.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html
# custom:
#   id: aws-rds-backup-retention
#   severity: medium
#   domain: resilience
#   resources: [aws_db_instance, aws_rds_cluster]
#   attributes: [backup_retention_period]
#   linked: [aws_backup_selection.resources]
#   remediation: Set `backup_retention_period` to 7 days or more.
#   example: |
#     resource "aws_db_instance" "main" {
#       engine                      = "postgres"
#       instance_class              = "db.t4g.micro"
#       allocated_storage           = 20
#       username                    = "app"
#       manage_master_user_password = true
#       storage_encrypted           = true
#       backup_retention_period     = 14
#     }
#   controls:
#     nist_800_53: ["CP-9"]
#     soc2: ["A1.2"]
#   aliases: [CKV_AWS_133, AWS-0077, AVD-AWS-0077, FG_R00107]
package rules.aws.rds.rds_backup_retention

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding
import data.lib.rds
import data.lib.text

_key := "backup_retention_period"

_defaults := {"aws_db_instance": 0, "aws_rds_cluster": 1}

deny contains finding.without(database, [_key], {"aws_backup_selection"}, msg) if {
	some database in _databases
	_days(database) == 0
	msg := sprintf("no backups are kept: %s", [text.state(database.values, _key)])
}

deny contains finding.graded(found, "low") if {
	some database in _databases
	_days(database) in {1, 2, 3, 4, 5, 6}
	msg := sprintf("backups are kept for less than a week: %s", [text.state(database.values, _key)])
	found := finding.without(database, [_key], {"aws_backup_selection"}, msg)
}

_databases contains database if {
	some type, _ in _defaults
	some database in input.resources[type]
	not attribute.is_deferred(database, [_key])
	not rds.is_replica(database)
	not _takes_it_over(database)
	not companion.has(database, "aws_backup_selection")
}

# A copy that says nothing keeps the backups as long as its source does.
_takes_it_over(database) if {
	not attribute.is_set(database.values, _key)
	count(rds.origins(database)) > 0
}

_days(database) := object.get(database.values, _key, _defaults[database.type])
