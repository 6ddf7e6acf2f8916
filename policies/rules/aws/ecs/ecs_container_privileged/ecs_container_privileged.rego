# METADATA
# title: ECS container is root on its host
# description: |
#   A container is privileged, or has a capability that comes to the same: who breaks into it has the host with its
#   role and all other tasks there. A task with the process namespace of the host sees and stops the processes of
#   others. Agents that watch hosts may need this, programs that serve users do not. Fargate refuses all of it.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
# custom:
#   id: aws-ecs-container-privileged
#   severity: high
#   domain: exposure
#   resources: [aws_ecs_task_definition]
#   attributes: [container_definitions, pid_mode]
#   remediation: |
#     Leave out `privileged`, the added capability or `pid_mode`, and add the one narrow capability that the program
#     needs, if any.
#   example: |
#     resource "aws_ecs_task_definition" "web" {
#       family = "web"
#
#       container_definitions = jsonencode([{
#         name       = "web"
#         image      = "${aws_ecr_repository.web.repository_url}:1.0"
#         memory     = 512
#         privileged = false
#       }])
#     }
#   controls:
#     nist_800_53: ["AC-6"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_334, CKV_AWS_335]
package rules.aws.ecs.ecs_container_privileged

import rego.v1

import data.lib.ecs_container
import data.lib.finding
import data.lib.setting

deny contains finding.at(task, ["container_definitions"], msg) if {
	some task in input.resources.aws_ecs_task_definition
	some container in ecs_container.known(task)
	ecs_container.member(container, "privileged") == true
	msg := sprintf("%s is root on its host: `privileged` is true", [ecs_container.title(container)])
}

deny contains finding.at(task, ["container_definitions"], msg) if {
	some task in input.resources.aws_ecs_task_definition
	some container in ecs_container.known(task)
	some capability in ecs_container.elements(container, ["linuxParameters", "capabilities", "add"])
	capability in {"ALL", "SYS_ADMIN", "SYS_MODULE"}
	msg := sprintf("%s is root on its host: it has the capability %s", [ecs_container.title(container), capability])
}

deny contains finding.graded(found, "medium") if {
	tasks := object.get(input.resources, "aws_ecs_task_definition", [])
	some found in setting.one_of(tasks, ["pid_mode"], {"bad": {"host"}}, "containers share the processes of the host")
}
