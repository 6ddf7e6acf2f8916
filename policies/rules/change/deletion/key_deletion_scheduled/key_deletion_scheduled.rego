# METADATA
# title: Encryption or signing key is destroyed
# description: |
#   What the key encrypts can be read by nobody once it is gone: volumes, databases, backups, secrets. AWS waits
#   for 7 to 30 days, Google for the time the key says, and an Azure key can be recovered until it is purged.
#   Destroying a Cloud KMS key destroys all its versions. A new key does not read what the old one wrote. With a
#   key that signs goes the way to sign as before. The list of types is the parameter `key_types`.
# related_resources:
#   - https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
#   - https://learn.microsoft.com/en-us/azure/key-vault/general/key-vault-recovery
#   - https://cloud.google.com/kms/docs/destroy-restore
# custom:
#   id: change-key-deletion-scheduled
#   severity: critical
#   domain: change
#   resources: []
#   attributes: []
#   sections: [changes]
#   remediation: |
#     Keep the key, or take it out of the state with a `removed` block. Disable it first and wait for what fails;
#     destroy it when nothing uses it any more.
#   example: |
#     removed {
#       from = aws_kms_key.old
#
#       lifecycle {
#         destroy = false
#       }
#     }
#   controls:
#     nist_800_53: ["CM-3", "SC-12"]
#     soc2: ["CC8.1"]
#   aliases: []
package rules.change.deletion.key_deletion_scheduled

import rego.v1

import data.lib.change
import data.lib.finding

deny contains finding.whole(changed, msg) if {
	some changed in input.changes
	change.is_delete(changed)
	some what in _key(changed)
	msg := sprintf("%s is destroyed%s, with no way to %s%s", [
		what,
		_delay(changed),
		_loss(changed, "it"),
		change.reason(changed),
	])
}

deny contains finding.at(changed, change.cause(changed), msg) if {
	some changed in input.changes
	change.is_replace(changed)
	some what in _key(changed)
	msg := sprintf("%s is destroyed%s and another made, with no way to %s%s", [
		what,
		_delay(changed),
		_loss(changed, "the old one"),
		change.reason(changed),
	])
}

_key(changed) := {what |
	what := object.get(data.params.key_types, changed.type, "")
	what != ""
}

_loss(changed, key) := sprintf("decrypt what %s encrypted", [key]) if not _only_signs(changed)

_loss(changed, key) := sprintf("sign with %s any more", [key]) if _only_signs(changed)

_only_signs(changed) if changed.before.key_usage in {"SIGN_VERIFY", "GENERATE_VERIFY_MAC"}

_only_signs(changed) if changed.before.purpose in {"ASYMMETRIC_SIGN", "MAC"}

_only_signs(changed) if {
	changed.type in {"azurerm_key_vault_key", "azurerm_key_vault_managed_hardware_security_module_key"}
	operations := {lower(operation) | some operation in changed.before.key_opts}
	count(operations) > 0
	count(operations & {"decrypt", "encrypt", "unwrapkey", "wrapkey"}) == 0
}

_delay(changed) := concat("", [sprintf(" after %v days", [days]) |
	days := object.get(changed.before, "deletion_window_in_days", null)
	is_number(days)
])
