# What a permission of a Lambda function asks of those who call it.
package lib.lambda_permission

import rego.v1

import data.lib.attribute

# The callers are of one account or organization, or are one skill of Alexa.
names_an_owner(permission) if {
	some key in ["source_account", "principal_org_id", "event_source_token"]
	attribute.is_given(permission, key)
}

# The callers act for one source, or for those of one account. An ARN without an account (a bucket's) names one
# source if it is no pattern.
names_a_source(permission) if attribute.is_deferred(permission, ["source_arn"])

names_a_source(permission) if {
	account := _account(permission.values.source_arn)
	count(account) > 0
	not _is_pattern(account)
}

names_a_source(permission) if {
	_account(permission.values.source_arn) == ""
	not _is_pattern(permission.values.source_arn)
}

_account(arn) := split(arn, ":")[4]

_is_pattern(text) if regex.match("[*?]", text)
