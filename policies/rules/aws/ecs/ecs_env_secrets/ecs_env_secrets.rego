# METADATA
# title: Environment of an ECS container holds credentials
# description: |
#   A variable of a container holds a password, a key or a token in clear. Who may read the task definition
#   (`ecs:DescribeTaskDefinition`, in `ReadOnlyAccess` as well) reads it, also from every old revision, and so does
#   who may read the state of Terraform. It is found by the forms of well-known keys, and by names such as
#   `DB_PASSWORD` with a literal value.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
# custom:
#   id: aws-ecs-env-secrets
#   severity: critical
#   domain: secrets
#   resources: [aws_ecs_task_definition, aws_ecs_express_gateway_service]
#   attributes: [container_definitions, primary_container.environment.value]
#   remediation: |
#     Name the credential in `secrets` with an ARN of Secrets Manager or Parameter Store, and replace the credential
#     that was shown.
#   example: |
#     resource "aws_ecs_task_definition" "web" {
#       family             = "web"
#       execution_role_arn = aws_iam_role.execution.arn
#
#       container_definitions = jsonencode([{
#         name    = "web"
#         image   = "${aws_ecr_repository.web.repository_url}:1.0"
#         memory  = 512
#         secrets = [{ name = "DB_PASSWORD", valueFrom = aws_secretsmanager_secret.db.arn }]
#       }])
#     }
#   controls:
#     nist_800_53: ["IA-5"]
#     pci_dss: ["8.6.2"]
#     soc2: ["CC6.1"]
#   aliases: [AWS-0036, AVD-AWS-0036]
package rules.aws.ecs.ecs_env_secrets

import rego.v1

import data.lib.credential
import data.lib.ecs_container
import data.lib.finding

deny contains finding.at(task, ["container_definitions"], msg) if {
	some task in input.resources.aws_ecs_task_definition
	some container in ecs_container.known(task)
	some variable in ecs_container.elements(container, ["environment"])
	name := ecs_container.member(variable, "name")
	some words in credential.in_variable(name, ecs_container.member(variable, "value"))
	msg := sprintf("variable `%s` of %s holds %s", [name, ecs_container.title(container), words])
}

deny contains finding.at(service, ["primary_container", i, "environment", j, "value"], msg) if {
	some service in input.resources.aws_ecs_express_gateway_service
	some i, container in service.values.primary_container
	some j, variable in container.environment
	some words in credential.in_variable(variable.name, variable.value)
	msg := sprintf("variable `%s` holds %s", [variable.name, words])
}
