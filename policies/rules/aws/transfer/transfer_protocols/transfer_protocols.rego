# METADATA
# title: Transfer server speaks plain FTP
# description: |
#   FTP has no encryption, so passwords and files are readable for whoever is on the way. AWS allows it inside of a VPC
#   only, which keeps out the internet and nobody else. SFTP is the default.
# related_resources:
#   - https://docs.aws.amazon.com/transfer/latest/userguide/infrastructure-security.html
# custom:
#   id: aws-transfer-protocols
#   severity: medium
#   domain: encryption
#   resources: [aws_transfer_server]
#   attributes: [protocols]
#   remediation: Take `FTP` out of `protocols`, and let clients use SFTP or FTPS.
#   example: |
#     resource "aws_transfer_server" "partners" {
#       protocols            = ["SFTP"]
#       security_policy_name = "TransferSecurityPolicy-2024-01"
#     }
#   controls:
#     nist_800_53: ["SC-8"]
#     pci_dss: ["4.2.1"]
#     soc2: ["CC6.7"]
#   aliases: [CKV_AWS_357]
package rules.aws.transfer.transfer_protocols

import rego.v1

import data.lib.finding

deny contains finding.at(server, ["protocols", i], "passwords and files go over the network in clear: FTP is on") if {
	some server in input.resources.aws_transfer_server
	some i, protocol in server.values.protocols
	protocol == "FTP"
}
