# METADATA
# title: DocumentDB turns TLS off
# description: |
#   Clusters with this parameter group talk with clients in clear, so documents and passwords are readable for
#   whoever is on the way. TLS is the default.
# related_resources:
#   - https://docs.aws.amazon.com/documentdb/latest/developerguide/security.encryption.ssl.html
# custom:
#   id: aws-docdb-tls
#   severity: high
#   domain: encryption
#   resources: [aws_docdb_cluster_parameter_group]
#   attributes: []
#   never_computed: [parameter]
#   remediation: Remove the parameter `tls`, or set it to `tls1.2+`.
#   example: |
#     resource "aws_docdb_cluster_parameter_group" "main" {
#       name   = "main"
#       family = "docdb5.0"
#
#       parameter {
#         name  = "tls"
#         value = "tls1.2+"
#       }
#     }
#   controls:
#     nist_800_53: ["SC-8"]
#     pci_dss: ["4.2.1"]
#     soc2: ["CC6.7"]
#   aliases: [CKV_AWS_90]
package rules.aws.docdb.docdb_tls

import rego.v1

import data.lib.finding
import data.lib.parameter_group

deny contains finding.at(group, fault.path, sprintf("clients connect in clear: %s", [fault.state])) if {
	some group in input.resources.aws_docdb_cluster_parameter_group
	some fault in parameter_group.faults(group, "tls", {"bad": {"disabled"}})
}
