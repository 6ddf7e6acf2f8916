# METADATA
# title: Message broker is publicly accessible
# description: |
#   The broker and its web console have addresses on the internet, so a password is what keeps others out; a public
#   RabbitMQ broker has no security group either. Off is the default.
# related_resources:
#   - https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/using-amazon-mq-securely.html
# custom:
#   id: aws-mq-public
#   severity: high
#   domain: exposure
#   resources: [aws_mq_broker]
#   attributes: [publicly_accessible]
#   remediation: Set `publicly_accessible = false`, and let clients connect from the VPC or through a VPN.
#   example: |
#     resource "aws_mq_broker" "orders" {
#       broker_name         = "orders"
#       engine_type         = "RabbitMQ"
#       engine_version      = "4.2"
#       host_instance_type  = "mq.m7g.medium"
#       publicly_accessible = false
#       subnet_ids          = [aws_subnet.private.id]
#
#       user {
#         username = "app"
#         password = var.broker_password
#       }
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_69, AWS-0072, AVD-AWS-0072]
package rules.aws.mq.mq_public

import rego.v1

import data.lib.setting

deny contains found if {
	brokers := object.get(input.resources, "aws_mq_broker", [])
	some found in setting.on(brokers, ["publicly_accessible"], "broker is publicly accessible")
}
