# METADATA
# title: Search domain answers over plain HTTP
# description: |
#   Clients may talk to the domain without TLS, so whoever is on the way reads and changes requests, documents
#   and credentials. HTTPS is not required where `domain_endpoint_options` is missing; in that block it is
#   unless turned off.
# related_resources:
#   - https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainEndpointOptions.html
# custom:
#   id: aws-opensearch-https
#   severity: high
#   domain: encryption
#   resources: [aws_opensearch_domain, aws_elasticsearch_domain]
#   attributes: [domain_endpoint_options.enforce_https]
#   remediation: Set `enforce_https = true` in `domain_endpoint_options`.
#   example: |
#     resource "aws_opensearch_domain" "logs" {
#       domain_name    = "logs"
#       engine_version = "OpenSearch_2.19"
#
#       domain_endpoint_options {
#         enforce_https       = true
#         tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"
#       }
#
#       encrypt_at_rest {
#         enabled = true
#       }
#     }
#   controls:
#     nist_800_53: ["SC-8"]
#     pci_dss: ["4.2.1"]
#     soc2: ["CC6.7"]
#   aliases: [CKV_AWS_83, AWS-0046, AVD-AWS-0046]
package rules.aws.opensearch.opensearch_https

import rego.v1

import data.lib.setting

_block := "domain_endpoint_options"

_fault := "HTTPS is not required"

deny contains found if {
	some type in ["aws_opensearch_domain", "aws_elasticsearch_domain"]
	domains := object.get(input.resources, type, [])
	some found in setting.unset(domains, [_block], _fault)
}

deny contains found if {
	some type in ["aws_opensearch_domain", "aws_elasticsearch_domain"]
	domains := object.get(input.resources, type, [])
	some found in setting.one_of(domains, [_block, 0, "enforce_https"], {"bad": {false}}, _fault)
}
