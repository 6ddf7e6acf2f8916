# METADATA
# title: Search domain has no fine-grained access control
# description: |
#   The access policy of a domain tells callers and paths apart, no more. Without fine-grained access control
#   whoever gets past it may read every index and document that it opens, and Dashboards ask for no sign-in of
#   their own. It is off unless turned on, and wants OpenSearch, or Elasticsearch 6.7 or later, with
#   encryption at rest, between nodes and for clients. Anonymous access, which is meant for the days of a migration,
#   lets in who does not sign in.
# related_resources:
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html
# custom:
#   id: aws-opensearch-fine-grained-access
#   severity: medium
#   domain: iam
#   resources: [aws_opensearch_domain, aws_elasticsearch_domain]
#   attributes: [advanced_security_options.enabled, advanced_security_options.anonymous_auth_enabled]
#   remediation: Set `enabled = true` in `advanced_security_options`, and name a master user by ARN.
#   example: |
#     resource "aws_opensearch_domain" "logs" {
#       domain_name    = "logs"
#       engine_version = "OpenSearch_2.19"
#
#       advanced_security_options {
#         enabled = true
#
#         master_user_options {
#           master_user_arn = aws_iam_role.search_admin.arn
#         }
#       }
#
#       encrypt_at_rest {
#         enabled = true
#       }
#
#       node_to_node_encryption {
#         enabled = true
#       }
#
#       domain_endpoint_options {
#         enforce_https = true
#       }
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     soc2: ["CC6.3"]
#   aliases: [CKV2_AWS_52]
package rules.aws.opensearch.opensearch_fine_grained_access

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.text

_block := "advanced_security_options"

deny contains finding.at(domain, [_block], msg) if {
	some domain in _domains
	attribute.is_left_out(domain, _block)
	msg := sprintf("access is not fine-grained: `%s` is not set", [_block])
}

deny contains finding.at(domain, [_block, i, "enabled"], msg) if {
	some domain in _domains
	some i, options in domain.values[_block]
	attribute.is_off(domain, [_block, i, "enabled"])
	object.get(options, "enabled", false) == false
	msg := sprintf("access is not fine-grained: %s", [text.state(options, "enabled")])
}

deny contains finding.at(domain, [_block, i, "anonymous_auth_enabled"], msg) if {
	some domain in _domains
	some i, options in domain.values[_block]
	options.enabled == true
	options.anonymous_auth_enabled == true
	msg := "nobody has to sign in: `anonymous_auth_enabled` is true"
}

_domains contains domain if {
	some type in ["aws_opensearch_domain", "aws_elasticsearch_domain"]
	some domain in input.resources[type]
}
