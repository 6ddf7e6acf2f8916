# METADATA
# title: Environment of a Batch job holds credentials
# description: |
#   A variable of a container holds a password, a key or a token in clear. Who may read the job definition
#   (`batch:DescribeJobDefinitions`, in `ReadOnlyAccess` as well) reads it, also from old revisions, and so does who
#   may read the state of Terraform. It is found by the forms of well-known keys, and by names such as `DB_PASSWORD`
#   with a literal value.
# related_resources:
#   - https://docs.aws.amazon.com/batch/latest/userguide/specifying-sensitive-data.html
# custom:
#   id: aws-batch-env-secrets
#   severity: critical
#   domain: secrets
#   resources: [aws_batch_job_definition]
#   attributes:
#     - container_properties
#     - ecs_properties
#     - node_properties
#     - eks_properties.pod_properties.containers.env.value
#     - eks_properties.pod_properties.init_containers.env.value
#   never_computed:
#     - eks_properties
#     - eks_properties.pod_properties
#     - eks_properties.pod_properties.containers
#     - eks_properties.pod_properties.containers.env
#     - eks_properties.pod_properties.init_containers
#     - eks_properties.pod_properties.init_containers.env
#   remediation: |
#     Name the credential in `secrets` with an ARN of Secrets Manager or Parameter Store, and replace the credential
#     that was shown.
#   example: |
#     resource "aws_batch_job_definition" "report" {
#       name = "report"
#       type = "container"
#
#       container_properties = jsonencode({
#         image            = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/report:1.4.2"
#         executionRoleArn = "arn:aws:iam::111122223333:role/execution"
#         resourceRequirements = [
#           { type = "VCPU", value = "1" },
#           { type = "MEMORY", value = "2048" },
#         ]
#         secrets = [{ name = "DB_PASSWORD", valueFrom = "arn:aws:ssm:eu-central-1:111122223333:parameter/report/db" }]
#       })
#     }
#   controls:
#     nist_800_53: ["IA-5"]
#     pci_dss: ["8.6.2"]
#     soc2: ["CC6.1"]
#   aliases: []
package rules.aws.batch.batch_env_secrets

import rego.v1

import data.lib.batch_container
import data.lib.credential
import data.lib.ecs_container
import data.lib.finding

deny contains finding.at(job, [key], sprintf("variable `%s` holds %s", [name, words])) if {
	some job in input.resources.aws_batch_job_definition
	some key in ["container_properties", "ecs_properties", "node_properties"]
	some container in batch_container.in_text(object.get(job.values, key, ""))
	some variable in ecs_container.elements(container, ["environment"])
	name := ecs_container.member(variable, "name")
	some words in credential.in_variable(name, ecs_container.member(variable, "value"))
}

deny contains finding.at(job, path, sprintf("variable `%s` holds %s", [variable.name, words])) if {
	some job in input.resources.aws_batch_job_definition
	some i, properties in job.values.eks_properties
	some j, pod in properties.pod_properties
	some block in ["containers", "init_containers"]
	some k, container in pod[block]
	some l, variable in container.env
	some words in credential.in_variable(variable.name, variable.value)
	path := ["eks_properties", i, "pod_properties", j, block, k, "env", l, "value"]
}
