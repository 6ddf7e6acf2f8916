# METADATA
# title: MemoryDB asks for no credentials
# description: |
#   The access list `open-access` lets in a user without a password who may do everything, so whoever reaches the
#   cluster over the network may read and change all that it holds. It is the only list for clusters without TLS,
#   which are the matter of another rule.
# related_resources:
#   - https://docs.aws.amazon.com/memorydb/latest/devguide/clusters.acls.html
# custom:
#   id: aws-memorydb-open-access
#   severity: medium
#   domain: iam
#   resources: [aws_memorydb_cluster]
#   attributes: [acl_name]
#   satisfied_by:
#     acl_name: [aws_memorydb_acl]
#   remediation: Set `acl_name` to an access list with users that have passwords or use IAM.
#   example: |
#     resource "aws_memorydb_cluster" "carts" {
#       name      = "carts"
#       node_type = "db.t4g.small"
#       acl_name  = aws_memorydb_acl.carts.name
#     }
#   controls:
#     nist_800_53: ["AC-3", "IA-2"]
#     soc2: ["CC6.3"]
#   aliases: []
package rules.aws.memorydb.memorydb_open_access

import rego.v1

import data.lib.setting

deny contains found if {
	clusters := [cluster |
		some cluster in input.resources.aws_memorydb_cluster
		object.get(cluster.values, "tls_enabled", true) == true
	]
	some found in setting.one_of(clusters, ["acl_name"], {"bad": {"open-access"}}, "clients need no credentials")
}
