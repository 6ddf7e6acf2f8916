# METADATA
# title: DAX cluster is not encrypted at rest
# description: |
#   The nodes write what they hold of the tables to disk when they pass changes on, in clear, although DynamoDB
#   itself encrypts it. Encryption is off unless it is turned on, which is possible only when the cluster is
#   made.
# related_resources:
#   - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html
# custom:
#   id: aws-dax-encryption
#   severity: medium
#   domain: encryption
#   resources: [aws_dax_cluster]
#   attributes: [server_side_encryption.enabled]
#   never_computed: [server_side_encryption]
#   remediation: Set `enabled = true` in `server_side_encryption`; the cluster is made anew.
#   example: |
#     resource "aws_dax_cluster" "orders" {
#       cluster_name       = "orders"
#       iam_role_arn       = aws_iam_role.dax.arn
#       node_type          = "dax.r5.large"
#       replication_factor = 3
#
#       server_side_encryption {
#         enabled = true
#       }
#     }
#   controls:
#     nist_800_53: ["SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_47, AWS-0023, AVD-AWS-0023]
package rules.aws.dax.dax_encryption

import rego.v1

import data.lib.setting

deny contains found if {
	clusters := object.get(input.resources, "aws_dax_cluster", [])
	some found in setting.off(clusters, ["server_side_encryption", 0, "enabled"], "the cache is not encrypted at rest")
}
