# METADATA
# title: ECS container may write to its root file system
# description: |
#   Who breaks into the container may change the program and put others beside it. With a root file system that is
#   read only, what the program writes goes to volumes. Many images write to their own files and must be changed
#   first, so this is for those who ask for it. Windows containers have no such setting and are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
# custom:
#   id: aws-ecs-writable-root-filesystem
#   severity: low
#   domain: exposure
#   opt_in: true
#   resources: [aws_ecs_task_definition]
#   attributes: [container_definitions]
#   never_computed: [runtime_platform]
#   remediation: Set `readonlyRootFilesystem` to true, and mount volumes where the program writes.
#   example: |
#     resource "aws_ecs_task_definition" "web" {
#       family = "web"
#
#       container_definitions = jsonencode([{
#         name                   = "web"
#         image                  = "${aws_ecr_repository.web.repository_url}:1.0"
#         memory                 = 512
#         readonlyRootFilesystem = true
#       }])
#     }
#   controls:
#     nist_800_53: ["AC-6"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_336]
package rules.aws.ecs.ecs_writable_root_filesystem

import rego.v1

import data.lib.ecs_container
import data.lib.finding

_system := ["runtime_platform", 0, "operating_system_family"]

deny contains finding.at(task, ["container_definitions"], msg) if {
	some task in input.resources.aws_ecs_task_definition
	not startswith(object.get(task.values, _system, "LINUX"), "WINDOWS")
	some container in ecs_container.known(task)
	not ecs_container.member(container, "readonlyRootFilesystem") == true
	msg := sprintf("%s may write to its root file system", [ecs_container.title(container)])
}
