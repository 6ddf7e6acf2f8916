# METADATA
# title: Everybody may call the Lambda function
# description: |
#   The permission is for the principal `*` and names no organization, account or source, so anybody with an
#   AWS account of their own may call the function. `function_url_auth_type` takes nothing from that: with
#   `AWS_IAM` it is every AWS principal that may call the URL, with `NONE` everybody on the internet. Where
#   the call must have come through the URL (`invoked_via_function_url`), the permission for the URL is what
#   opens it.
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
#   - https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
# custom:
#   id: aws-lambda-permission-public
#   severity: critical
#   domain: exposure
#   resources: [aws_lambda_permission]
#   attributes: []
#   subject: [function_name, qualifier]
#   remediation: Name the accounts, roles or services that may call the function, or set `principal_org_id`.
#   example: |
#     resource "aws_lambda_permission" "partners" {
#       function_name    = aws_lambda_function.orders.function_name
#       action           = "lambda:InvokeFunction"
#       principal        = "*"
#       principal_org_id = "o-a1b2c3d4e5"
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_301, FG_R00276]
package rules.aws.lambda.lambda_permission_public

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.lambda_permission

deny contains finding.at(permission, ["principal"], msg) if {
	some permission in input.resources.aws_lambda_permission
	_may_be_anybody(permission)
	not lambda_permission.names_an_owner(permission)
	not lambda_permission.names_a_source(permission)
	not permission.values.invoked_via_function_url == true
	msg := sprintf("%s: %s", [_effect(permission.values), _state(permission)])
}

_may_be_anybody(permission) if permission.values.principal == "*"

_may_be_anybody(permission) if attribute.is_deferred(permission, ["principal"])

_effect(values) := "everybody may call the URL, without credentials" if {
	object.get(values, "function_url_auth_type", "") == "NONE"
}

_effect(values) := "every AWS principal may call the URL" if {
	object.get(values, "function_url_auth_type", "") == "AWS_IAM"
}

_effect(values) := "every AWS principal may call the function" if {
	not object.get(values, "function_url_auth_type", "") in {"NONE", "AWS_IAM"}
}

_state(permission) := "`principal` is *" if not attribute.is_deferred(permission, ["principal"])

_state(permission) := "`principal` is known only after apply" if attribute.is_deferred(permission, ["principal"])
