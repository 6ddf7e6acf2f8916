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
#   context: [aws_vpc, aws_default_vpc]
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

import data.lib.attribute
import data.lib.companion
import data.lib.finding

_log := "aws_flow_log"

deny contains finding.without(vpc, [], {_log}, "no flow log records the traffic of the VPC") if {
	some vpc in _vpcs
	not companion.has(vpc, _log)
	not _is_alone_beside_a_log(vpc)
}

_vpcs := [vpc |
	some type in ["aws_vpc", "aws_default_vpc"]
	some vpc in input.resources[type]
]

# A VPC that only apply knows, named through a local, is the one that the module makes.
_is_alone_beside_a_log(vpc) if {
	some log in companion.possible(vpc, _log)
	attribute.is_deferred(log, ["vpc_id"])
	object.get(log, "module", "") == object.get(vpc, "module", "")
	count([1 | some other in _vpcs; object.get(other, "module", "") == object.get(vpc, "module", "")]) == 1
}
