# METADATA
# title: Disk encryption is turned off
# description: |
#   The disk says outright that Azure Disk Encryption is off. Azure encrypts every managed disk at rest with a
#   platform key all the same (since June 2017), so a disk that says nothing is fine; what goes missing is the
#   encryption within the machine. Provider 4 has no such switch any more.
# related_resources:
#   - https://learn.microsoft.com/azure/virtual-machines/disk-encryption-overview
# custom:
#   id: azure-disk-encryption
#   severity: high
#   domain: encryption
#   resources: [azurerm_managed_disk]
#   attributes: [encryption_settings.enabled]
#   remediation: |
#     Remove `encryption_settings` with `enabled = false`, and set `disk_encryption_set_id` if the key is to
#     be your own.
#   example: |
#     resource "azurerm_managed_disk" "data" {
#       name                   = "data"
#       location               = azurerm_resource_group.main.location
#       resource_group_name    = azurerm_resource_group.main.name
#       storage_account_type   = "Premium_LRS"
#       create_option          = "Empty"
#       disk_size_gb           = 64
#       disk_encryption_set_id = azurerm_disk_encryption_set.main.id
#     }
#   controls:
#     nist_800_53: ["SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AZURE_2, CKV2_AZURE_14, AZU-0038, AVD-AZU-0038, FG_R00196, FG_R00197]
package rules.azure.compute.disk_encryption

import rego.v1

import data.lib.finding

deny contains finding.at(resource, ["encryption_settings", i, "enabled"], msg) if {
	some resource in input.resources.azurerm_managed_disk
	some i, settings in resource.values.encryption_settings
	settings.enabled == false
	msg := "disk encryption is turned off: `enabled` is false"
}
