# METADATA
# title: Private API answers VPCs of every account
# description: |
#   The policy of a private API, or of a private domain name, allows calls to any principal, and no condition
#   narrows that to VPC endpoints, VPCs or accounts. An endpoint for API Gateway in a VPC of any account in the
#   region is then enough to call it. APIs for the internet are not reported: without a policy they answer
#   everybody as well.
# related_resources:
#   - https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
#   - https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
# custom:
#   id: aws-apigateway-policy-public
#   severity: high
#   domain: exposure
#   resources: [aws_api_gateway_rest_api, aws_api_gateway_rest_api_policy, aws_api_gateway_domain_name]
#   attributes: []
#   documents: [public]
#   linked: [aws_api_gateway_rest_api, aws_api_gateway_rest_api_policy.rest_api_id]
#   subject: [rest_api_id]
#   remediation: Add a condition on aws:SourceVpce or aws:SourceVpc that names where calls come from.
#   example: |
#     resource "aws_api_gateway_rest_api_policy" "internal" {
#       rest_api_id = aws_api_gateway_rest_api.internal.id
#
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Principal = "*"
#           Action    = "execute-api:Invoke"
#           Resource  = "execute-api:/*"
#           Condition = { StringEquals = { "aws:SourceVpce" = aws_vpc_endpoint.api.id } }
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["1.3.1", "7.2.1"]
#     soc2: ["CC6.1"]
#   aliases: []
package rules.aws.apigateway.apigateway_policy_public

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding
import data.lib.iam

deny contains found if {
	some type in ["aws_api_gateway_rest_api", "aws_api_gateway_domain_name"]
	some resource in input.resources[type]
	_is_private(resource)
	some found in _faults(resource)
}

deny contains found if {
	some policy in input.resources.aws_api_gateway_rest_api_policy
	some api in companion.certain(policy, "aws_api_gateway_rest_api")
	_is_private(api)
	some found in _faults(policy)
}

_is_private(resource) if {
	some configuration in object.get(resource.values, "endpoint_configuration", [])
	"PRIVATE" in configuration.types
}

_faults(resource) := known | deferred if {
	known := iam.findings(resource, "public")
	deferred := {found |
		attribute.is_deferred(resource, ["policy"])
		count(known) == 0
		some found in iam.in_place(resource, finding.at(resource, ["policy"], "`policy` is known only after apply"))
	}
}
