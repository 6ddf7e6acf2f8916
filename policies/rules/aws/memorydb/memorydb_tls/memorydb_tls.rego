# METADATA
# title: MemoryDB traffic is not encrypted
# description: |
#   TLS is turned off, so clients and nodes talk in clear, and the only access list that such a cluster takes is
#   `open-access`, which asks for no credentials. It is on unless it is turned off.
# related_resources:
#   - https://docs.aws.amazon.com/memorydb/latest/devguide/in-transit-encryption.html
# custom:
#   id: aws-memorydb-tls
#   severity: high
#   domain: encryption
#   resources: [aws_memorydb_cluster, aws_memorydb_multi_region_cluster]
#   attributes: [tls_enabled]
#   remediation: |
#     Remove `tls_enabled = false`, and name an access list with users in `acl_name`; the cluster is made anew.
#   example: |
#     resource "aws_memorydb_cluster" "carts" {
#       name        = "carts"
#       node_type   = "db.t4g.small"
#       acl_name    = aws_memorydb_acl.carts.name
#       tls_enabled = true
#     }
#   controls:
#     nist_800_53: ["SC-8"]
#     pci_dss: ["4.2.1"]
#     soc2: ["CC6.7"]
#   aliases: [CKV_AWS_202]
package rules.aws.memorydb.memorydb_tls

import rego.v1

import data.lib.setting

deny contains found if {
	some type in ["aws_memorydb_cluster", "aws_memorydb_multi_region_cluster"]
	clusters := object.get(input.resources, type, [])
	some found in setting.one_of(clusters, ["tls_enabled"], {"bad": {false}}, "traffic is not encrypted")
}
