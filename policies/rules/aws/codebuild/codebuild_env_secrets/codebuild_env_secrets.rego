# METADATA
# title: Environment of a CodeBuild project holds credentials
# description: |
#   A variable of the project holds a password, a key or a token in clear. Who may read the project
#   (`codebuild:BatchGetProjects`, in `ReadOnlyAccess` as well) reads it, and so does who may read the state of
#   Terraform. It is found by the forms of well-known keys, and by names such as `DB_PASSWORD` with a literal value.
#   Variables of the types `PARAMETER_STORE` and `SECRETS_MANAGER` hold only the name of the secret.
# related_resources:
#   - https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html
# custom:
#   id: aws-codebuild-env-secrets
#   severity: critical
#   domain: secrets
#   resources: [aws_codebuild_project]
#   attributes: [environment.environment_variable.value]
#   remediation: |
#     Keep the credential in Secrets Manager or Parameter Store, give its name in a variable of that type, and replace
#     the credential that was shown.
#   example: |
#     resource "aws_codebuild_project" "shop" {
#       name         = "shop"
#       service_role = aws_iam_role.build.arn
#
#       artifacts {
#         type = "NO_ARTIFACTS"
#       }
#
#       environment {
#         compute_type = "BUILD_GENERAL1_SMALL"
#         image        = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
#         type         = "LINUX_CONTAINER"
#
#         environment_variable {
#           name  = "DB_PASSWORD"
#           type  = "SECRETS_MANAGER"
#           value = "prod/shop/db"
#         }
#       }
#
#       source {
#         type     = "GITHUB"
#         location = "https://github.com/example/shop.git"
#       }
#     }
#   controls:
#     nist_800_53: ["IA-5"]
#     pci_dss: ["8.6.2"]
#     soc2: ["CC6.1"]
#   aliases: []
package rules.aws.codebuild.codebuild_env_secrets

import rego.v1

import data.lib.credential
import data.lib.finding

deny contains finding.at(project, ["environment", i, "environment_variable", j, "value"], msg) if {
	some project in input.resources.aws_codebuild_project
	some i, environment in project.values.environment
	some j, variable in environment.environment_variable
	not variable.type in {"PARAMETER_STORE", "SECRETS_MANAGER"}
	some words in credential.in_variable(variable.name, variable.value)
	msg := sprintf("variable `%s` holds %s", [variable.name, words])
}
