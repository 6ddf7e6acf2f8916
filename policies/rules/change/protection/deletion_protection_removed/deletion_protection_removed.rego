# METADATA
# title: Protection against deletion is taken away
# description: |
#   The change turns off what keeps a resource from being deleted by mistake, or turns on what lets a deletion go
#   through at once: without a final snapshot, or with everything inside. Or it weakens a lock on what is inside:
#   a shorter term, GOVERNANCE in place of COMPLIANCE. It is often the first half of a deletion, and then it should
#   be known as such. The parameters `deletion_protections`, `deletion_shortcuts`, `lock_terms` and `lock_modes`
#   name the attributes; `force_destroy` and `force_delete` count where the resource holds data.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html
#   - https://learn.microsoft.com/en-us/azure/key-vault/general/soft-delete-overview
#   - https://cloud.google.com/sql/docs/mysql/deletion-protection
# custom:
#   id: change-deletion-protection-removed
#   severity: medium
#   domain: change
#   resources: []
#   attributes: []
#   sections: [changes]
#   remediation: Leave the protection on until the resource is to be deleted, and delete it in a change of its own.
#   example: |
#     resource "aws_rds_cluster" "orders" {
#       cluster_identifier        = "orders"
#       engine                    = "aurora-postgresql"
#       deletion_protection       = true
#       skip_final_snapshot       = false
#       final_snapshot_identifier = "orders-final"
#     }
#   controls:
#     nist_800_53: ["CM-3", "CP-9"]
#     soc2: ["CC8.1"]
#   aliases: []
package rules.change.protection.deletion_protection_removed

import rego.v1

import data.lib.change
import data.lib.finding

_protections := change.watch(data.params.deletion_protections)

_shortcuts := change.watch(data.params.deletion_shortcuts)

_terms := change.watch(data.params.lock_terms)

_modes := change.watch(data.params.lock_modes)

deny contains finding.at(changed, difference.path, msg) if {
	some changed in input.changes
	change.is_rewrite(changed)
	some difference in change.losses(changed, _protections)
	msg := sprintf("protection against deletion is taken away: %s", [change.words(difference)])
}

deny contains finding.at(changed, difference.path, msg) if {
	some changed in input.changes
	change.is_rewrite(changed)
	some difference in change.gains(changed, _shortcuts)
	_matters(changed.type, difference.name)
	msg := sprintf("deletion goes through at once: %s", [change.words(difference)])
}

_matters(_, name) if not name in {"force_destroy", "force_delete"}

_matters(type, name) if {
	name in {"force_destroy", "force_delete"}
	_holds_something(type)
}

_holds_something(type) if object.get(data.params.stateful_types, type, "") != ""

_holds_something(type) if type in {"aws_route53_zone", "google_dns_managed_zone"}

deny contains finding.at(changed, difference.path, msg) if {
	some changed in input.changes
	change.is_rewrite(changed)
	some difference in change.shortenings(changed, _terms)
	not _is_in_another_unit(changed, difference)
	msg := sprintf("lock against deletion is weakened: %s", [change.words(difference)])
}

deny contains finding.at(changed, difference.path, msg) if {
	some changed in input.changes
	change.is_rewrite(changed)
	some difference in change.differences(changed, _modes)
	difference.before == "COMPLIANCE"
	_may_be_weaker(difference)
	msg := sprintf("lock against deletion is weakened: %s", [change.words(difference)])
}

_may_be_weaker(difference) if difference.deferred

_may_be_weaker(difference) if is_string(difference.after)

# A term in days in place of one in years, or the other way round, that is as long.
_is_in_another_unit(changed, difference) if {
	difference.after == null
	not difference.deferred
	some other in change.differences(changed, _terms)
	other.name == concat("", [trim_suffix(trim_suffix(difference.name, "days"), "years"), _other_unit(difference.name)])
	is_number(other.after)
	other.after * _length(other.name) >= difference.before * _length(difference.name)
}

_other_unit(name) := "years" if endswith(name, ".days")

_other_unit(name) := "days" if endswith(name, ".years")

_length(name) := 1 if endswith(name, ".days")

_length(name) := 365 if endswith(name, ".years")
