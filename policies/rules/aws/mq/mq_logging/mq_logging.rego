# METADATA
# title: Message broker keeps no logs
# description: |
#   The general log has connections, refused logins and errors, the audit log of ActiveMQ who changed what in the
#   broker. Both are off by default. RabbitMQ has no audit log.
# related_resources:
#   - https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/security-logging-monitoring.html
# custom:
#   id: aws-mq-logging
#   severity: low
#   domain: logging
#   resources: [aws_mq_broker]
#   attributes: [logs.general]
#   never_computed: [logs]
#   remediation: Set `general = true` in `logs`, and for ActiveMQ `audit = true` as well.
#   example: |
#     resource "aws_mq_broker" "orders" {
#       broker_name        = "orders"
#       engine_type        = "ActiveMQ"
#       engine_version     = "5.18"
#       host_instance_type = "mq.m5.large"
#       subnet_ids         = [aws_subnet.private.id]
#       security_groups    = [aws_security_group.orders.id]
#
#       logs {
#         general = true
#         audit   = true
#       }
#
#       user {
#         username = "app"
#         password = var.broker_password
#       }
#     }
#   controls:
#     nist_800_53: ["AU-2", "AU-12"]
#     pci_dss: ["10.2.1"]
#     soc2: ["CC7.2"]
#   aliases: [CKV_AWS_48, CKV_AWS_197, AWS-0070, AVD-AWS-0070, AWS-0071, AVD-AWS-0071]
package rules.aws.mq.mq_logging

import rego.v1

import data.lib.attribute
import data.lib.deferred
import data.lib.finding
import data.lib.setting
import data.lib.text

deny contains found if {
	brokers := object.get(input.resources, "aws_mq_broker", [])
	some found in setting.off(brokers, ["logs", 0, "general"], "broker writes no general log")
}

deny contains finding.at(broker, ["logs", 0, "audit"], msg) if {
	some broker in input.resources.aws_mq_broker
	lower(broker.values.engine_type) == "activemq"
	some logs in _without_audit(broker)
	msg := sprintf("broker writes no audit log: %s", [text.state(logs, "audit")])
}

deny contains finding.at(broker, ["engine_type"], "broker writes no audit log, if it is ActiveMQ") if {
	some broker in input.resources.aws_mq_broker
	attribute.is_deferred(broker, ["engine_type"])
	count(_without_audit(broker)) > 0
}

deny contains finding.at(broker, place, "broker writes no audit log, unless this is true") if {
	some broker in input.resources.aws_mq_broker
	lower(object.get(broker.values, "engine_type", "activemq")) == "activemq"
	not attribute.is_deferred(broker, ["logs"])
	some place in deferred.places(broker, ["logs", 0, "audit"])
}

_without_audit(broker) := [logs |
	some logs in broker.values.logs
	not object.get(logs, "audit", false) in {true, "true"}
	not attribute.is_deferred(broker, ["logs", 0, "audit"])
]
