# METADATA
# title: ECS service gives its tasks public addresses
# description: |
#   Each task has an address on the internet, so that only its security groups keep everybody from connecting to it.
#   Tasks behind a load balancer need none: in private subnets they reach the internet through a NAT gateway, and AWS
#   through endpoints of the VPC.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
# custom:
#   id: aws-ecs-service-public-ip
#   severity: medium
#   domain: exposure
#   resources: [aws_ecs_service, aws_ecs_task_set]
#   attributes: [network_configuration.assign_public_ip]
#   never_computed: [network_configuration]
#   remediation: Leave out `assign_public_ip`, and run the tasks in private subnets.
#   example: |
#     resource "aws_ecs_service" "web" {
#       name            = "web"
#       cluster         = aws_ecs_cluster.main.id
#       task_definition = aws_ecs_task_definition.web.arn
#       launch_type     = "FARGATE"
#
#       network_configuration {
#         subnets          = [aws_subnet.private.id]
#         security_groups  = [aws_security_group.web.id]
#         assign_public_ip = false
#       }
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_333]
package rules.aws.ecs.ecs_service_public_ip

import rego.v1

import data.lib.setting

_path := ["network_configuration", 0, "assign_public_ip"]

deny contains found if {
	some type in ["aws_ecs_service", "aws_ecs_task_set"]
	some found in setting.on(object.get(input.resources, type, []), _path, "tasks have public addresses")
}
