# METADATA
# title: KMS key has no policy of its own
# description: |
#   The key gets the default policy, which hands all decisions to IAM: whoever an IAM policy of the account
#   allows `kms:Decrypt` on every key may use this one, too, and nobody sees at the key who that is. That is a
#   sound default, hence the low severity.
# related_resources:
#   - https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
#   - https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
# custom:
#   id: aws-kms-key-policy-missing
#   severity: low
#   domain: iam
#   opt_in: true
#   resources: [aws_kms_key]
#   attributes: []
#   linked: [aws_kms_key_policy.key_id]
#   remediation: Set `policy`, or add an `aws_kms_key_policy`, that names who administers the key and who uses it.
#   example: |
#     resource "aws_kms_key_policy" "main" {
#       key_id = aws_kms_key.main.key_id
#       policy = data.aws_iam_policy_document.key.json
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6", "SC-12"]
#     soc2: ["CC6.3"]
#   aliases: [CKV2_AWS_64]
package rules.aws.kms.kms_key_policy_missing

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding

deny contains finding.without(key, ["policy"], {"aws_kms_key_policy"}, "the key has no policy of its own") if {
	some key in input.resources.aws_kms_key
	attribute.is_left_out(key, "policy")
	not companion.has(key, "aws_kms_key_policy")
}
