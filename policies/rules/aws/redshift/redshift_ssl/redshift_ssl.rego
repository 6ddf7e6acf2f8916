# METADATA
# title: Redshift accepts connections in clear
# description: |
#   Clusters with this parameter group let clients connect without TLS, so queries, results and passwords may be
#   readable on the way. The parameter is off by default in the family `redshift-1.0`, and on in `redshift-2.0`,
#   which new clusters without a group of their own have since January 2025.
# related_resources:
#   - https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html
#   - https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-parameter-groups.html
# custom:
#   id: aws-redshift-ssl
#   severity: medium
#   domain: encryption
#   resources: [aws_redshift_parameter_group]
#   attributes: []
#   never_computed: [parameter]
#   remediation: Add the parameter `require_ssl` with the value `true`.
#   example: |
#     resource "aws_redshift_parameter_group" "main" {
#       name   = "main"
#       family = "redshift-1.0"
#
#       parameter {
#         name  = "require_ssl"
#         value = "true"
#       }
#     }
#   controls:
#     nist_800_53: ["SC-8"]
#     pci_dss: ["4.2.1"]
#     soc2: ["CC6.7"]
#   aliases: [CKV_AWS_105]
package rules.aws.redshift.redshift_ssl

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.parameter_group

deny contains finding.at(group, fault.path, sprintf("clients may connect in clear: %s", [fault.state])) if {
	some group in input.resources.aws_redshift_parameter_group
	some fault in _faults(group, _default(group))
}

# The family decides for groups that don't name the parameter.
deny contains finding.at(group, ["family"], "clients may connect in clear, if this is redshift-1.0") if {
	some group in input.resources.aws_redshift_parameter_group
	attribute.is_deferred(group, ["family"])
	{["parameter"]} == {fault.path | some fault in _faults(group, "false")}
}

_faults(group, default_) := parameter_group.faults(group, "require_ssl", {"bad": {"false"}, "default": default_})

_default(group) := "false" if group.values.family == "redshift-1.0"

_default(group) := "true" if object.get(group.values, "family", "") != "redshift-1.0"
