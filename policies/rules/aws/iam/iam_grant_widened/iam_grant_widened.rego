# METADATA
# title: The change grants more than before
# description: |
#   What a principal or a policy allows after the change is held against what it allowed before. Reported is what is new:
#   an action, a resource or a caller that was not covered, a condition that is gone, a denial or a permissions boundary
#   that no longer holds. How bad that is depends on what the actions can do: managing permissions is high, writing is
#   medium, reading and listing are low. What is created together with its principal is new as a whole and not reported.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
# custom:
#   id: aws-iam-grant-widened
#   severity: high
#   domain: iam
#   resources: []
#   attributes: []
#   sections: [grants]
#   remediation: |
#     Review whether the principal needs what is new. Name the actions and resources that it needs and keep the conditions
#     and the boundary that it had.
#   example: |
#     data "aws_iam_policy_document" "deploy" {
#       statement {
#         actions   = ["s3:PutObject"]
#         resources = ["arn:aws:s3:::artifacts/releases/*"]
#       }
#     }
#   controls:
#     nist_800_53: ["AC-6"]
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: []
package rules.aws.iam.iam_grant_widened

import rego.v1

import data.lib.finding

deny contains finding.graded(found, _severity(grant.level)) if {
	some grant in input.grants
	not grant.open == true
	msg := sprintf("%s %s%s", [grant.label, grant.reason, _to(grant)])
	found := finding.known(finding.at(grant, grant.path, msg))
}

# Of a policy that is known only after apply nobody knows what it grants.
deny contains finding.at(grant, grant.path, sprintf("%s %s", [grant.label, grant.reason])) if {
	some grant in input.grants
	grant.open == true
}

# Who gets it, where that is not who the finding is about.
_to(grant) := "" if count(_others(grant)) == 0

_to(grant) := sprintf(" (to %s)", [_others(grant)[0]]) if count(_others(grant)) == 1

_to(grant) := sprintf(" (to %s and %d more)", [_others(grant)[0], count(_others(grant)) - 1]) if count(_others(grant)) > 1

_others(grant) := [address | some address in grant.to; address != grant.address]

_severity(level) := "high" if level == "permissions management"

_severity(level) := "medium" if level in {"write", "tagging"}

_severity(level) := "low" if level in {"list", "read"}
