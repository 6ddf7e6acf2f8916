# METADATA
# title: Function URL lets every website call it with credentials
# description: |
#   The cross-origin settings of the URL allow every origin and credentials together. So a script on any website may
#   call the function in the name of its visitor, with the cookies that the browser has for the URL, and read the
#   answer. Every origin without credentials gives a website no more than anybody has who calls the URL.
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
# custom:
#   id: aws-lambda-url-open-cors
#   severity: medium
#   domain: exposure
#   resources: [aws_lambda_function_url]
#   attributes: []
#   subject: [function_name, qualifier]
#   never_computed: [cors]
#   remediation: Name the websites in `allow_origins`, or leave out `allow_credentials`.
#   example: |
#     resource "aws_lambda_function_url" "orders" {
#       function_name      = aws_lambda_function.orders.function_name
#       authorization_type = "AWS_IAM"
#
#       cors {
#         allow_credentials = true
#         allow_methods     = ["GET", "POST"]
#         allow_origins     = ["https://shop.example.com"]
#       }
#     }
#   controls:
#     nist_800_53: ["AC-4"]
#     soc2: ["CC6.1"]
#   aliases: [CKV2_AWS_75]
package rules.aws.lambda.lambda_url_open_cors

import rego.v1

import data.lib.attribute
import data.lib.finding

_fault := "every website may call the URL with credentials"

deny contains finding.at(url, ["cors", i, "allow_origins", j], msg) if {
	some url in input.resources.aws_lambda_function_url
	some i, cors in url.values.cors
	cors.allow_credentials == true
	some j, origin in cors.allow_origins
	origin in _every_origin
	msg := sprintf("%s: `allow_origins` has %s", [_fault, origin])
}

# What is known only after apply decides.
deny contains finding.at(url, path, sprintf("%s, unless `%s` says otherwise", [_fault, path[count(path) - 1]])) if {
	some url in input.resources.aws_lambda_function_url
	some path in _deferred(url)
}

_every_origin := {"*", "http://*", "https://*"}

_deferred(url) := block | origins | credentials if {
	block := {["cors"] | attribute.is_deferred(url, ["cors"])}
	origins := {path |
		some i, cors in url.values.cors
		some path in [["cors", i, "allow_origins"]]
		attribute.is_deferred(url, path)
		cors.allow_credentials == true
	}
	credentials := {path |
		some i, cors in url.values.cors
		some path in [["cors", i, "allow_credentials"]]
		attribute.is_deferred(url, path)
		some origin in cors.allow_origins
		origin in _every_origin
	}
}
