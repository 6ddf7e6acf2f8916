# METADATA
# title: KMS key is disabled
# description: |
#   Nothing can be encrypted or decrypted with a key that is disabled: volumes do not attach, objects and secrets can't
#   be read. Keys are enabled unless they are told not to be. Keys whose material is still to be imported cannot be
#   enabled and are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html
#   - https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
# custom:
#   id: aws-kms-key-disabled
#   severity: low
#   domain: encryption
#   resources: [aws_kms_key, aws_kms_replica_key, aws_kms_external_key, aws_kms_replica_external_key]
#   attributes: [is_enabled, enabled]
#   remediation: Enable the key, or delete it if nothing needs it any more.
#   example: |
#     resource "aws_kms_key" "main" {
#       description         = "data of the shop"
#       enable_key_rotation = true
#       is_enabled          = true
#     }
#   controls:
#     nist_800_53: ["SC-12"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_227]
package rules.aws.kms.kms_key_disabled

import rego.v1

import data.lib.attribute
import data.lib.setting

_fault := "nothing can be decrypted with the key"

_disabled := {"bad": {false}}

deny contains found if {
	keys := object.get(input.resources, "aws_kms_key", [])
	some found in setting.one_of(keys, ["is_enabled"], _disabled, _fault)
}

deny contains found if {
	keys := object.get(input.resources, "aws_kms_replica_key", [])
	some found in setting.one_of(keys, ["enabled"], _disabled, _fault)
}

deny contains found if {
	some type in ["aws_kms_external_key", "aws_kms_replica_external_key"]
	keys := [key |
		some key in input.resources[type]
		attribute.is_given(key, "key_material_base64")
	]
	some found in setting.one_of(keys, ["enabled"], _disabled, _fault)
}
