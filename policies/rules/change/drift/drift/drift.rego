# METADATA
# title: Resource was changed outside of Terraform
# description: |
#   Somebody, or another program, has changed or deleted what this configuration manages. Applying the plan takes
#   the change back, or leaves it where the configuration says nothing of it. Named are only resources that the
#   chosen rules judge; attributes that change by themselves are the parameter `drift_ignored`.
# related_resources:
#   - https://developer.hashicorp.com/terraform/tutorials/state/resource-drift
# custom:
#   id: change-drift
#   severity: low
#   domain: change
#   resources: []
#   attributes: []
#   sections: [drift]
#   remediation: Find out who changed it. Write the change into the configuration, or let Terraform take it back.
#   example: |
#     resource "aws_autoscaling_group" "web" {
#       min_size         = 2
#       max_size         = 8
#       desired_capacity = 2
#
#       lifecycle {
#         ignore_changes = [desired_capacity]
#       }
#     }
#   controls:
#     nist_800_53: ["CM-3", "CM-6"]
#     soc2: ["CC8.1"]
#   aliases: []
package rules.change.drift.drift

import rego.v1

import data.lib.attribute
import data.lib.finding

_ignored := {key | some key in data.params.drift_ignored}

deny contains finding.at(changed, [keys[0]], msg) if {
	some changed in input.drift
	changed.looked_at == true
	changed.actions != ["delete"]
	keys := sort(_keys(changed) - _ignored)
	count(keys) > 0
	msg := sprintf("changed outside of Terraform: %s", [concat(", ", [sprintf("`%s`", [key]) | some key in keys])])
}

deny contains finding.whole(changed, "deleted outside of Terraform") if {
	some changed in input.drift
	changed.looked_at == true
	changed.actions == ["delete"]
}

# An empty value in place of none is no change.
_keys(changed) := {key |
	some values in [changed.before, changed.after]
	some key, _ in values
	_is_said(changed, key)
}

_is_said(changed, key) if attribute.is_set(changed.before, key)

_is_said(changed, key) if attribute.is_set(changed.after, key)
