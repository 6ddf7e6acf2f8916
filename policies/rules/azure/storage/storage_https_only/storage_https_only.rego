# METADATA
# title: Storage account accepts plain HTTP
# description: |
#   Clients may talk to the account without TLS, and whoever is on the way reads data and access signatures.
#   Secure transfer is required unless that is turned off (the provider's default since 2.0, in 2020).
# related_resources:
#   - https://learn.microsoft.com/azure/storage/common/storage-require-secure-transfer
# custom:
#   id: azure-storage-https-only
#   severity: high
#   domain: encryption
#   resources: [azurerm_storage_account]
#   attributes: [https_traffic_only_enabled, enable_https_traffic_only]
#   remediation: Set `https_traffic_only_enabled = true` or leave it out.
#   example: |
#     resource "azurerm_storage_account" "main" {
#       name                       = "shopdata"
#       resource_group_name        = azurerm_resource_group.main.name
#       location                   = azurerm_resource_group.main.location
#       account_tier               = "Standard"
#       account_replication_type   = "ZRS"
#       https_traffic_only_enabled = true
#     }
#   controls:
#     cis_azure: ["3.1"]
#     nist_800_53: ["SC-8"]
#     pci_dss: ["4.2.1"]
#     soc2: ["CC6.7"]
#   aliases: [CKV_AZURE_3, AZU-0008, AVD-AZU-0008, AZU-0059, AVD-AZU-0059, FG_R00152]
package rules.azure.storage.storage_https_only

import rego.v1

import data.lib.finding

# The second name is that of provider 3 and before.
deny contains finding.at(resource, [key], sprintf("plain HTTP is accepted: `%s` is false", [key])) if {
	some resource in input.resources.azurerm_storage_account
	some key in ["https_traffic_only_enabled", "enable_https_traffic_only"]
	resource.values[key] == false
}
