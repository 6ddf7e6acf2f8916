# METADATA
# title: Search domain sends data between its nodes in clear
# description: |
#   The nodes of the domain copy documents and pass requests on without TLS, so that only the network of the
#   service protects them. Encryption is off unless it is turned on, and once on it stays.
# related_resources:
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html
# custom:
#   id: aws-opensearch-node-to-node
#   severity: medium
#   domain: encryption
#   resources: [aws_opensearch_domain, aws_elasticsearch_domain]
#   attributes: [node_to_node_encryption.enabled]
#   remediation: Set `enabled = true` in `node_to_node_encryption`.
#   example: |
#     resource "aws_opensearch_domain" "logs" {
#       domain_name    = "logs"
#       engine_version = "OpenSearch_2.19"
#
#       node_to_node_encryption {
#         enabled = true
#       }
#     }
#   controls:
#     nist_800_53: ["SC-8"]
#     soc2: ["CC6.7"]
#   aliases: [CKV_AWS_6, AWS-0043, AVD-AWS-0043]
package rules.aws.opensearch.opensearch_node_to_node

import rego.v1

import data.lib.setting

deny contains found if {
	some type in ["aws_opensearch_domain", "aws_elasticsearch_domain"]
	domains := object.get(input.resources, type, [])
	path := ["node_to_node_encryption", 0, "enabled"]
	some found in setting.off(domains, path, "traffic between nodes is not encrypted")
}
