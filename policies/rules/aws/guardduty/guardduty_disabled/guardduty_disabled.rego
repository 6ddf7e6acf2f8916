# METADATA
# title: GuardDuty detector is off
# description: |
#   The detector is there and suspended, so nothing looks for stolen credentials, scans or malware in the account and
#   region. A detector that says nothing is on.
# related_resources:
#   - https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_suspend-disable.html
# custom:
#   id: aws-guardduty-disabled
#   severity: medium
#   domain: logging
#   resources: [aws_guardduty_detector]
#   attributes: [enable]
#   remediation: Remove `enable = false`.
#   example: |
#     resource "aws_guardduty_detector" "main" {
#       enable = true
#     }
#   controls:
#     nist_800_53: ["SI-4"]
#     pci_dss: ["11.5.1"]
#     soc2: ["CC7.2"]
#   aliases: [CKV_AWS_238, CKV2_AWS_3]
package rules.aws.guardduty.guardduty_disabled

import rego.v1

import data.lib.setting

deny contains found if {
	detectors := object.get(input.resources, "aws_guardduty_detector", [])
	some found in setting.one_of(detectors, ["enable"], {"bad": {false}}, "threats are not looked for")
}
