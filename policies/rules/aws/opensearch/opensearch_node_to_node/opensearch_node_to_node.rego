# METADATA
# title: Search domain sends data between its nodes in clear
# description: |
#   The nodes of the domain copy documents and pass requests on without TLS, so that only the network of the
#   service protects them. Encryption is off unless it is turned on, and once on it stays. A domain of one node is
#   not judged.
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
#
#       encrypt_at_rest {
#         enabled = true
#       }
#
#       domain_endpoint_options {
#         enforce_https       = true
#         tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"
#       }
#     }
#   controls:
#     nist_800_53: ["SC-8"]
#     soc2: ["CC6.7"]
#   aliases: [CKV_AWS_6, AWS-0043, AVD-AWS-0043]
package rules.aws.opensearch.opensearch_node_to_node

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.setting

_fault := "traffic between nodes is not encrypted"

_switch := ["node_to_node_encryption", 0, "enabled"]

deny contains found if {
	domains := [domain | some domain in _domains; _has_several_nodes(domain)]
	some found in setting.off(domains, _switch, _fault)
}

# One node, which is the default, has nobody to talk to.
deny contains finding.beside(domain, found.path, domain, path, found.msg) if {
	some domain in _domains
	not _has_several_nodes(domain)
	some key in ["instance_count", "dedicated_master_enabled", "warm_enabled"]
	path := ["cluster_config", 0, key]
	attribute.is_deferred(domain, path)
	some found in setting.off([domain], _switch, _fault)
}

_domains := [domain |
	some type in ["aws_opensearch_domain", "aws_elasticsearch_domain"]
	some domain in input.resources[type]
]

_has_several_nodes(domain) if object.get(domain.values, ["cluster_config", 0, "instance_count"], 1) > 1

_has_several_nodes(domain) if {
	some key in ["dedicated_master_enabled", "warm_enabled"]
	object.get(domain.values, ["cluster_config", 0, key], false) == true
}
