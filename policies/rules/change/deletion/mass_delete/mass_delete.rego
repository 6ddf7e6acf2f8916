# METADATA
# title: Plan deletes a large part of what there is
# description: |
#   A plan that deletes much is often a mistake: a wrong workspace or state, a module that fell out, a `for_each`
#   over a list that came back empty. Counted are deletions alone, not replacements and what only leaves the
#   state. Too much is more than the parameter `mass_delete_max`, or a larger part than `mass_delete_share` of at
#   least `mass_delete_least` resources.
# related_resources:
#   - https://developer.hashicorp.com/terraform/cli/commands/plan
# custom:
#   id: change-mass-delete
#   severity: high
#   domain: change
#   resources: []
#   attributes: []
#   sections: [changes]
#   remediation: Look at why each is deleted. If it is right, delete in smaller steps.
#   example: |
#     moved {
#       from = module.network
#       to   = module.vpc
#     }
#   controls:
#     nist_800_53: ["CM-3"]
#     soc2: ["CC8.1"]
#   aliases: []
package rules.change.deletion.mass_delete

import rego.v1

import data.lib.change
import data.lib.finding

deny contains finding.whole(input.plan, msg) if {
	deleted := count(_deleted)
	some limit in _limits(deleted)
	msg := sprintf("%s are deleted, which is %s", [limit.what, limit.text])
}

_deleted := [1 |
	some changed in input.changes
	changed.actions == ["delete"]
	not changed.deposed
]

# The first limit that is passed.
_limits(deleted) := array.slice(array.concat(_by_number(deleted), _by_share(deleted)), 0, 1)

_by_number(deleted) := [text |
	deleted > data.params.mass_delete_max
	text := {
		"what": sprintf("%d resources", [deleted]),
		"text": sprintf("more than %v", [data.params.mass_delete_max]),
	}
]

_by_share(deleted) := [text |
	input.plan.resources >= data.params.mass_delete_least
	deleted > input.plan.resources * data.params.mass_delete_share
	text := {
		"what": sprintf("%d of %d resources", [deleted, input.plan.resources]),
		"text": sprintf("more than %v %%", [round(data.params.mass_delete_share * 100)]),
	}
]
