# METADATA
# title: VPC has no flow log
# description: |
#   No flow log of the plan records what goes in and out of the VPC, so scans, intrusions and data that leaves can't
#   be seen or looked up afterwards. AWS records nothing unless it is told to. A flow log of each subnet alone, or
#   one that another configuration makes, is not seen here.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
# custom:
#   id: aws-vpc-flow-logs
#   severity: medium
#   domain: logging
#   resources: [aws_vpc, aws_default_vpc]
#   attributes: []
#   linked: [aws_flow_log.vpc_id]
#   remediation: |
#     Add an `aws_flow_log` for the VPC.
#   example: |
#     resource "aws_flow_log" "main" {
#       vpc_id               = aws_vpc.main.id
#       traffic_type         = "ALL"
#       log_destination_type = "s3"
#       log_destination      = aws_s3_bucket.flow_logs.arn
#     }
#   controls:
#     cis_aws: ["3.7"]
#     nist_800_53: ["AU-2", "AU-12", "SI-4"]
#     pci_dss: ["10.2.1"]
#     soc2: ["CC7.2"]
#   aliases: [CKV2_AWS_11, AWS-0178, AVD-AWS-0178, FG_R00054]
package rules.aws.vpc.vpc_flow_logs

import rego.v1

import data.lib.companion
import data.lib.finding

_log := "aws_flow_log"

deny contains finding.without(vpc, [], {_log}, "no flow log records the traffic of the VPC") if {
	some type in ["aws_vpc", "aws_default_vpc"]
	some vpc in input.resources[type]
	not companion.has(vpc, _log)
}
