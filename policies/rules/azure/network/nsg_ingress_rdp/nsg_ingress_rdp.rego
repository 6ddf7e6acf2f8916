# METADATA
# title: RDP is open to the internet
# description: |
#   A network security rule lets any address reach port 3389 over TCP or UDP, and no rule of the same
#   group that is asked before it turns them away. Remote Desktop on the internet is among the commonest
#   ways in for ransomware.
# related_resources:
#   - https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview
#   - https://learn.microsoft.com/azure/bastion/bastion-overview
# custom:
#   id: azure-nsg-ingress-rdp
#   severity: critical
#   domain: network
#   resources: [azurerm_network_security_group, azurerm_network_security_rule]
#   attributes: [access, direction, security_rule.access, security_rule.direction]
#   linked: [azurerm_network_security_group]
#   context: [azurerm_network_security_group, azurerm_network_security_rule]
#   subject: [network_security_group_name, resource_group_name]
#   satisfied_by:
#     source_address_prefix:
#       - azurerm_public_ip
#       - azurerm_subnet
#       - azurerm_virtual_network
#       - azurerm_linux_virtual_machine
#       - data.azurerm_public_ip
#       - data.azurerm_subnet
#       - data.azurerm_virtual_network
#   remediation: |
#     Narrow the source to a VPN or a bastion, or remove the rule and connect through Azure Bastion.
#   example: |
#     resource "azurerm_network_security_rule" "rdp" {
#       name                        = "rdp-from-office"
#       priority                    = 100
#       direction                   = "Inbound"
#       access                      = "Allow"
#       protocol                    = "Tcp"
#       source_port_range           = "*"
#       source_address_prefix       = "203.0.113.0/24"
#       destination_port_range      = "3389"
#       destination_address_prefix  = "*"
#       resource_group_name         = azurerm_resource_group.main.name
#       network_security_group_name = azurerm_network_security_group.main.name
#     }
#   controls:
#     cis_azure: ["6.1"]
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AZURE_9, AZU-0048, AVD-AZU-0048, FG_R00190]
package rules.azure.network.nsg_ingress_rdp

import rego.v1

import data.lib.azure_ingress
import data.lib.finding

deny contains finding.at(opening.resource, opening.path, sprintf("RDP (port 3389) %s", [opening.text])) if {
	some opening in azure_ingress.openings(input.resources, ["tcp", "udp"], 3389)
}
