# METADATA
# title: Search domain speaks old versions of TLS
# description: |
#   The endpoint of the domain agrees to TLS 1.0 and 1.1, which have known weaknesses and which standards and
#   browsers have given up. That is the policy `Policy-Min-TLS-1-0-2019-07`, the default of the API.
# related_resources:
#   - https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainEndpointOptions.html
# custom:
#   id: aws-opensearch-tls-policy
#   severity: medium
#   domain: encryption
#   resources: [aws_opensearch_domain, aws_elasticsearch_domain]
#   attributes: [domain_endpoint_options.tls_security_policy]
#   remediation: Set `tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"` in `domain_endpoint_options`.
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
#   aliases: [CKV_AWS_228, AWS-0126, AVD-AWS-0126]
package rules.aws.opensearch.opensearch_tls_policy

import rego.v1

import data.lib.setting

_old := "Policy-Min-TLS-1-0-2019-07"

deny contains found if {
	some type in ["aws_opensearch_domain", "aws_elasticsearch_domain"]
	domains := object.get(input.resources, type, [])
	path := ["domain_endpoint_options", 0, "tls_security_policy"]
	some found in setting.one_of(domains, path, {"bad": {_old}, "default": _old}, "TLS 1.0 is accepted")
}
