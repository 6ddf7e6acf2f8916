# METADATA
# title: API stage does not log access
# description: |
#   Nothing tells who called the API through this stage, when, and with what result: CloudTrail records only
#   changes of the API, not calls of it.
# related_resources:
#   - https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
#   - https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
# custom:
#   id: aws-apigw-access-logging
#   severity: low
#   domain: logging
#   resources: [aws_api_gateway_stage, aws_apigatewayv2_stage]
#   attributes: []
#   subject: [rest_api_id, api_id]
#   never_computed: [access_log_settings]
#   remediation: Add `access_log_settings` with the ARN of a log group or a Firehose stream.
#   example: |
#     resource "aws_apigatewayv2_stage" "live" {
#       api_id = aws_apigatewayv2_api.shop.id
#       name   = "live"
#
#       access_log_settings {
#         destination_arn = aws_cloudwatch_log_group.shop_api.arn
#         format          = "$context.requestId $context.identity.sourceIp $context.routeKey $context.status"
#       }
#     }
#   controls:
#     nist_800_53: ["AU-2", "AU-12"]
#     pci_dss: ["10.2.1"]
#     soc2: ["CC7.2"]
#   aliases: [CKV_AWS_76, AWS-0001, AVD-AWS-0001, AWS-0113, AVD-AWS-0113, AWS-0116, AVD-AWS-0116]
package rules.aws.apigateway.apigw_access_logging

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.setting

_types := ["aws_api_gateway_stage", "aws_apigatewayv2_stage"]

deny contains found if {
	some type in _types
	resources := object.get(input.resources, type, [])
	some found in setting.unset(resources, ["access_log_settings"], "calls are not logged")
}

# Where logs go may be known later than that they do.
deny contains finding.at(stage, ["access_log_settings"], msg) if {
	some type in _types
	some stage in input.resources[type]
	attribute.is_deferred(stage, ["access_log_settings"])
	msg := "calls may not be logged: `access_log_settings` is known only after apply"
}
