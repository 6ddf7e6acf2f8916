# METADATA
# title: Safeguard is switched off
# description: |
#   The resource stays and no longer does its job, which is protection: a trail that records nothing, a detector
#   that looks at nothing, a block that lets through. It is as bad as deleting it and easier to overlook. The
#   parameter `guard_switches` names the attributes of each type and the values that mean it is on.
# related_resources:
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-turning-off-logging.html
#   - https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_suspend-disable.html
#   - https://learn.microsoft.com/en-us/azure/defender-for-cloud/connect-azure-subscription
# custom:
#   id: change-guard-switched-off
#   severity: high
#   domain: change
#   resources: []
#   attributes: []
#   sections: [changes]
#   remediation: Leave the safeguard on, or put another in its place first.
#   example: |
#     resource "aws_guardduty_detector" "main" {
#       enable = true
#     }
#   controls:
#     nist_800_53: ["AU-12", "CM-3", "CM-5"]
#     soc2: ["CC8.1"]
#   aliases: []
package rules.change.protection.guard_switched_off

import rego.v1

import data.lib.change
import data.lib.finding
import data.lib.guard

deny contains finding.at(changed, difference.path, msg) if {
	some changed in input.changes
	change.is_rewrite(changed)
	some difference in guard.losses(changed)
	msg := sprintf("%s is switched off: %s", [_what(changed), change.words(difference)])
}

_what(changed) := sprintf("what guards against %s", [against]) if some against in guard.against(changed.type)

_what(changed) := "safeguard" if count(guard.against(changed.type)) == 0
