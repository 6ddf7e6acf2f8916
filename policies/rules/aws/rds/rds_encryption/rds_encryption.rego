# METADATA
# title: RDS storage is not encrypted
# description: |
#   Storage, backups and snapshots of the instance hold the data in clear, and encryption cannot be turned
#   on later without building the instance anew. Terraform's default is off. Replicas and instances made
#   from a snapshot or a point in time take encryption over from their source and are not judged; where it is
#   known only after apply whether there is a source, nothing is decided.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
# custom:
#   id: aws-rds-encryption
#   severity: high
#   domain: encryption
#   resources: [aws_db_instance]
#   attributes: [storage_encrypted]
#   satisfied_by:
#     replicate_source_db: [aws_db_instance, data.aws_db_instance]
#     snapshot_identifier: [aws_db_snapshot, aws_db_snapshot_copy, data.aws_db_snapshot]
#   never_computed: [restore_to_point_in_time]
#   remediation: Set `storage_encrypted = true`, and `kms_key_id` if the key is to be your own.
#   example: |
#     resource "aws_db_instance" "main" {
#       engine                      = "postgres"
#       instance_class              = "db.t4g.micro"
#       allocated_storage           = 20
#       username                    = "app"
#       manage_master_user_password = true
#       storage_encrypted           = true
#     }
#   controls:
#     cis_aws: ["2.3.1"]
#     nist_800_53: ["SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_16, AWS-0080, AVD-AWS-0080, FG_R00093]
package rules.aws.rds.rds_encryption

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.text

_sources := ["replicate_source_db", "snapshot_identifier", "restore_to_point_in_time"]

deny contains finding.at(resource, ["storage_encrypted"], msg) if {
	some resource in input.resources.aws_db_instance
	attribute.is_off(resource, ["storage_encrypted"])
	every source in _sources {
		attribute.is_left_out(resource, source)
	}
	msg := sprintf("storage is not encrypted: %s", [text.state(resource.values, "storage_encrypted")])
}

deny contains finding.at(resource, [source], msg) if {
	some resource in input.resources.aws_db_instance
	attribute.is_off(resource, ["storage_encrypted"])
	every known in _sources {
		not attribute.is_set(resource.values, known)
	}
	some source in _sources
	attribute.is_deferred(resource, [source])
	msg := sprintf("storage is not encrypted, unless `%s` leads to an encrypted source", [source])
}
