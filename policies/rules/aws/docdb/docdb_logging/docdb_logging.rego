# METADATA
# title: DocumentDB publishes no audit log
# description: |
#   Nobody can tell afterwards who signed in to the cluster and changed what. The audit log wants two things
#   that are both off by default: the cluster parameter `audit_logs`, which the group of AWS can't have, and the
#   export to CloudWatch Logs. The profiler log shows slow operations and is not asked for.
# related_resources:
#   - https://docs.aws.amazon.com/documentdb/latest/developerguide/event-auditing.html
# custom:
#   id: aws-docdb-logging
#   severity: low
#   domain: logging
#   resources: [aws_docdb_cluster, aws_docdb_cluster_parameter_group]
#   attributes: [enabled_cloudwatch_logs_exports]
#   never_computed: [parameter]
#   remediation: Export `audit`, and give the cluster a parameter group with `audit_logs` set to `enabled`.
#   example: |
#     resource "aws_docdb_cluster_parameter_group" "shop" {
#       name   = "shop"
#       family = "docdb5.0"
#
#       parameter {
#         name  = "audit_logs"
#         value = "enabled"
#       }
#     }
#
#     resource "aws_docdb_cluster" "shop" {
#       cluster_identifier              = "shop"
#       master_username                 = "app"
#       manage_master_user_password     = true
#       storage_encrypted               = true
#       enabled_cloudwatch_logs_exports = ["audit"]
#       db_cluster_parameter_group_name = aws_docdb_cluster_parameter_group.shop.name
#     }
#   controls:
#     nist_800_53: ["AU-2", "AU-12"]
#     pci_dss: ["10.2.1"]
#     soc2: ["CC7.2"]
#   aliases: [CKV_AWS_85, CKV_AWS_104, AWS-0020, AVD-AWS-0020]
package rules.aws.docdb.docdb_logging

import rego.v1

import data.lib.finding
import data.lib.parameter_group
import data.lib.setting

_exports := "enabled_cloudwatch_logs_exports"

_group := "db_cluster_parameter_group_name"

_parameter := "audit_logs"

deny contains found if {
	clusters := object.get(input.resources, "aws_docdb_cluster", [])
	some found in setting.lacking(clusters, [_exports], ["audit"], "no audit log is published")
}

deny contains finding.at(cluster, [_group], msg) if {
	some cluster in input.resources.aws_docdb_cluster
	"audit" in object.get(cluster.values, _exports, [])
	parameter_group.is_default(cluster, _group)
	msg := sprintf("no audit log is written: the default parameter group leaves `%s` off", [_parameter])
}

deny contains finding.at(group, fault.path, sprintf("no audit log is written: %s", [fault.state])) if {
	some group in input.resources.aws_docdb_cluster_parameter_group
	some fault in parameter_group.faults(group, _parameter, {"bad": {"disabled", "none"}, "default": "disabled"})
}
