# METADATA
# title: RDS for PostgreSQL of a version with the log_fdw flaw
# description: |
#   In these versions a privileged user of the database may read files of the host through the extension `log_fdw`, the
#   credentials of the service among them. The flaw was made known in April 2022 and is put right in 9.6.22, 10.17,
#   11.12, 12.7 and 13.3, and in Aurora 10.14 and 11.9. AWS has withdrawn the versions since, so a plan that names one
#   fails, or is about a database that AWS has upgraded or left behind.
# related_resources:
#   - https://aws.amazon.com/security/security-bulletins/AWS-2022-004/
# custom:
#   id: aws-rds-fdw-vulnerable-version
#   severity: medium
#   domain: exposure
#   resources: [aws_db_instance, aws_rds_cluster]
#   attributes: []
#   remediation: Set `engine_version` to a supported major version, and leave the minor version to AWS.
#   example: |
#     resource "aws_db_instance" "main" {
#       engine                      = "postgres"
#       engine_version              = "17"
#       instance_class              = "db.t4g.micro"
#       allocated_storage           = 20
#       username                    = "app"
#       manage_master_user_password = true
#       storage_encrypted           = true
#     }
#   controls:
#     nist_800_53: ["SI-2"]
#     pci_dss: ["6.3.3"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_250, CKV_AWS_388]
package rules.aws.rds.rds_fdw_vulnerable_version

import rego.v1

import data.lib.attribute
import data.lib.finding

# The first minor version of each major one in which the flaw is put right.
_first_good := {
	"postgres": {"9.6": 22, "10": 17, "11": 12, "12": 7, "13": 3},
	"aurora-postgresql": {"10": 14, "11": 9},
}

deny contains finding.at(database, ["engine_version"], msg) if {
	some database in _databases
	engine := object.get(database.values, "engine", "")
	version := object.get(database.values, "engine_version", "")
	_is_vulnerable(engine, version)
	msg := sprintf("the database lets its users read files of the host: `engine_version` is %s", [version])
}

deny contains finding.at(database, ["engine_version"], msg) if {
	some database in _databases
	attribute.is_deferred(database, ["engine_version"])
	object.get(database.values, "engine", "") in object.keys(_first_good)
	msg := "the database may be of a version that lets its users read files of the host"
}

_databases contains database if {
	some type in ["aws_db_instance", "aws_rds_cluster"]
	some database in input.resources[type]
}

_is_vulnerable(engine, version) if {
	some major, first in _first_good[engine]
	startswith(version, sprintf("%s.", [major]))
	minor := split(trim_prefix(version, sprintf("%s.", [major])), ".")[0]
	regex.match(`^[0-9]+$`, minor)
	to_number(minor) < first
}

_is_vulnerable("postgres", version) if regex.match(`^9[.][345]([.]|$)`, version)
