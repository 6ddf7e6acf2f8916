# METADATA
# title: Lambda layer is open to every account
# description: |
#   A permission lets every AWS account use a version of the layer, and so download it with the code and whatever
#   else is in it. That is right for layers that are published on purpose.
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/permissions-layer-cross-account.html
# custom:
#   id: aws-lambda-layer-public
#   severity: high
#   domain: exposure
#   resources: [aws_lambda_layer_version_permission]
#   attributes: [principal]
#   subject: [layer_name]
#   remediation: Name the accounts that use the layer, or give `organization_id` beside the principal `*`.
#   example: |
#     resource "aws_lambda_layer_version_permission" "tools" {
#       layer_name      = aws_lambda_layer_version.tools.layer_name
#       version_number  = aws_lambda_layer_version.tools.version
#       statement_id    = "organization"
#       action          = "lambda:GetLayerVersion"
#       principal       = "*"
#       organization_id = "o-a1b2c3d4e5"
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["1.3.1", "7.2.1"]
#     soc2: ["CC6.1"]
#   aliases: []
package rules.aws.lambda.lambda_layer_public

import rego.v1

import data.lib.attribute
import data.lib.finding

deny contains finding.at(resource, [_decisive(resource)], "every AWS account may use the layer") if {
	some resource in input.resources.aws_lambda_layer_version_permission
	resource.values.principal == "*"
	not attribute.is_set(resource.values, "organization_id")
}

_decisive(resource) := "organization_id" if attribute.is_deferred(resource, ["organization_id"])

_decisive(resource) := "principal" if not attribute.is_deferred(resource, ["organization_id"])
