# METADATA
# title: Encryption is turned off
# description: |
#   The change turns off encryption of what is stored or sent, the rotation of a key, or takes away the customer's
#   own key, so that a key of the provider takes over or none. The parameters `encryption_switches`,
#   `encryption_bypasses` and `encryption_keys` name the attributes. A key that is known only after apply is a key.
#   A topic of SNS without a key is not encrypted, whoever owned the key. What the provider computes for the new
#   object of a replacement is not judged.
# related_resources:
#   - https://docs.aws.amazon.com/prescriptive-guidance/latest/encryption-best-practices/welcome.html
#   - https://learn.microsoft.com/en-us/azure/security/fundamentals/encryption-overview
#   - https://cloud.google.com/docs/security/encryption/default-encryption
# custom:
#   id: change-encryption-removed
#   severity: high
#   domain: change
#   resources: []
#   attributes: []
#   sections: [changes]
#   remediation: Leave encryption on and the key where it is.
#   example: |
#     resource "aws_cloudwatch_log_group" "audit" {
#       name       = "audit"
#       kms_key_id = aws_kms_key.logs.arn
#     }
#   controls:
#     nist_800_53: ["CM-3", "SC-8", "SC-12", "SC-28"]
#     soc2: ["CC8.1"]
#   aliases: []
package rules.change.protection.encryption_removed

import rego.v1

import data.lib.change
import data.lib.finding

_switches := change.watch(data.params.encryption_switches)

_bypasses := change.watch(data.params.encryption_bypasses)

_keys := change.watch(data.params.encryption_keys)

deny contains finding.at(changed, difference.path, msg) if {
	some changed in input.changes
	change.is_rewrite(changed)
	some difference in change.losses(changed, _switches)
	not _is_replaced_by_a_key(changed, difference.name)
	not _is_kept_by_the_service(changed.type, difference.name)
	msg := sprintf("encryption is turned off: %s", [change.words(difference)])
}

# SQS turns its own encryption off where a key is given instead.
_is_replaced_by_a_key(changed, name) if {
	name == "sqs_managed_sse_enabled"
	count(change.gains(changed, _keys)) > 0
}

# Turned off, the block leaves the table to a key that DynamoDB owns.
_is_kept_by_the_service(type, name) if {
	type == "aws_dynamodb_table"
	name == "server_side_encryption.enabled"
}

deny contains finding.at(changed, difference.path, msg) if {
	some changed in input.changes
	change.is_rewrite(changed)
	some difference in change.gains(changed, _bypasses)
	msg := sprintf("encryption is turned off: %s", [change.words(difference)])
}

deny contains finding.at(changed, difference.path, msg) if {
	some changed in input.changes
	change.is_rewrite(changed)
	differences := change.differences(changed, _keys)
	count([1 | some other in differences; _is_given(other)]) == 0
	some difference in differences
	not changed.type in _plain_without_a_key
	_is_customers(difference.before)
	msg := sprintf("the customer's key is taken away: `%s` was set and is not", [difference.name])
}

# These encrypt nothing without a key.
deny contains finding.at(changed, difference.path, msg) if {
	some changed in input.changes
	changed.type in _plain_without_a_key
	change.is_rewrite(changed)
	some difference in change.differences(changed, _keys)
	not change.is_off(difference.before)
	not _is_given(difference)
	msg := sprintf("encryption is turned off: `%s` was set and is not", [difference.name])
}

_plain_without_a_key := {"aws_sns_topic"}

# One key in place of another, or of another attribute.
_is_given(difference) if difference.deferred

_is_given(difference) if not change.is_off(difference.after)

# A key of AWS itself goes by an alias, if it was given as one.
_is_customers(key) if {
	is_string(key)
	key != ""
	not contains(key, "alias/aws/")
}
