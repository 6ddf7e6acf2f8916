# METADATA
# title: Environment of an App Runner service holds credentials
# description: |
#   A variable of the service holds a password, a key or a token in clear. Who may read the service
#   (`apprunner:DescribeService`, in `ReadOnlyAccess` as well) reads it, and so does who may read the state of
#   Terraform. It is found by the forms of well-known keys, and by names such as `DB_PASSWORD` with a literal value.
# related_resources:
#   - https://docs.aws.amazon.com/apprunner/latest/dg/env-variable.html
# custom:
#   id: aws-apprunner-env-secrets
#   severity: critical
#   domain: secrets
#   resources: [aws_apprunner_service]
#   attributes:
#     - source_configuration.image_repository.image_configuration.runtime_environment_variables
#     - source_configuration.code_repository.code_configuration.code_configuration_values.runtime_environment_variables
#   never_computed:
#     - source_configuration.image_repository
#     - source_configuration.image_repository.image_configuration
#     - source_configuration.code_repository
#     - source_configuration.code_repository.code_configuration
#     - source_configuration.code_repository.code_configuration.code_configuration_values
#   remediation: |
#     Name the credential in `runtime_environment_secrets` with an ARN of Secrets Manager or Parameter Store, and
#     replace the credential that was shown.
#   example: |
#     resource "aws_apprunner_service" "shop" {
#       service_name = "shop"
#
#       instance_configuration {
#         instance_role_arn = aws_iam_role.shop.arn
#       }
#
#       source_configuration {
#         authentication_configuration {
#           access_role_arn = aws_iam_role.pull.arn
#         }
#
#         image_repository {
#           image_identifier      = "${aws_ecr_repository.shop.repository_url}:1.0"
#           image_repository_type = "ECR"
#
#           image_configuration {
#             runtime_environment_secrets = {
#               DB_PASSWORD = aws_secretsmanager_secret.db.arn
#             }
#           }
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["IA-5"]
#     pci_dss: ["8.6.2"]
#     soc2: ["CC6.1"]
#   aliases: []
package rules.aws.apprunner.apprunner_env_secrets

import rego.v1

import data.lib.credential
import data.lib.finding

_places := [
	["image_repository", 0, "image_configuration", 0],
	["code_repository", 0, "code_configuration", 0, "code_configuration_values", 0],
]

deny contains finding.at(service, array.concat(path, [name]), msg) if {
	some service in input.resources.aws_apprunner_service
	some place in _places
	path := array.concat(array.concat(["source_configuration", 0], place), ["runtime_environment_variables"])
	some name, value in object.get(service.values, path, {})
	some words in credential.in_variable(name, value)
	msg := sprintf("variable `%s` holds %s", [name, words])
}
