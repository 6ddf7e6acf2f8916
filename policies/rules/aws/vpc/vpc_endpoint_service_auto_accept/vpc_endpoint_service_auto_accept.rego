# METADATA
# title: VPC endpoint service accepts connections by itself
# description: |
#   Every account that may ask for a connection to the service gets one, and nobody looks at it. Where
#   `allowed_principals` has `*`, that is every account of AWS, and the finding is of severity high; without
#   principals it is the own account alone.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html
# custom:
#   id: aws-vpc-endpoint-service-auto-accept
#   severity: low
#   domain: network
#   resources: [aws_vpc_endpoint_service]
#   attributes: [acceptance_required]
#   linked: [aws_vpc_endpoint_service_allowed_principal.vpc_endpoint_service_id]
#   remediation: |
#     Set `acceptance_required = true`, and name the principals that may ask.
#   example: |
#     resource "aws_vpc_endpoint_service" "orders" {
#       acceptance_required        = true
#       allowed_principals         = ["arn:aws:iam::111122223333:root"]
#       network_load_balancer_arns = [aws_lb.orders.arn]
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-4"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_123]
package rules.aws.vpc.vpc_endpoint_service_auto_accept

import rego.v1

import data.lib.companion
import data.lib.finding
import data.lib.setting

deny contains found if {
	some service in input.resources.aws_vpc_endpoint_service
	some accepted in setting.off([service], ["acceptance_required"], "connections are accepted without approval")
	some found in _graded(service, accepted)
}

_graded(service, accepted) := {accepted} if not _is_for_everybody(service)

_graded(service, accepted) := {finding.graded(object.union(accepted, {"msg": msg}), "high")} if {
	_is_for_everybody(service)
	msg := sprintf("%s, and any account may ask for one", [accepted.msg])
}

_is_for_everybody(service) if "*" in service.values.allowed_principals

_is_for_everybody(service) if {
	some principal in companion.certain(service, "aws_vpc_endpoint_service_allowed_principal")
	principal.values.principal_arn == "*"
}
