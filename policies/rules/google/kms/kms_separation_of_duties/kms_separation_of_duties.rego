# METADATA
# title: One principal administers KMS keys and uses them
# description: |
#   A principal may administer the keys of a project, key ring or key, and encrypt or decrypt with them. Whoever
#   takes it over reads the data, lets others read it, and destroys the keys, with nobody beside to notice.
#   Grants are compared where their members and what they are on are known; a condition that names resources
#   sets a grant apart.
# related_resources:
#   - https://cloud.google.com/kms/docs/separation-of-duties
# custom:
#   id: google-kms-separation-of-duties
#   severity: medium
#   domain: iam
#   resources:
#     - google_project_iam_member
#     - google_project_iam_binding
#     - google_project_iam_policy
#     - google_kms_key_ring_iam_member
#     - google_kms_key_ring_iam_binding
#     - google_kms_key_ring_iam_policy
#     - google_kms_crypto_key_iam_member
#     - google_kms_crypto_key_iam_binding
#     - google_kms_crypto_key_iam_policy
#   attributes: []
#   context:
#     - google_project_iam_member
#     - google_project_iam_binding
#     - google_project_iam_policy
#     - google_kms_key_ring_iam_member
#     - google_kms_key_ring_iam_binding
#     - google_kms_key_ring_iam_policy
#     - google_kms_crypto_key_iam_member
#     - google_kms_crypto_key_iam_binding
#     - google_kms_crypto_key_iam_policy
#   subject: [project, key_ring_id, crypto_key_id]
#   remediation: |
#     Give the administration of keys to a group, and the use of a key to the service accounts that need it.
#   example: |
#     resource "google_kms_crypto_key_iam_member" "shop" {
#       crypto_key_id = google_kms_crypto_key.shop.id
#       role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
#       member        = google_service_account.shop.member
#     }
#   controls:
#     cis_google: ["1.11"]
#     nist_800_53: ["AC-5"]
#     soc2: ["CC6.3"]
#   aliases: [FG_R00388]
package rules.google.kms.kms_separation_of_duties

import rego.v1

import data.lib.finding
import data.lib.google_iam

deny contains finding.at(use.resource, use.path, msg) if {
	some use in _grants(_using)
	[use.scope, use.name] in _administrators
	msg := sprintf("%s has %s and administers the keys as well", [use.name, use.role])
}

_administrators contains [grant.scope, grant.name] if some grant in _grants({"roles/cloudkms.admin"})

_using := {
	"roles/cloudkms.cryptoKeyDecrypter",
	"roles/cloudkms.cryptoKeyDecrypterViaDelegation",
	"roles/cloudkms.cryptoKeyEncrypter",
	"roles/cloudkms.cryptoKeyEncrypterDecrypter",
	"roles/cloudkms.cryptoKeyEncrypterDecrypterViaDelegation",
	"roles/cloudkms.cryptoKeyEncrypterViaDelegation",
}

_grants(roles) := [grant |
	some resources in input.resources
	some resource in resources
	some binding in google_iam.bindings(resource)
	binding.role in roles
	not google_iam.is_narrow(binding.condition)
	not resource.unknown.condition
	some scope in ["project", "key_ring_id", "crypto_key_id"]
	is_string(resource.values[scope])
	some member in binding.members
	grant := {
		"resource": resource,
		"path": member.path,
		"role": binding.role,
		"scope": [scope, resource.values[scope]],
		"name": member.name,
	}
]
