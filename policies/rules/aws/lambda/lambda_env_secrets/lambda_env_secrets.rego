# METADATA
# title: Environment of a Lambda function holds credentials
# description: |
#   A variable of the function holds a password, a key or a token in clear. Who may read the configuration of the
#   function (`lambda:GetFunction`, in `ReadOnlyAccess` as well) reads it, and so does who may read the state of
#   Terraform. It is found by the forms of well-known keys, and by names such as `DB_PASSWORD` with a literal value.
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
#   - https://docs.aws.amazon.com/lambda/latest/dg/with-secrets-manager.html
# custom:
#   id: aws-lambda-env-secrets
#   severity: critical
#   domain: secrets
#   resources: [aws_lambda_function]
#   attributes: [environment.variables]
#   never_computed: [environment]
#   remediation: |
#     Keep the credential in Secrets Manager or Parameter Store, give the function the name of it, and replace the
#     credential that was shown.
#   example: |
#     resource "aws_lambda_function" "orders" {
#       function_name = "orders"
#       role          = aws_iam_role.orders.arn
#       filename      = "orders.zip"
#       handler       = "index.handler"
#       runtime       = "nodejs22.x"
#
#       environment {
#         variables = {
#           DB_SECRET_NAME = "prod/orders/db"
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["IA-5"]
#     pci_dss: ["8.6.2"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_45]
package rules.aws.lambda.lambda_env_secrets

import rego.v1

import data.lib.credential
import data.lib.finding

deny contains finding.at(function, ["environment", i, "variables", name], msg) if {
	some function in input.resources.aws_lambda_function
	some i, environment in function.values.environment
	some name, value in environment.variables
	some words in credential.in_variable(name, value)
	msg := sprintf("variable `%s` holds %s", [name, words])
}
