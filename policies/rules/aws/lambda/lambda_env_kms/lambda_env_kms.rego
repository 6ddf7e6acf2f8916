# METADATA
# title: Environment of a Lambda function is not encrypted with a key of the customer
# description: |
#   Lambda always encrypts the variables of a function, with the key `aws/lambda` if no other is named. A key of the
#   customer's own adds who may use it: without the right to decrypt, who may read the configuration of the function
#   does not see the variables. Functions without variables are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
# custom:
#   id: aws-lambda-env-kms
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_lambda_function]
#   attributes: [kms_key_arn]
#   satisfied_by:
#     kms_key_arn: [aws_kms_key, aws_kms_alias, aws_kms_replica_key, aws_kms_external_key, aws_kms_replica_external_key]
#   never_computed: [environment, kms_key_arn]
#   remediation: Set `kms_key_arn` to a key of your own.
#   example: |
#     resource "aws_lambda_function" "orders" {
#       function_name = "orders"
#       role          = aws_iam_role.orders.arn
#       filename      = "orders.zip"
#       handler       = "index.handler"
#       runtime       = "nodejs22.x"
#       kms_key_arn   = aws_kms_key.orders.arn
#
#       environment {
#         variables = {
#           STAGE = "production"
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["SC-12", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_173]
package rules.aws.lambda.lambda_env_kms

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.own_key

_fault := "variables are encrypted with a key that AWS manages"

deny contains found if {
	some function in input.resources.aws_lambda_function
	object.get(function.values, ["environment", 0, "variables"], {}) != {}
	some found in own_key.missing([function], ["kms_key_arn"], _fault)
}

# There are variables if these are not none.
deny contains finding.at(function, path, sprintf("%s: `kms_key_arn` is not set", [_fault])) if {
	some function in input.resources.aws_lambda_function
	attribute.is_left_out(function, "kms_key_arn")
	some path in [["environment"], ["environment", 0, "variables"]]
	object.get(function.unknown, path, false) == true
}
