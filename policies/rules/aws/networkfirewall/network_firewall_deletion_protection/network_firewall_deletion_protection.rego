# METADATA
# title: Network Firewall can be deleted at once
# description: |
#   One call deletes the firewall, and with it what inspects the traffic of the VPC. Deletion protection, which is off
#   by default, asks for a second one.
# related_resources:
#   - https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_CreateFirewall.html
# custom:
#   id: aws-network-firewall-deletion-protection
#   severity: low
#   domain: resilience
#   resources: [aws_networkfirewall_firewall]
#   attributes: [delete_protection]
#   remediation: Set `delete_protection = true`.
#   example: |
#     resource "aws_networkfirewall_firewall" "main" {
#       name                = "main"
#       firewall_policy_arn = aws_networkfirewall_firewall_policy.main.arn
#       vpc_id              = aws_vpc.main.id
#       delete_protection   = true
#
#       subnet_mapping {
#         subnet_id = aws_subnet.firewall.id
#       }
#     }
#   controls:
#     nist_800_53: ["CM-3"]
#     soc2: ["A1.2"]
#   aliases: [CKV_AWS_344]
package rules.aws.networkfirewall.network_firewall_deletion_protection

import rego.v1

import data.lib.setting

deny contains found if {
	firewalls := object.get(input.resources, "aws_networkfirewall_firewall", [])
	some found in setting.off(firewalls, ["delete_protection"], "one call deletes the firewall")
}
