# METADATA
# title: Function URL asks for no credentials
# description: |
#   Anybody on the internet may call the function through its URL: AWS checks nothing, so all that protects it
#   is what the function checks itself, and each call is paid for. The URL is its own way in, beside API
#   Gateway and what that limits.
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
# custom:
#   id: aws-lambda-url-no-auth
#   severity: high
#   domain: exposure
#   resources: [aws_lambda_function_url]
#   attributes: [authorization_type]
#   subject: [function_name, qualifier]
#   remediation: |
#     Set `authorization_type = "AWS_IAM"`, or put CloudFront with an origin access control in front of
#     the URL.
#   example: |
#     resource "aws_lambda_function_url" "orders" {
#       function_name      = aws_lambda_function.orders.function_name
#       authorization_type = "AWS_IAM"
#     }
#   controls:
#     nist_800_53: ["AC-3"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_258]
package rules.aws.lambda.lambda_url_no_auth

import rego.v1

import data.lib.finding

deny contains finding.at(resource, ["authorization_type"], msg) if {
	some resource in input.resources.aws_lambda_function_url
	resource.values.authorization_type == "NONE"
	msg := "anybody may call the URL: `authorization_type` is NONE"
}
