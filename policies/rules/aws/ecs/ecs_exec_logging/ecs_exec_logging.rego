# METADATA
# title: Sessions of ECS Exec are not logged
# description: |
#   The cluster turns the log of ECS Exec off, so what somebody does in a shell in a container leaves no trace.
#   CloudTrail has that a session was opened, not what was typed. A cluster that says nothing logs where the container
#   logs, and what goes to CloudWatch Logs and S3 is always encrypted there.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
# custom:
#   id: aws-ecs-exec-logging
#   severity: medium
#   domain: logging
#   resources: [aws_ecs_cluster]
#   attributes: [configuration.execute_command_configuration.logging]
#   never_computed: [configuration, configuration.execute_command_configuration]
#   remediation: Set `logging` to `OVERRIDE` with a log group or bucket of its own, or to `DEFAULT`.
#   example: |
#     resource "aws_ecs_cluster" "main" {
#       name = "main"
#
#       configuration {
#         execute_command_configuration {
#           logging = "OVERRIDE"
#
#           log_configuration {
#             cloud_watch_log_group_name = aws_cloudwatch_log_group.exec.name
#           }
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["AU-2", "AU-12"]
#     pci_dss: ["10.2.1"]
#     soc2: ["CC7.2"]
#   aliases: [CKV_AWS_223, CKV_AWS_224]
package rules.aws.ecs.ecs_exec_logging

import rego.v1

import data.lib.setting

_logging := ["configuration", 0, "execute_command_configuration", 0, "logging"]

deny contains found if {
	clusters := object.get(input.resources, "aws_ecs_cluster", [])
	some found in setting.one_of(clusters, _logging, {"bad": {"NONE"}}, "sessions of ECS Exec are not logged")
}
