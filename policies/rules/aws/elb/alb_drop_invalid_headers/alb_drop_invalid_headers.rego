# METADATA
# title: Load balancer forwards invalid headers
# description: |
#   An Application Load Balancer passes on headers whose names are not valid, which proxy and application may read
#   differently: a way to smuggle requests. Its default is to pass them on. The mode for desync mitigation, which
#   is defensive by default, stops the known forms of it, so this matters where the application is lenient.
# related_resources:
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
# custom:
#   id: aws-alb-drop-invalid-headers
#   severity: low
#   domain: network
#   resources: [aws_lb, aws_alb]
#   attributes: [drop_invalid_header_fields]
#   remediation: Set `drop_invalid_header_fields = true`.
#   example: |
#     resource "aws_lb" "main" {
#       name                       = "main"
#       load_balancer_type         = "application"
#       subnets                    = aws_subnet.public[*].id
#       security_groups            = [aws_security_group.lb.id]
#       drop_invalid_header_fields = true
#     }
#   controls:
#     nist_800_53: ["SC-7", "SI-10"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_131, AWS-0052, AVD-AWS-0052]
package rules.aws.elb.alb_drop_invalid_headers

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.setting

_fault := "invalid headers are forwarded"

deny contains found if {
	some type in ["aws_lb", "aws_alb"]
	resources := [balancer |
		some balancer in input.resources[type]
		object.get(balancer.values, "load_balancer_type", "application") == "application"
		not attribute.is_deferred(balancer, ["load_balancer_type"])
	]
	some found in setting.off(resources, ["drop_invalid_header_fields"], _fault)
}

deny contains finding.at(balancer, ["load_balancer_type"], msg) if {
	some type in ["aws_lb", "aws_alb"]
	some balancer in input.resources[type]
	attribute.is_deferred(balancer, ["load_balancer_type"])
	attribute.is_off(balancer, ["drop_invalid_header_fields"])
	msg := sprintf("%s, if this is an Application Load Balancer", [_fault])
}
