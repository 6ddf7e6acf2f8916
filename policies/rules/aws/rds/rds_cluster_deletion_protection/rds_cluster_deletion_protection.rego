# METADATA
# title: RDS cluster can be deleted at once
# description: |
#   One wrong command or one change that replaces the cluster deletes the database with all its members. With deletion
#   protection, which is off unless it is turned on, it has to be turned off first. Clusters that replicate another
#   one can be made again and are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html
# custom:
#   id: aws-rds-cluster-deletion-protection
#   severity: low
#   domain: resilience
#   resources: [aws_rds_cluster]
#   attributes: [deletion_protection]
#   remediation: Set `deletion_protection = true`.
#   example: |
#     resource "aws_rds_cluster" "main" {
#       engine                      = "aurora-postgresql"
#       master_username             = "app"
#       manage_master_user_password = true
#       storage_encrypted           = true
#       deletion_protection         = true
#     }
#   controls:
#     nist_800_53: ["CM-3"]
#     soc2: ["A1.2"]
#   aliases: [CKV_AWS_139, AWS-0343, AVD-AWS-0343]
package rules.aws.rds.rds_cluster_deletion_protection

import rego.v1

import data.lib.rds
import data.lib.setting

deny contains found if {
	some cluster in input.resources.aws_rds_cluster
	not rds.is_replica(cluster)
	some found in setting.off([cluster], ["deletion_protection"], "the cluster can be deleted at once")
}
