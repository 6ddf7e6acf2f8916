# METADATA
# title: AWS service may invoke the function for any account
# description: |
#   The permission names a service and not for whom it acts. Anybody can have a rule, topic, API or bucket of
#   their own call the function through that service, and the function cannot tell. The ARN of a bucket has no
#   account, and who owns the name may change: S3 needs `source_account` as well, unless the bucket is in the
#   plan. Skills of Alexa are told apart by `event_source_token`. Load balancers call only functions of their
#   own account and are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
# custom:
#   id: aws-lambda-permission-no-source
#   severity: high
#   domain: iam
#   resources: [aws_lambda_permission]
#   attributes: []
#   linked: [aws_s3_bucket]
#   subject: [function_name, qualifier]
#   remediation: Set `source_arn` to what may invoke the function and, for S3, `source_account` to your account.
#   example: |
#     resource "aws_lambda_permission" "uploads" {
#       function_name  = aws_lambda_function.thumbnails.function_name
#       action         = "lambda:InvokeFunction"
#       principal      = "s3.amazonaws.com"
#       source_arn     = aws_s3_bucket.uploads.arn
#       source_account = data.aws_caller_identity.current.account_id
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-4"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_364, AWS-0067, AVD-AWS-0067, FG_R00499]
package rules.aws.lambda.lambda_permission_no_source

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding
import data.lib.lambda_permission

deny contains finding.at(permission, ["source_arn"], msg) if {
	some permission in _invoking
	_is_service(permission.values.principal)
	not lambda_permission.names_an_owner(permission)
	not lambda_permission.names_a_source(permission)
	msg := sprintf("%s may invoke the function for any account: %s", [permission.values.principal, _state(permission)])
}

deny contains finding.at(permission, [key], msg) if {
	some permission in _invoking
	startswith(permission.values.principal, "s3.")
	not lambda_permission.names_an_owner(permission)
	lambda_permission.names_a_source(permission)
	not _is_for_bucket_of_plan(permission)
	key := _key(permission)
	msg := "S3 may invoke the function for whoever owns the bucket: `source_account` is not set"
}

deny contains finding.at(permission, ["principal"], msg) if {
	some permission in _invoking
	attribute.is_deferred(permission, ["principal"])
	not lambda_permission.names_an_owner(permission)
	not lambda_permission.names_a_source(permission)
	msg := sprintf("a service may invoke the function for any account, if `principal` is one: %s", [_state(permission)])
}

# Those that let invoke. Lambda@Edge has a permission to read the function for its replicas.
_invoking contains permission if {
	some permission in input.resources.aws_lambda_permission
	regex.match("^([*]|lambda:([*]|invoke.*))$", lower(object.get(permission.values, "action", "*")))
}

_is_service(principal) if {
	regex.match("[.](amazonaws[.]com([.]cn)?|amazon[.]com)$", principal)
	not startswith(principal, "arn:")
	not startswith(principal, "elasticloadbalancing.")
}

_is_for_bucket_of_plan(permission) if {
	some bucket in companion.certain(permission, "aws_s3_bucket")
	"source_arn" in bucket.via.here
}

# Where a permission for a bucket is at fault. A bucket that is known only after apply may be one of the plan.
_key(permission) := "source_arn" if attribute.is_deferred(permission, ["source_arn"])

_key(permission) := "source_account" if not attribute.is_deferred(permission, ["source_arn"])

_state(permission) := sprintf("`source_arn` is %s", [permission.values.source_arn]) if {
	attribute.is_set(permission.values, "source_arn")
}

_state(permission) := "neither `source_arn` nor `source_account` is set" if {
	not attribute.is_set(permission.values, "source_arn")
}
