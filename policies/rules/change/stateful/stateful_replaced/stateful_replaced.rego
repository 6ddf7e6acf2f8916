# METADATA
# title: Resource that holds data is replaced
# description: |
#   The store is destroyed and a new one made, which is empty. An argument that cannot be changed in place is the
#   usual reason; creating the new one first saves no data. The list of types is the parameter `stateful_types`.
# related_resources:
#   - https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle
# custom:
#   id: change-stateful-replaced
#   severity: high
#   domain: change
#   resources: []
#   attributes: []
#   sections: [changes]
#   remediation: |
#     Take the change back, or make a backup and restore it into the new one. Keep what must not be lost under
#     `prevent_destroy`.
#   example: |
#     resource "aws_db_instance" "orders" {
#       identifier          = "orders"
#       snapshot_identifier = "orders-before-encryption"
#       storage_encrypted   = true
#
#       lifecycle {
#         prevent_destroy = true
#       }
#     }
#   controls:
#     nist_800_53: ["CM-3", "CP-9"]
#     soc2: ["CC8.1"]
#   aliases: []
package rules.change.stateful.stateful_replaced

import rego.v1

import data.lib.change
import data.lib.finding

deny contains finding.at(changed, change.cause(changed), msg) if {
	some changed in input.changes
	change.is_replace(changed)
	some what in change.holds(changed)
	msg := sprintf("%s is destroyed%s and made anew%s", [what, change.manner(changed), change.reason(changed)])
}
