# METADATA
# title: API domain name allows TLS 1.0
# description: |
#   The domain name still accepts TLS 1.0 and 1.1, which rest on broken primitives and which browsers have dropped.
#   A domain name that says nothing gets TLS 1.2 and is not reported. Those of HTTP and WebSocket APIs take nothing
#   older.
# related_resources:
#   - https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html
# custom:
#   id: aws-apigw-domain-tls
#   severity: medium
#   domain: encryption
#   resources: [aws_api_gateway_domain_name]
#   attributes: [security_policy]
#   remediation: Set `security_policy` to `TLS_1_2`, or to a policy for TLS 1.3.
#   example: |
#     resource "aws_api_gateway_domain_name" "shop" {
#       domain_name              = "api.example.com"
#       regional_certificate_arn = aws_acm_certificate.api.arn
#       security_policy          = "TLS_1_2"
#
#       endpoint_configuration {
#         types = ["REGIONAL"]
#       }
#     }
#   controls:
#     nist_800_53: ["SC-8"]
#     pci_dss: ["4.2.1"]
#     soc2: ["CC6.7"]
#   aliases: [CKV_AWS_206, AWS-0005, AVD-AWS-0005, AWS-0112, AVD-AWS-0112, FG_R00375]
package rules.aws.apigateway.apigw_domain_tls

import rego.v1

import data.lib.setting

deny contains found if {
	resources := object.get(input.resources, "aws_api_gateway_domain_name", [])
	some found in setting.one_of(resources, ["security_policy"], {"bad": {"TLS_1_0"}}, "TLS below 1.2 is allowed")
}
