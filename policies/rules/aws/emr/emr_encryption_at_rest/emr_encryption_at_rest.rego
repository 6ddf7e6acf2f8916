# METADATA
# title: EMR security configuration does not encrypt disks
# description: |
#   Clusters with this security configuration keep what they work on in clear on their local disks. S3 encrypts
#   what EMR writes there since January 2023 in any case, so only the disks are judged. With a key of KMS but without
#   `EnableEbsEncryption` the other volumes are encrypted and the root volume is not, which is of low severity.
# related_resources:
#   - https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption-options.html
#   - https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-create-security-configuration.html
# custom:
#   id: aws-emr-encryption-at-rest
#   severity: high
#   domain: encryption
#   resources: [aws_emr_security_configuration]
#   attributes: [configuration]
#   remediation: |
#     Set `EnableAtRestEncryption`, and add a `LocalDiskEncryptionConfiguration` with a key of KMS and
#     `EnableEbsEncryption`.
#   example: |
#     resource "aws_emr_security_configuration" "batch" {
#       name = "batch"
#
#       configuration = jsonencode({
#         EncryptionConfiguration = {
#           EnableAtRestEncryption    = true
#           EnableInTransitEncryption = true
#
#           AtRestEncryptionConfiguration = {
#             LocalDiskEncryptionConfiguration = {
#               EncryptionKeyProviderType = "AwsKms"
#               AwsKmsKey                 = aws_kms_key.batch.arn
#               EnableEbsEncryption       = true
#             }
#           }
#
#           InTransitEncryptionConfiguration = {
#             TLSCertificateConfiguration = {
#               CertificateProviderType = "PEM"
#               S3Object                = "s3://certificates-111122223333/batch.zip"
#             }
#           }
#         }
#       })
#     }
#   controls:
#     nist_800_53: ["SC-28"]
#     pci_dss: ["3.5.1"]
#     soc2: ["CC6.1"]
#   aliases:
#     - CKV_AWS_171
#     - CKV_AWS_349
#     - CKV_AWS_350
#     - AWS-0137
#     - AVD-AWS-0137
#     - AWS-0139
#     - AVD-AWS-0139
package rules.aws.emr.emr_encryption_at_rest

import rego.v1

import data.lib.emr_security
import data.lib.finding
import data.lib.text

_disks := ["AtRestEncryptionConfiguration", "LocalDiskEncryptionConfiguration"]

deny contains finding.at(one.resource, ["configuration"], msg) if {
	some one in emr_security.readable(object.get(input.resources, "aws_emr_security_configuration", []))
	some msg in _faults(one.encryption)
}

deny contains finding.graded(finding.at(one.resource, ["configuration"], msg), "low") if {
	some one in emr_security.readable(object.get(input.resources, "aws_emr_security_configuration", []))
	not emr_security.is_off(one.encryption, "EnableAtRestEncryption")
	disks := object.get(one.encryption, _disks, {})
	disks.EncryptionKeyProviderType == "AwsKms"
	emr_security.is_off(disks, "EnableEbsEncryption")
	msg := sprintf("root volumes are not encrypted: %s", [text.state(disks, "EnableEbsEncryption")])
}

_faults(encryption) := off | partly if {
	switch := "EnableAtRestEncryption"
	off := {sprintf("local disks are not encrypted: %s", [text.state(encryption, switch)]) |
		emr_security.is_off(encryption, switch)
	}
	partly := {"local disks are not encrypted: `LocalDiskEncryptionConfiguration` is not set" |
		not emr_security.is_off(encryption, switch)
		object.get(encryption, _disks, {}) in [{}, null]
	}
}
