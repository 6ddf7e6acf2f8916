# METADATA
# title: Neptune cluster asks for no credentials
# description: |
#   Neptune knows no users and passwords of its own. Without IAM authentication, which is off unless it is
#   turned on, whoever reaches the cluster over the network may read and change the whole graph.
# related_resources:
#   - https://docs.aws.amazon.com/neptune/latest/userguide/iam-auth.html
# custom:
#   id: aws-neptune-iam-auth
#   severity: medium
#   domain: iam
#   resources: [aws_neptune_cluster]
#   attributes: [iam_database_authentication_enabled]
#   remediation: Set `iam_database_authentication_enabled = true`, and let clients sign their requests.
#   example: |
#     resource "aws_neptune_cluster" "graph" {
#       cluster_identifier                  = "graph"
#       storage_encrypted                   = true
#       iam_database_authentication_enabled = true
#     }
#   controls:
#     nist_800_53: ["AC-3", "IA-2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_359]
package rules.aws.neptune.neptune_iam_auth

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.text

_key := "iam_database_authentication_enabled"

deny contains finding.at(cluster, [_key], msg) if {
	some cluster in input.resources.aws_neptune_cluster
	attribute.is_off(cluster, [_key])
	msg := sprintf("the network alone keeps others out: %s", [text.state(cluster.values, _key)])
}
