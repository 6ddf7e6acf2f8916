# METADATA
# title: SSM document is shared with everybody
# description: |
#   Every AWS account may read and run the document, so its commands, names and whatever secret was left in it
#   are known to all, and a later version reaches whoever relies on it.
# related_resources:
#   - https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html
# custom:
#   id: aws-ssm-document-public
#   severity: high
#   domain: exposure
#   resources: [aws_ssm_document]
#   attributes: [permissions.account_ids]
#   remediation: Name the accounts in `account_ids`, or remove `permissions`.
#   example: |
#     resource "aws_ssm_document" "patch" {
#       name            = "patch"
#       document_type   = "Command"
#       document_format = "YAML"
#       content         = file("patch.yaml")
#
#       permissions = {
#         type        = "Share"
#         account_ids = "111122223333"
#       }
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["7.2.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_303]
package rules.aws.ssm.ssm_document_public

import rego.v1

import data.lib.finding

deny contains finding.at(document, ["permissions", "account_ids"], "every AWS account may read and run it") if {
	some document in input.resources.aws_ssm_document
	some account in split(document.values.permissions.account_ids, ",")
	lower(trim_space(account)) == "all"
}
