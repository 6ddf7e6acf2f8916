# METADATA
# title: EMR may start clusters that are open to the world
# description: |
#   Blocking of public access is off, or has exceptions for so many ports that it blocks little, so EMR starts
#   clusters in the region whose security groups let any address in. The consoles of what runs there mostly ask for
#   no password. It is on by default, with an exception for SSH, since July 2019.
# related_resources:
#   - https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-block-public-access.html
# custom:
#   id: aws-emr-block-public-access
#   severity: high
#   domain: exposure
#   resources: [aws_emr_block_public_access_configuration]
#   attributes:
#     - block_public_security_group_rules
#     - permitted_public_security_group_rule_range.max_range
#     - permitted_public_security_group_rule_range.min_range
#   never_computed: [permitted_public_security_group_rule_range]
#   remediation: |
#     Set `block_public_security_group_rules = true`, and permit no more than the ports that must be public.
#   example: |
#     resource "aws_emr_block_public_access_configuration" "region" {
#       block_public_security_group_rules = true
#     }
#   controls:
#     nist_800_53: ["AC-3", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_390]
package rules.aws.emr.emr_block_public_access

import rego.v1

import data.lib.finding
import data.lib.setting

deny contains found if {
	resources := object.get(input.resources, "aws_emr_block_public_access_configuration", [])
	some found in setting.off(resources, ["block_public_security_group_rules"], "public access is not blocked")
}

# More ports than any one service has.
deny contains finding.at(resource, ["permitted_public_security_group_rule_range", i], msg) if {
	some resource in input.resources.aws_emr_block_public_access_configuration
	resource.values.block_public_security_group_rules == true
	some i, range in resource.values.permitted_public_security_group_rule_range
	range.max_range - range.min_range >= 1000
	msg := sprintf("ports %v to %v may be public", [range.min_range, range.max_range])
}
