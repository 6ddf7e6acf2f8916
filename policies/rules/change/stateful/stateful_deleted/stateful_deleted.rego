# METADATA
# title: Resource that holds data is destroyed
# description: |
#   What the database, bucket, volume or other store holds is gone with it, unless it is kept elsewhere. The
#   list of types is the parameter `stateful_types`; whether the store is empty a plan does not tell. Replicas are
#   not judged, nor are objects that an earlier replacement left behind: the plan that replaced them was.
# related_resources:
#   - https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle
#   - https://developer.hashicorp.com/terraform/language/modules/develop/refactoring
# custom:
#   id: change-stateful-deleted
#   severity: high
#   domain: change
#   resources: []
#   attributes: []
#   sections: [changes]
#   remediation: |
#     If only the address has changed, write a `moved` block. Otherwise make a backup first, and keep what must not
#     be lost under `prevent_destroy`.
#   example: |
#     moved {
#       from = aws_db_instance.main
#       to   = aws_db_instance.orders
#     }
#
#     resource "aws_db_instance" "orders" {
#       identifier          = "orders"
#       deletion_protection = true
#
#       lifecycle {
#         prevent_destroy = true
#       }
#     }
#   controls:
#     nist_800_53: ["CM-3", "CP-9"]
#     soc2: ["CC8.1"]
#   aliases: []
package rules.change.stateful.stateful_deleted

import rego.v1

import data.lib.change
import data.lib.finding

deny contains finding.whole(changed, msg) if {
	some changed in input.changes
	change.is_delete(changed)
	some what in change.holds(changed)
	msg := sprintf("%s is destroyed%s%s", [what, change.manner(changed), change.reason(changed)])
}
