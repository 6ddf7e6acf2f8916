# METADATA
# title: KMS key is never rotated
# description: |
#   The key material of a customer-managed symmetric key stays the same for ever, so one leak opens all that
#   was ever encrypted with it. Rotation is off unless asked for. It is not to be had for asymmetric and HMAC
#   keys and for keys in a custom key store, and these are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
# custom:
#   id: aws-kms-key-rotation
#   severity: medium
#   domain: encryption
#   resources: [aws_kms_key]
#   attributes: [enable_key_rotation, customer_master_key_spec, key_spec, key_usage, is_enabled]
#   remediation: Set `enable_key_rotation = true`. The key's id and what it has encrypted stay usable.
#   example: |
#     resource "aws_kms_key" "main" {
#       description         = "data of the shop"
#       enable_key_rotation = true
#     }
#   controls:
#     cis_aws: ["3.6"]
#     nist_800_53: ["SC-12"]
#     pci_dss: ["3.7.4"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_7, AWS-0065, AVD-AWS-0065, FG_R00036]
package rules.aws.kms.kms_key_rotation

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.text

deny contains finding.at(resource, ["enable_key_rotation"], msg) if {
	some resource in input.resources.aws_kms_key
	attribute.is_off(resource, ["enable_key_rotation"])
	_can_rotate(resource)
	msg := sprintf("key is never rotated: %s", [text.state(resource.values, "enable_key_rotation")])
}

_can_rotate(resource) if {
	every key, needed in {
		"customer_master_key_spec": "SYMMETRIC_DEFAULT",
		"key_spec": "SYMMETRIC_DEFAULT",
		"key_usage": "ENCRYPT_DECRYPT",
		"is_enabled": true,
	} {
		object.get(resource.values, key, needed) == needed
		not attribute.is_deferred(resource, [key])
	}
	attribute.is_left_out(resource, "custom_key_store_id")
}
