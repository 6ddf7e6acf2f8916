# METADATA
# title: RDS keeps its logs to itself
# description: |
#   The logs of the database stay on the instance, which keeps them for some days and loses them when it is deleted, and
#   nobody is alarmed by what they say: refused logins, errors, slow queries. Nothing is exported to CloudWatch
#   Logs unless it is asked for. RDS Custom can't export, and Aurora Serverless v1 always does.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
# custom:
#   id: aws-rds-logging
#   severity: low
#   domain: logging
#   opt_in: true
#   resources: [aws_db_instance, aws_rds_cluster]
#   attributes: [enabled_cloudwatch_logs_exports]
#   remediation: |
#     Name the logs of the engine in `enabled_cloudwatch_logs_exports`: `postgresql` for PostgreSQL, `audit` and
#     `error` for MySQL and MariaDB.
#   example: |
#     resource "aws_db_instance" "main" {
#       engine                          = "postgres"
#       instance_class                  = "db.t4g.micro"
#       allocated_storage               = 20
#       username                        = "app"
#       manage_master_user_password     = true
#       storage_encrypted               = true
#       enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
#     }
#   controls:
#     nist_800_53: ["AU-2", "AU-12"]
#     soc2: ["CC7.2"]
#   aliases: [CKV_AWS_129, CKV_AWS_324, CKV_AWS_325, CKV2_AWS_27, CKV2_AWS_30]
package rules.aws.rds.rds_logging

import rego.v1

import data.lib.rds
import data.lib.setting

deny contains found if {
	some type in ["aws_db_instance", "aws_rds_cluster"]
	some database in input.resources[type]
	not rds.is_old_serverless(database)
	not startswith(object.get(database.values, "engine", ""), "custom-")
	some found in setting.unset([database], ["enabled_cloudwatch_logs_exports"], "no log is exported")
}
