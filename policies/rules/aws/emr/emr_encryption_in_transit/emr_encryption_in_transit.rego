# METADATA
# title: EMR security configuration does not encrypt traffic
# description: |
#   What the nodes of a cluster with this security configuration send each other, shuffled data among it, crosses the
#   network in clear. With S3 a cluster speaks TLS in any case.
# related_resources:
#   - https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption-options.html
#   - https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-create-security-configuration.html
# custom:
#   id: aws-emr-encryption-in-transit
#   severity: medium
#   domain: encryption
#   resources: [aws_emr_security_configuration]
#   attributes: [configuration]
#   remediation: Set `EnableInTransitEncryption`, and add a `TLSCertificateConfiguration`.
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
#     nist_800_53: ["SC-8"]
#     soc2: ["CC6.7"]
#   aliases: [CKV_AWS_351, AWS-0138, AVD-AWS-0138]
package rules.aws.emr.emr_encryption_in_transit

import rego.v1

import data.lib.emr_security
import data.lib.finding
import data.lib.text

deny contains finding.at(one.resource, ["configuration"], msg) if {
	some one in emr_security.readable(object.get(input.resources, "aws_emr_security_configuration", []))
	emr_security.is_off(one.encryption, "EnableInTransitEncryption")
	state := text.state(one.encryption, "EnableInTransitEncryption")
	msg := sprintf("traffic between nodes is not encrypted: %s", [state])
}
