# METADATA
# title: Backup vault policy lets everybody in
# description: |
#   A statement of the vault's policy allows actions to any principal, and no condition narrows that to accounts
#   or organizations. Backups hold what the databases and disks held: whoever may copy one out of the vault has
#   the data.
# related_resources:
#   - https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html
# custom:
#   id: aws-backup-vault-policy-public
#   severity: high
#   domain: exposure
#   resources: [aws_backup_vault_policy]
#   attributes: [policy]
#   documents: [public]
#   subject: [backup_vault_name]
#   never_computed: [policy]
#   remediation: Name the accounts that copy into the vault, or narrow `*` with a condition on aws:PrincipalOrgID.
#   example: |
#     resource "aws_backup_vault_policy" "daily" {
#       backup_vault_name = aws_backup_vault.daily.name
#
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Principal = "*"
#           Action    = "backup:CopyIntoBackupVault"
#           Resource  = "*"
#           Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["1.3.1", "7.2.1"]
#     soc2: ["CC6.1"]
#   aliases: []
package rules.aws.backup.backup_vault_policy_public

import rego.v1

import data.lib.iam

deny contains found if {
	some resource in input.resources.aws_backup_vault_policy
	some found in iam.findings(resource, "public")
}
