# METADATA
# title: Batch job runs privileged
# description: |
#   A privileged container has root on its host, which it shares with other jobs of the compute environment: their
#   data and the role of the host are within reach of whoever takes over this job.
# related_resources:
#   - https://docs.aws.amazon.com/batch/latest/APIReference/API_ContainerProperties.html
#   - https://docs.aws.amazon.com/batch/latest/APIReference/API_EksContainerSecurityContext.html
# custom:
#   id: aws-batch-privileged
#   severity: medium
#   domain: exposure
#   resources: [aws_batch_job_definition]
#   attributes:
#     - container_properties
#     - ecs_properties
#     - node_properties
#     - eks_properties.pod_properties.containers.security_context.privileged
#     - eks_properties.pod_properties.init_containers.security_context.privileged
#   never_computed:
#     - eks_properties
#     - eks_properties.pod_properties
#     - eks_properties.pod_properties.containers
#     - eks_properties.pod_properties.containers.security_context
#     - eks_properties.pod_properties.init_containers
#     - eks_properties.pod_properties.init_containers.security_context
#   remediation: Remove `privileged`, and give the container the devices or capabilities that it needs.
#   example: |
#     resource "aws_batch_job_definition" "report" {
#       name = "report"
#       type = "container"
#
#       container_properties = jsonencode({
#         image      = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/report:1.4.2"
#         jobRoleArn = "arn:aws:iam::111122223333:role/report"
#         privileged = false
#         resourceRequirements = [
#           { type = "VCPU", value = "1" },
#           { type = "MEMORY", value = "2048" },
#         ]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-6"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_210]
package rules.aws.batch.batch_privileged

import rego.v1

import data.lib.batch_container
import data.lib.finding

deny contains finding.at(job, [key], "a container has root on its host: `privileged` is true") if {
	some job in input.resources.aws_batch_job_definition
	some key in ["container_properties", "ecs_properties", "node_properties"]
	some container in batch_container.in_text(object.get(job.values, key, ""))
	some name, value in container
	lower(name) == "privileged"
	value == true
}

deny contains finding.at(job, path, "a container has root on its host: `privileged` is true") if {
	some job in input.resources.aws_batch_job_definition
	some i, properties in job.values.eks_properties
	some j, pod in properties.pod_properties
	some block in ["containers", "init_containers"]
	some k, container in pod[block]
	some l, context in container.security_context
	context.privileged == true
	path := ["eks_properties", i, "pod_properties", j, block, k, "security_context", l, "privileged"]
}
