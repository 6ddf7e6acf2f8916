# METADATA
# title: Neptune publishes no audit log
# description: |
#   Nobody can tell afterwards who asked the graph what. The audit log wants two things that are both off by
#   default: the cluster parameter `neptune_enable_audit_log`, which the group of AWS can't have, and the export
#   to CloudWatch Logs.
# related_resources:
#   - https://docs.aws.amazon.com/neptune/latest/userguide/auditing.html
#   - https://docs.aws.amazon.com/neptune/latest/userguide/cloudwatch-logs.html
# custom:
#   id: aws-neptune-logging
#   severity: low
#   domain: logging
#   resources: [aws_neptune_cluster, aws_neptune_cluster_parameter_group]
#   attributes: [enable_cloudwatch_logs_exports]
#   never_computed: [parameter]
#   remediation: Export `audit`, and give the cluster a parameter group with `neptune_enable_audit_log` set to 1.
#   example: |
#     resource "aws_neptune_cluster_parameter_group" "graph" {
#       name   = "graph"
#       family = "neptune1.4"
#
#       parameter {
#         name  = "neptune_enable_audit_log"
#         value = "1"
#       }
#     }
#
#     resource "aws_neptune_cluster" "graph" {
#       cluster_identifier                   = "graph"
#       iam_database_authentication_enabled  = true
#       storage_encrypted                    = true
#       enable_cloudwatch_logs_exports       = ["audit"]
#       neptune_cluster_parameter_group_name = aws_neptune_cluster_parameter_group.graph.name
#     }
#   controls:
#     nist_800_53: ["AU-2", "AU-12"]
#     pci_dss: ["10.2.1"]
#     soc2: ["CC7.2"]
#   aliases: [CKV_AWS_101, AWS-0075, AVD-AWS-0075]
package rules.aws.neptune.neptune_logging

import rego.v1

import data.lib.finding
import data.lib.parameter_group
import data.lib.setting

_exports := "enable_cloudwatch_logs_exports"

_group := "neptune_cluster_parameter_group_name"

_parameter := "neptune_enable_audit_log"

deny contains found if {
	clusters := object.get(input.resources, "aws_neptune_cluster", [])
	some found in setting.lacking(clusters, [_exports], ["audit"], "no audit log is published")
}

deny contains finding.at(cluster, [_group], msg) if {
	some cluster in input.resources.aws_neptune_cluster
	"audit" in object.get(cluster.values, _exports, [])
	parameter_group.is_default(cluster, _group)
	msg := sprintf("no audit log is written: the default parameter group leaves `%s` off", [_parameter])
}

deny contains finding.at(group, fault.path, sprintf("no audit log is written: %s", [fault.state])) if {
	some group in input.resources.aws_neptune_cluster_parameter_group
	some fault in parameter_group.faults(group, _parameter, {"bad": {"0"}, "default": "0"})
}
