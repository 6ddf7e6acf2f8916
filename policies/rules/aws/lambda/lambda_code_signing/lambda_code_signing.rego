# METADATA
# title: Lambda function takes code that is not signed
# description: |
#   Without a code signing configuration Lambda runs whatever somebody uploads who may update the function. With one
#   it refuses packages that no trusted profile has signed. Only functions made of ZIP packages can have one:
#   functions made of container images are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html
# custom:
#   id: aws-lambda-code-signing
#   severity: low
#   domain: exposure
#   opt_in: true
#   resources: [aws_lambda_function]
#   attributes: [code_signing_config_arn, package_type]
#   satisfied_by:
#     code_signing_config_arn: [aws_lambda_code_signing_config, data.aws_lambda_code_signing_config]
#   never_computed: [code_signing_config_arn]
#   remediation: Set `code_signing_config_arn` to a configuration with the signing profiles that you trust.
#   example: |
#     resource "aws_lambda_function" "orders" {
#       function_name           = "orders"
#       role                    = aws_iam_role.orders.arn
#       s3_bucket               = aws_s3_bucket.packages.id
#       s3_key                  = "orders.zip"
#       handler                 = "index.handler"
#       runtime                 = "nodejs22.x"
#       code_signing_config_arn = aws_lambda_code_signing_config.main.arn
#     }
#   controls:
#     nist_800_53: ["SI-7"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_272]
package rules.aws.lambda.lambda_code_signing

import rego.v1

import data.lib.attribute
import data.lib.setting

deny contains found if {
	some function in input.resources.aws_lambda_function
	object.get(function.values, "package_type", "Zip") == "Zip"
	not attribute.is_deferred(function, ["package_type"])
	some found in setting.unset([function], ["code_signing_config_arn"], "code need not be signed")
}
