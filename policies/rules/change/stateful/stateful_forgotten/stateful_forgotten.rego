# METADATA
# title: Resource that holds data leaves the state and goes on existing
# description: |
#   Nobody manages the store any more: it costs, ages and stays as open as it is, and no plan shows it. That is right
#   only where another configuration takes it over. A `removed` block does it, and so do providers that are told to
#   delete nothing (`skip_destroy`, a `deletion_policy` of ABANDON).
# related_resources:
#   - https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources
# custom:
#   id: change-stateful-forgotten
#   severity: medium
#   domain: change
#   resources: []
#   attributes: []
#   sections: [changes]
#   remediation: |
#     Let another configuration take it over by an `import` block, or delete it on purpose once its data is safe.
#   example: |
#     import {
#       to = aws_s3_bucket.invoices
#       id = "shop-invoices"
#     }
#   controls:
#     nist_800_53: ["CM-8"]
#     soc2: ["CC8.1"]
#   aliases: []
package rules.change.stateful.stateful_forgotten

import rego.v1

import data.lib.change
import data.lib.finding

deny contains finding.whole(changed, msg) if {
	some changed in input.changes
	change.is_forget(changed)
	some what in change.holds(changed)
	msg := sprintf("%s leaves the state and goes on existing%s%s", [what, _successor(changed), change.reason(changed)])
}

_successor(changed) := " beside a new one" if "create" in changed.actions

_successor(changed) := "" if not "create" in changed.actions
