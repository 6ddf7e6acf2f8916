# METADATA
# title: ECS task mounts an EFS file system without TLS
# description: |
#   What the task reads and writes goes through the network in clear, and whoever is on the way reads and changes it.
#   ECS mounts without TLS unless the volume says otherwise. Authorization by IAM and access points need TLS, too.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html
#   - https://docs.aws.amazon.com/efs/latest/ug/encryption-in-transit.html
# custom:
#   id: aws-ecs-efs-transit-encryption
#   severity: high
#   domain: encryption
#   resources: [aws_ecs_task_definition]
#   attributes: [volume.efs_volume_configuration.transit_encryption]
#   never_computed: [volume, volume.efs_volume_configuration]
#   remediation: Set `transit_encryption = "ENABLED"`.
#   example: |
#     resource "aws_ecs_task_definition" "web" {
#       family                = "web"
#       container_definitions = local.containers
#
#       volume {
#         name = "uploads"
#
#         efs_volume_configuration {
#           file_system_id     = aws_efs_file_system.uploads.id
#           transit_encryption = "ENABLED"
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["SC-8"]
#     soc2: ["CC6.7"]
#   aliases: [CKV_AWS_97, AWS-0035, AVD-AWS-0035]
package rules.aws.ecs.ecs_efs_transit_encryption

import rego.v1

import data.lib.setting

deny contains found if {
	some task in input.resources.aws_ecs_task_definition
	some i, volume in task.values.volume
	some j, _ in volume.efs_volume_configuration
	some path in [["volume", i, "efs_volume_configuration", j, "transit_encryption"]]
	choice := {"good": {"ENABLED"}, "default": "DISABLED"}
	some found in setting.other_than([task], path, choice, "files go through the network in clear")
}
