# METADATA
# title: DocumentDB is not encrypted with a key of the customer
# description: |
#   An encrypted cluster that names no key gets the one that AWS manages for the account, and an elastic cluster
#   one that AWS owns. A KMS key of the customer's own adds who may use it, a record of each use, and a way to
#   take all access back, and snapshots can be shared with other accounts. Clusters made from a snapshot or a
#   point in time may have the key of their source, and clusters without encryption are the matter of another
#   rule; neither is judged.
# related_resources:
#   - https://docs.aws.amazon.com/documentdb/latest/developerguide/encryption-at-rest.html
# custom:
#   id: aws-docdb-cmk
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_docdb_cluster, aws_docdbelastic_cluster]
#   attributes: [kms_key_id]
#   satisfied_by:
#     kms_key_id:
#       - aws_kms_key
#       - aws_kms_replica_key
#       - aws_kms_external_key
#       - aws_kms_replica_external_key
#       - aws_kms_alias
#   never_computed: [restore_to_point_in_time]
#   remediation: Set `kms_key_id` to a key of your own; the cluster is made anew.
#   example: |
#     resource "aws_docdb_cluster" "shop" {
#       cluster_identifier          = "shop"
#       master_username             = "app"
#       manage_master_user_password = true
#       storage_encrypted           = true
#       kms_key_id                  = aws_kms_key.shop.arn
#     }
#   controls:
#     nist_800_53: ["SC-12", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_182, AWS-0022, AVD-AWS-0022]
package rules.aws.docdb.docdb_cmk

import rego.v1

import data.lib.attribute
import data.lib.own_key

_fault := "the key is not the customer's own"

deny contains found if {
	some cluster in input.resources.aws_docdb_cluster
	not attribute.is_off(cluster, ["storage_encrypted"])
	attribute.is_left_out(cluster, "snapshot_identifier")
	attribute.is_left_out(cluster, "restore_to_point_in_time")
	some found in own_key.missing([cluster], ["kms_key_id"], _fault)
}

deny contains found if {
	clusters := object.get(input.resources, "aws_docdbelastic_cluster", [])
	some found in own_key.missing(clusters, ["kms_key_id"], _fault)
}
