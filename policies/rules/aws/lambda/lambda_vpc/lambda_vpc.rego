# METADATA
# title: Lambda function is outside of every VPC
# description: |
#   The function runs in a network of AWS and reaches the whole internet, past the security groups, the routes and
#   the flow logs of your VPCs. That is the default, and safe for most functions: nobody can connect to one. The rule
#   is for those who want all traffic to leave through a network of their own.
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
# custom:
#   id: aws-lambda-vpc
#   severity: low
#   domain: network
#   opt_in: true
#   resources: [aws_lambda_function]
#   attributes: []
#   never_computed: [vpc_config]
#   remediation: Add `vpc_config` with private subnets and a security group.
#   example: |
#     resource "aws_lambda_function" "orders" {
#       function_name = "orders"
#       role          = aws_iam_role.orders.arn
#       filename      = "orders.zip"
#       handler       = "index.handler"
#       runtime       = "nodejs22.x"
#
#       vpc_config {
#         subnet_ids         = [aws_subnet.private.id]
#         security_group_ids = [aws_security_group.orders.id]
#       }
#     }
#   controls:
#     nist_800_53: ["SC-7"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_117]
package rules.aws.lambda.lambda_vpc

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.setting

_fault := "the function is outside of every VPC"

deny contains found if {
	some path in [["vpc_config", 0, "subnet_ids"]]
	some found in setting.unset(object.get(input.resources, "aws_lambda_function", []), path, _fault)
}

deny contains finding.at(function, ["vpc_config"], sprintf("%s, if `vpc_config` has no subnets", [_fault])) if {
	some function in input.resources.aws_lambda_function
	attribute.is_deferred(function, ["vpc_config"])
}
