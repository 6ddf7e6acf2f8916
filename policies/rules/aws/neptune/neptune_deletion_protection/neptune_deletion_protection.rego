# METADATA
# title: Neptune cluster can be deleted at once
# description: |
#   One call deletes the cluster, and its automated backups with it. Deletion protection, which is off by default, asks
#   for a second one. Replicas of another cluster hold nothing of their own and are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/neptune/latest/userguide/manage-console-instances-delete.html
# custom:
#   id: aws-neptune-deletion-protection
#   severity: low
#   domain: resilience
#   resources: [aws_neptune_cluster]
#   attributes: [deletion_protection]
#   remediation: Set `deletion_protection = true`.
#   example: |
#     resource "aws_neptune_cluster" "graph" {
#       cluster_identifier                  = "graph"
#       storage_encrypted                   = true
#       iam_database_authentication_enabled = true
#       deletion_protection                 = true
#     }
#   controls:
#     nist_800_53: ["CM-3"]
#     soc2: ["A1.2"]
#   aliases: [CKV2_AWS_58]
package rules.aws.neptune.neptune_deletion_protection

import rego.v1

import data.lib.attribute
import data.lib.setting

deny contains found if {
	originals := [cluster |
		some cluster in input.resources.aws_neptune_cluster
		attribute.is_left_out(cluster, "replication_source_identifier")
	]
	some found in setting.off(originals, ["deletion_protection"], "one call deletes the cluster")
}
