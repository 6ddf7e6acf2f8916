# METADATA
# title: API method asks for no credentials
# description: |
#   Anybody on the internet may call the method: API Gateway checks nothing, so all that protects what is behind it
#   is what that checks itself, and each call is paid for. An API key that the method requires passes here, though
#   AWS does not mean keys for authentication. OPTIONS, which browsers call without credentials, is left out, and so
#   are methods of private APIs and of APIs with a policy that is not for everybody. Methods that an OpenAPI `body`
#   declares are not seen.
# related_resources:
#   - https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html
# custom:
#   id: aws-apigw-method-no-auth
#   severity: medium
#   domain: exposure
#   resources: [aws_api_gateway_method, aws_api_gateway_rest_api]
#   attributes: [authorization, api_key_required, http_method]
#   documents: [public]
#   linked:
#     - aws_api_gateway_method.rest_api_id
#     - aws_api_gateway_rest_api
#     - aws_api_gateway_rest_api_policy.rest_api_id
#   subject: [rest_api_id, resource_id]
#   remediation: |
#     Set `authorization` to `AWS_IAM`, `COGNITO_USER_POOLS` or `CUSTOM`, the last two with an `authorizer_id`.
#   example: |
#     resource "aws_api_gateway_method" "orders" {
#       rest_api_id   = aws_api_gateway_rest_api.shop.id
#       resource_id   = aws_api_gateway_resource.orders.id
#       http_method   = "GET"
#       authorization = "COGNITO_USER_POOLS"
#       authorizer_id = aws_api_gateway_authorizer.customers.id
#     }
#   controls:
#     nist_800_53: ["AC-3"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_59, CKV2_AWS_70, AWS-0004, AVD-AWS-0004]
package rules.aws.apigateway.apigw_method_no_auth

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding
import data.lib.iam

_api := "aws_api_gateway_rest_api"

_method := "aws_api_gateway_method"

_policy := "aws_api_gateway_rest_api_policy"

_msg := "anybody may call the method: `authorization` is NONE"

deny contains found if {
	some api in input.resources[_api]
	not _is_private(api)
	not _is_guarded(api)
	some place in _open_methods(api)
	some found in _findings(api, place)
}

# What the plan does not show of the API is taken to be open.
deny contains finding.at(method, ["authorization"], _msg) if {
	some method in input.resources[_method]
	_is_open(method)
	count(companion.certain(method, _api)) + count(companion.possible(method, _api)) == 0
}

_is_open(method) if {
	method.values.authorization == "NONE"
	method.values.http_method != "OPTIONS"
	attribute.is_off(method, ["api_key_required"])
}

_open_methods(api) := sure | unsure if {
	sure := {{"method": method, "path": ["authorization"]} |
		some method in companion.certain(api, _method)
		_is_open(method)
	}
	unsure := {{"method": method, "path": ["rest_api_id"]} |
		some method in companion.possible(api, _method)
		_is_open(method)
		attribute.is_deferred(method, ["rest_api_id"])
	}
}

_is_private(api) if {
	some configuration in object.get(api.values, "endpoint_configuration", [])
	"PRIVATE" in configuration.types
}

# A policy that is known says who may call.
_is_guarded(api) if {
	some holder in companion.holders(api, _policy)
	attribute.is_set(holder.values, "policy")
	count(iam.concluded(holder, "public")) == 0
}

# Where a policy is known only after apply, or may be that of another API, it decides.
_findings(api, place) := sure | unsure if {
	deferred := [{"policy": holder, "key": "policy"} |
		some holder in companion.holders(api, _policy)
		attribute.is_deferred(holder, ["policy"])
		count(iam.concluded(holder, "public")) == 0
	]
	elsewhere := [{"policy": policy, "key": "rest_api_id"} |
		some policy in companion.possible(api, _policy)
		attribute.is_deferred(policy, ["rest_api_id"])
	]
	doubts := array.concat(deferred, elsewhere)
	sure := {finding.at(place.method, place.path, _msg) | count(doubts) == 0}
	unsure := {finding.beside(place.method, place.path, doubt.policy, [doubt.key], _msg) | some doubt in doubts}
}
