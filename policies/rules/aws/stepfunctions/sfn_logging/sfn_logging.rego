# METADATA
# title: Express state machine does not log executions
# description: |
#   Step Functions keeps no history of express executions, so without a log nobody can tell afterwards what ran, with
#   what outcome. Off is the default. Standard state machines keep their history and are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
# custom:
#   id: aws-sfn-logging
#   severity: low
#   domain: logging
#   resources: [aws_sfn_state_machine]
#   attributes: []
#   remediation: Set `level` in `logging_configuration` to `ERROR` or `ALL`, with a log group.
#   example: |
#     resource "aws_sfn_state_machine" "orders" {
#       name       = "orders"
#       type       = "EXPRESS"
#       role_arn   = aws_iam_role.orders.arn
#       definition = file("orders.asl.json")
#
#       logging_configuration {
#         level           = "ERROR"
#         log_destination = "${aws_cloudwatch_log_group.orders.arn}:*"
#       }
#     }
#   controls:
#     nist_800_53: ["AU-2", "AU-12"]
#     pci_dss: ["10.2.1"]
#     soc2: ["CC7.2"]
#   aliases: [CKV_AWS_285, AWS-0119, AVD-AWS-0119]
package rules.aws.stepfunctions.sfn_logging

import rego.v1

import data.lib.attribute
import data.lib.deferred
import data.lib.finding
import data.lib.setting

deny contains finding.at(machine, fault.path, fault.msg) if {
	some machine in input.resources.aws_sfn_state_machine
	machine.values.type == "EXPRESS"
	some fault in _faults(machine)
}

deny contains finding.at(machine, ["type"], "executions are not logged, if they are express ones") if {
	some machine in input.resources.aws_sfn_state_machine
	attribute.is_deferred(machine, ["type"])
	count(_faults(machine)) > 0
}

_level := ["logging_configuration", 0, "level"]

_faults(machine) := off | unknown if {
	off := setting.one_of([machine], _level, {"bad": {"OFF"}, "default": "OFF"}, "executions are not logged")
	unknown := {{"path": place, "msg": "executions are not logged, unless this says so"} |
		some place in deferred.places(machine, _level)
	}
}
