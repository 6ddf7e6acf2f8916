# METADATA
# title: Database does not take IAM credentials
# description: |
#   All users of the database sign in with passwords that last and have to be kept and changed somewhere. With
#   IAM authentication they sign in with tokens that are good for 15 minutes, and IAM says who may. Judged are
#   the engines that can do it: MySQL, MariaDB, PostgreSQL and Aurora, but for Aurora Serverless v1. What is
#   copied without naming its engine is not judged.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
# custom:
#   id: aws-rds-iam-auth
#   severity: medium
#   domain: iam
#   resources: [aws_db_instance, aws_rds_cluster]
#   attributes: [iam_database_authentication_enabled]
#   remediation: |
#     Set `iam_database_authentication_enabled = true`, and grant database users the right to sign in
#     through IAM.
#   example: |
#     resource "aws_db_instance" "main" {
#       engine                              = "postgres"
#       instance_class                      = "db.t4g.micro"
#       allocated_storage                   = 20
#       username                            = "app"
#       manage_master_user_password         = true
#       storage_encrypted                   = true
#       iam_database_authentication_enabled = true
#     }
#   controls:
#     nist_800_53: ["AC-2", "IA-2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_161, CKV_AWS_162, AWS-0176, AVD-AWS-0176]
package rules.aws.rds.rds_iam_auth

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.text

_key := "iam_database_authentication_enabled"

_able := {"aurora", "aurora-mysql", "aurora-postgresql", "mariadb", "mysql", "postgres"}

deny contains finding.at(database, [_key], msg) if {
	some database in _databases
	database.values.engine in _able
	attribute.is_off(database, [_key])
	not _is_old_serverless(database)
	msg := sprintf("users sign in with passwords alone: %s", [text.state(database.values, _key)])
}

deny contains finding.at(database, ["engine"], "users sign in with passwords alone, if the engine can do better") if {
	some database in _databases
	attribute.is_deferred(database, ["engine"])
	attribute.is_off(database, [_key])
	not _is_old_serverless(database)
}

_databases contains database if {
	some type in ["aws_db_instance", "aws_rds_cluster"]
	some database in input.resources[type]
}

_is_old_serverless(database) if database.values.engine_mode == "serverless"
