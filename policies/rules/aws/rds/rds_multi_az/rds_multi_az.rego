# METADATA
# title: RDS database runs in a single availability zone
# description: |
#   If the zone fails, or the instance, the database is away until it is restored. A Multi-AZ instance and an Aurora
#   cluster with a reader fail over within a minute or two. It doubles the cost, and a database that may be away for
#   an hour does not need it. Judged are instances that are no replicas, and Aurora clusters of which the plan has one
#   member, if nothing adds others automatically.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html
#   - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html
# custom:
#   id: aws-rds-multi-az
#   severity: low
#   domain: resilience
#   opt_in: true
#   resources: [aws_db_instance, aws_rds_cluster]
#   attributes: [multi_az]
#   linked: [aws_rds_cluster_instance.cluster_identifier, aws_appautoscaling_target.resource_id]
#   remediation: Set `multi_az = true`, or add a second member to the cluster.
#   example: |
#     resource "aws_db_instance" "main" {
#       engine                      = "postgres"
#       instance_class              = "db.t4g.micro"
#       allocated_storage           = 20
#       username                    = "app"
#       manage_master_user_password = true
#       storage_encrypted           = true
#       multi_az                    = true
#     }
#   controls:
#     nist_800_53: ["CP-10"]
#     soc2: ["A1.2"]
#   aliases: [CKV_AWS_157, FG_R00209, FG_R00251]
package rules.aws.rds.rds_multi_az

import rego.v1

import data.lib.companion
import data.lib.finding
import data.lib.rds
import data.lib.setting

deny contains found if {
	some database in input.resources.aws_db_instance
	not rds.is_replica(database)
	# SQL Server Express can't do it.
	object.get(database.values, "engine", "") != "sqlserver-ex"
	some found in setting.off([database], ["multi_az"], "the database runs in one zone")
}

_members := "aws_rds_cluster_instance"

_scaling := "aws_appautoscaling_target"

deny contains finding.without(cluster, [], {_members, _scaling}, "the cluster has no member to fail over to") if {
	some cluster in input.resources.aws_rds_cluster
	count(companion.certain(cluster, _members)) == 1
	not companion.has(cluster, _scaling)
}
