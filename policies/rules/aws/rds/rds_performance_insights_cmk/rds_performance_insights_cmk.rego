# METADATA
# title: Performance Insights are not encrypted with a key of the customer
# description: |
#   Performance Insights keep the text of queries, and with it some of the data. They are always encrypted, with the
#   key that AWS manages for RDS unless another is named. A key of the customer's own adds who may use it and
#   a way to take all access back. Members of a cluster whose key is named there are not judged. The key cannot be
#   changed once Performance Insights are on.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.html
# custom:
#   id: aws-rds-performance-insights-cmk
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_db_instance, aws_rds_cluster, aws_rds_cluster_instance]
#   attributes: [performance_insights_kms_key_id]
#   linked: [aws_rds_cluster]
#   satisfied_by:
#     performance_insights_kms_key_id:
#       [aws_kms_key, aws_kms_replica_key, aws_kms_external_key, aws_kms_replica_external_key]
#   remediation: Set `performance_insights_kms_key_id` to the ARN of a key of your own.
#   example: |
#     resource "aws_rds_cluster_instance" "main" {
#       cluster_identifier              = aws_rds_cluster.main.id
#       engine                          = aws_rds_cluster.main.engine
#       instance_class                  = "db.r7g.large"
#       performance_insights_enabled    = true
#       performance_insights_kms_key_id = aws_kms_key.main.arn
#     }
#   controls:
#     nist_800_53: ["SC-12", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_354, AWS-0078, AVD-AWS-0078]
package rules.aws.rds.rds_performance_insights_cmk

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding
import data.lib.own_key

_switch := "performance_insights_enabled"

_key := "performance_insights_kms_key_id"

_fault := "queries are kept with a key of AWS"

deny contains found if {
	some database in _databases
	database.values[_switch] == true
	some found in own_key.missing([database], [_key], _fault)
}

deny contains finding.at(database, [_switch], msg) if {
	some database in _databases
	attribute.is_deferred(database, [_switch])
	attribute.is_left_out(database, _key)
	msg := sprintf("%s, if they are kept: `%s` is not set", [_fault, _key])
}

_databases contains database if {
	some type in ["aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance"]
	some database in input.resources[type]
	not _has_key_from_cluster(database)
}

_has_key_from_cluster(member) if {
	member.type == "aws_rds_cluster_instance"
	attribute.is_left_out(member, _key)
	some clusters in [companion.certain(member, "aws_rds_cluster"), companion.possible(member, "aws_rds_cluster")]
	some cluster in clusters
	attribute.is_given(cluster, _key)
}
