# METADATA
# title: CloudSearch domain answers over plain HTTP
# description: |
#   Searches and documents may be sent without TLS, which is the default. Where TLS is used, an old policy lets clients
#   fall back to versions with known weaknesses.
# related_resources:
#   - https://docs.aws.amazon.com/cloudsearch/latest/developerguide/API_DomainEndpointOptions.html
# custom:
#   id: aws-cloudsearch-https
#   severity: medium
#   domain: encryption
#   resources: [aws_cloudsearch_domain]
#   attributes: [endpoint_options.enforce_https, endpoint_options.tls_security_policy]
#   remediation: |
#     Set `enforce_https = true` and `tls_security_policy = "Policy-Min-TLS-1-2-2019-07"` in `endpoint_options`.
#   example: |
#     resource "aws_cloudsearch_domain" "shop" {
#       name = "shop"
#
#       endpoint_options {
#         enforce_https       = true
#         tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
#       }
#     }
#   controls:
#     nist_800_53: ["SC-8"]
#     pci_dss: ["4.2.1"]
#     soc2: ["CC6.7"]
#   aliases: [CKV_AWS_218, CKV_AWS_220]
package rules.aws.cloudsearch.cloudsearch_https

import rego.v1

import data.lib.finding
import data.lib.setting

_domains := object.get(input.resources, "aws_cloudsearch_domain", [])

deny contains found if {
	path := ["endpoint_options", 0, "enforce_https"]
	some found in setting.off(_domains, path, "requests over plain HTTP are answered")
}

deny contains finding.graded(found, "low") if {
	path := ["endpoint_options", 0, "tls_security_policy"]
	choice := {"bad": {"Policy-Min-TLS-1-0-2019-07"}}
	some found in setting.one_of(_domains, path, choice, "TLS 1.0 and 1.1 are accepted")
}
