# METADATA
# title: Redshift accepts connections in clear
# description: |
#   Clusters with this parameter group let clients connect without TLS, so queries, results and passwords may be
#   readable on the way. The parameter is off by default in the family `redshift-1.0`, and on in `redshift-2.0`,
#   which new clusters without a group of their own have since January 2025. A cluster that names the group
#   `default.redshift-1.0`, which nobody can change, is judged as well, and a workgroup of Redshift Serverless that
#   turns the parameter off.
# related_resources:
#   - https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html
#   - https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-parameter-groups.html
# custom:
#   id: aws-redshift-ssl
#   severity: medium
#   domain: encryption
#   resources: [aws_redshift_parameter_group, aws_redshift_cluster, aws_redshiftserverless_workgroup]
#   attributes: [cluster_parameter_group_name]
#   satisfied_by:
#     cluster_parameter_group_name: [aws_redshift_parameter_group]
#   never_computed: [parameter]
#   remediation: |
#     Set the parameter `require_ssl` to `true`, in a parameter group of your own or in `config_parameter` of the
#     workgroup.
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
import data.lib.setting

deny contains finding.at(group, fault.path, sprintf("clients may connect in clear: %s", [fault.state])) if {
	some group in input.resources.aws_redshift_parameter_group
	some fault in _faults(group, _default(group))
}

deny contains found if {
	clusters := object.get(input.resources, "aws_redshift_cluster", [])
	choice := {"bad": {"default.redshift-1.0"}}
	some found in setting.one_of(clusters, ["cluster_parameter_group_name"], choice, "clients may connect in clear")
}

deny contains finding.at(workgroup, ["config_parameter", i, "parameter_value"], msg) if {
	some workgroup in input.resources.aws_redshiftserverless_workgroup
	some i, parameter in workgroup.values.config_parameter
	parameter.parameter_key == "require_ssl"
	some state in _states(workgroup, i)
	msg := sprintf("clients may connect in clear: `require_ssl` is %s", [state])
}

_states(workgroup, i) := off | deferred if {
	off := {"false" | lower(workgroup.values.config_parameter[i].parameter_value) == "false"}
	deferred := {"known only after apply" |
		attribute.is_deferred(workgroup, ["config_parameter", i, "parameter_value"])
	}
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
