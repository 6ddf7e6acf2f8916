# METADATA
# title: MSK brokers keep no logs
# description: |
#   No destination for the logs of the brokers is enabled, so refused clients, failing replicas and other trouble
#   leave no trace. Nothing is logged by default.
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-logging.html
# custom:
#   id: aws-msk-logging
#   severity: low
#   domain: logging
#   resources: [aws_msk_cluster]
#   attributes: []
#   never_computed:
#     - logging_info
#     - logging_info.broker_logs
#     - logging_info.broker_logs.cloudwatch_logs
#     - logging_info.broker_logs.firehose
#     - logging_info.broker_logs.s3
#   remediation: Enable `cloudwatch_logs`, `firehose` or `s3` in `logging_info`.
#   example: |
#     resource "aws_msk_cluster" "events" {
#       cluster_name           = "events"
#       kafka_version          = "3.9.x"
#       number_of_broker_nodes = 3
#
#       broker_node_group_info {
#         instance_type   = "kafka.m7g.large"
#         client_subnets  = aws_subnet.private[*].id
#         security_groups = [aws_security_group.events.id]
#       }
#
#       logging_info {
#         broker_logs {
#           cloudwatch_logs {
#             enabled   = true
#             log_group = aws_cloudwatch_log_group.events.name
#           }
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["AU-2", "AU-12"]
#     pci_dss: ["10.2.1"]
#     soc2: ["CC7.2"]
#   aliases: [CKV_AWS_80, AWS-0074, AVD-AWS-0074]
package rules.aws.msk.msk_logging

import rego.v1

import data.lib.deferred
import data.lib.finding

deny contains finding.at(cluster, fault.path, fault.msg) if {
	some cluster in input.resources.aws_msk_cluster
	not _keeps_logs(cluster)
	some fault in _faults(cluster)
}

_logs := ["logging_info", 0, "broker_logs"]

_switches := [array.concat(_logs, [0, destination, 0, "enabled"]) |
	some destination in ["cloudwatch_logs", "firehose", "s3"]
]

_keeps_logs(cluster) if {
	some path in _switches
	object.get(cluster.values, path, false) == true
}

_faults(cluster) := unknown | missing | off if {
	unknown := {{"path": place, "msg": "logs of the brokers go nowhere, unless this sends them somewhere"} |
		some path in _switches
		some place in deferred.places(cluster, path)
	}
	missing := {{"path": ["logging_info"], "msg": "logs of the brokers go nowhere: `logging_info` is not set"} |
		count(unknown) == 0
		object.get(cluster.values, "logging_info", []) == []
	}
	off := {{"path": _logs, "msg": "logs of the brokers go nowhere: no destination is enabled"} |
		count(unknown) == 0
		object.get(cluster.values, "logging_info", []) != []
	}
}
