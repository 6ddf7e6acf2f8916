# METADATA
# title: Search domain is not encrypted at rest
# description: |
#   Indices, logs, swap files and automated snapshots of the domain hold the data in clear. The console turns
#   encryption on; a domain that is made by the API, and so by Terraform, has it only if it is asked for, or if
#   fine-grained access control wants it. Serverless collections always have it.
# related_resources:
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html
# custom:
#   id: aws-opensearch-encryption-at-rest
#   severity: high
#   domain: encryption
#   resources: [aws_opensearch_domain, aws_elasticsearch_domain]
#   attributes: [encrypt_at_rest.enabled]
#   remediation: Set `enabled = true` in `encrypt_at_rest`.
#   example: |
#     resource "aws_opensearch_domain" "logs" {
#       domain_name    = "logs"
#       engine_version = "OpenSearch_2.19"
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
#     nist_800_53: ["SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_5, AWS-0048, AVD-AWS-0048]
package rules.aws.opensearch.opensearch_encryption_at_rest

import rego.v1

import data.lib.setting

deny contains found if {
	some type in ["aws_opensearch_domain", "aws_elasticsearch_domain"]
	domains := object.get(input.resources, type, [])
	some found in setting.off(domains, ["encrypt_at_rest", 0, "enabled"], "the domain is not encrypted at rest")
}
