# METADATA
# title: RDS instance can be deleted at once
# description: |
#   One wrong command or one change that replaces the instance deletes the database. With deletion protection, which
#   is off unless it is turned on, it has to be turned off first. Read replicas can be made again and are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html
# custom:
#   id: aws-rds-deletion-protection
#   severity: low
#   domain: resilience
#   resources: [aws_db_instance]
#   attributes: [deletion_protection]
#   remediation: Set `deletion_protection = true`.
#   example: |
#     resource "aws_db_instance" "main" {
#       engine                      = "postgres"
#       instance_class              = "db.t4g.micro"
#       allocated_storage           = 20
#       username                    = "app"
#       manage_master_user_password = true
#       storage_encrypted           = true
#       deletion_protection         = true
#     }
#   controls:
#     nist_800_53: ["CM-3"]
#     soc2: ["A1.2"]
#   aliases: [CKV_AWS_293, AWS-0177, AVD-AWS-0177, FG_R00280]
package rules.aws.rds.rds_deletion_protection

import rego.v1

import data.lib.rds
import data.lib.setting

deny contains found if {
	some database in input.resources.aws_db_instance
	not rds.is_replica(database)
	some found in setting.off([database], ["deletion_protection"], "the database can be deleted at once")
}
