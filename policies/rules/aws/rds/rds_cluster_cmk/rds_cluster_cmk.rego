# METADATA
# title: RDS cluster is not encrypted with a key of the customer
# description: |
#   The cluster is encrypted with the key that AWS manages for RDS. A key of the customer's own adds who may use it
#   and a way to take all access back, and it alone lets snapshots be shared with other accounts. Clusters made
#   from another one, from a snapshot or from a point in time keep the key of their source, and what is not
#   encrypted at all is another finding.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html
# custom:
#   id: aws-rds-cluster-cmk
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_rds_cluster]
#   attributes: [kms_key_id]
#   satisfied_by:
#     kms_key_id: [aws_kms_key, aws_kms_replica_key, aws_kms_external_key, aws_kms_replica_external_key]
#   remediation: Set `kms_key_id` to the ARN of a key of your own.
#   example: |
#     resource "aws_rds_cluster" "main" {
#       engine                      = "aurora-postgresql"
#       master_username             = "app"
#       manage_master_user_password = true
#       storage_encrypted           = true
#       kms_key_id                  = aws_kms_key.main.arn
#     }
#   controls:
#     nist_800_53: ["SC-12", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_327]
package rules.aws.rds.rds_cluster_cmk

import rego.v1

import data.lib.own_key
import data.lib.rds

deny contains found if {
	some cluster in input.resources.aws_rds_cluster
	_is_encrypted(cluster)
	count(rds.origins(cluster)) == 0
	some found in own_key.missing([cluster], ["kms_key_id"], "the key is one of AWS")
}

_is_encrypted(cluster) if cluster.values.storage_encrypted == true

_is_encrypted(cluster) if rds.is_old_serverless(cluster)
