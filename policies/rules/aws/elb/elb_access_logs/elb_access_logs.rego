# METADATA
# title: Load balancer does not log access
# description: |
#   Nothing tells who sent which request through the load balancer, so an attack on what is behind it can be
#   neither seen nor followed up. Logs are off by default. A Network Load Balancer logs only what comes in over
#   TLS and is judged where it has a listener for that; Gateway Load Balancers have no such logs.
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html
# custom:
#   id: aws-elb-access-logs
#   severity: low
#   domain: logging
#   resources: [aws_lb, aws_alb, aws_elb]
#   attributes: [access_logs.enabled]
#   linked:
#     - aws_lb_listener.load_balancer_arn
#     - aws_alb_listener.load_balancer_arn
#     - aws_cloudwatch_log_delivery_source.resource_arn
#   never_computed: [access_logs]
#   remediation: Add `access_logs` with a bucket and `enabled = true`.
#   example: |
#     resource "aws_lb" "main" {
#       name                       = "main"
#       load_balancer_type         = "application"
#       subnets                    = aws_subnet.public[*].id
#       drop_invalid_header_fields = true
#
#       access_logs {
#         bucket  = aws_s3_bucket.lb_logs.id
#         enabled = true
#       }
#     }
#   controls:
#     nist_800_53: ["AU-2", "AU-12"]
#     pci_dss: ["10.2.1"]
#     soc2: ["CC7.2"]
#   aliases: [CKV_AWS_91, CKV_AWS_92, FG_R00066]
package rules.aws.elb.elb_access_logs

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding
import data.lib.setting

_source := "aws_cloudwatch_log_delivery_source"

_fault := "requests are not logged"

deny contains object.union(found, {"without": {_source}}) if {
	some type in ["aws_lb", "aws_alb"]
	resources := [balancer |
		some balancer in input.resources[type]
		_logs_requests(balancer)
		not companion.has(balancer, _source)
	]
	some found in setting.off(resources, ["access_logs", 0, "enabled"], _fault)
}

deny contains found if {
	resources := object.get(input.resources, "aws_elb", [])
	some found in setting.unset(resources, ["access_logs"], _fault)
}

deny contains finding.at(balancer, ["access_logs", 0, "enabled"], msg) if {
	some balancer in input.resources.aws_elb
	some block in balancer.values.access_logs
	block.enabled == false
	msg := sprintf("%s: `enabled` is false", [_fault])
}

_logs_requests(balancer) if {
	object.get(balancer.values, "load_balancer_type", "application") == "application"
	not attribute.is_deferred(balancer, ["load_balancer_type"])
}

_logs_requests(balancer) if {
	balancer.values.load_balancer_type == "network"
	some type in ["aws_lb_listener", "aws_alb_listener"]
	some listener in companion.certain(balancer, type)
	upper(listener.values.protocol) == "TLS"
}
