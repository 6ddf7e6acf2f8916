# METADATA
# title: Check of the configuration fails
# description: |
#   A `check` block, a condition of a resource or an output, or the validation of a variable says that something
#   is not as it should be. A check that fails does not stop Terraform, so nothing else does. Where the outcome is
#   known only after apply the plan cannot tell.
# related_resources:
#   - https://developer.hashicorp.com/terraform/language/checks
# custom:
#   id: change-check-failed
#   severity: medium
#   domain: change
#   resources: []
#   attributes: []
#   sections: [checks]
#   remediation: Put right what the check names, or the check if it is wrong.
#   example: |
#     check "certificate" {
#       assert {
#         condition     = aws_acm_certificate.web.status == "ISSUED"
#         error_message = "The certificate is not issued"
#       }
#     }
#   controls:
#     nist_800_53: ["CM-3", "SI-6"]
#     soc2: ["CC8.1"]
#   aliases: []
package rules.change.checks.check_failed

import rego.v1

import data.lib.finding

deny contains finding.at(check, ["status"], msg) if {
	some check in input.checks
	check.status in {"fail", "error"}
	msg := _text(check)
}

# Of the other kinds Terraform itself sees to it that they hold when it comes to know.
deny contains finding.at(check, ["status"], "whether the check holds is known only after apply") if {
	some check in input.checks
	check.kind == "check"
	check.status == "unknown"
}

_text(check) := check.problems[0] if _is_told(check)

_text(check) := "the check fails" if {
	check.status == "fail"
	not _is_told(check)
}

_text(check) := "the check could not be evaluated" if {
	check.status == "error"
	not _is_told(check)
}

_is_told(check) if object.get(check, ["problems", 0], "") != ""
