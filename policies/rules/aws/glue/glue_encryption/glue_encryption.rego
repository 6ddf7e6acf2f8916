# METADATA
# title: Glue Data Catalog is not encrypted
# description: |
#   The catalog keeps tables, columns and partitions without a key, or hands out the passwords of connections in
#   clear to whoever may read a connection. Both are so unless these settings turn encryption on.
# related_resources:
#   - https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html
#   - https://docs.aws.amazon.com/glue/latest/dg/encrypt-connection-passwords.html
# custom:
#   id: aws-glue-encryption
#   severity: medium
#   domain: encryption
#   resources: [aws_glue_data_catalog_encryption_settings]
#   attributes:
#     - data_catalog_encryption_settings.encryption_at_rest.catalog_encryption_mode
#     - data_catalog_encryption_settings.connection_password_encryption.return_connection_password_encrypted
#   remediation: |
#     Set `catalog_encryption_mode = "SSE-KMS"` and `return_connection_password_encrypted = true`, each with a key.
#   example: |
#     resource "aws_glue_data_catalog_encryption_settings" "main" {
#       data_catalog_encryption_settings {
#         connection_password_encryption {
#           return_connection_password_encrypted = true
#           aws_kms_key_id                       = aws_kms_key.catalog.arn
#         }
#
#         encryption_at_rest {
#           catalog_encryption_mode = "SSE-KMS"
#           sse_aws_kms_key_id      = aws_kms_key.catalog.arn
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_94]
package rules.aws.glue.glue_encryption

import rego.v1

import data.lib.setting

_catalogs := object.get(input.resources, "aws_glue_data_catalog_encryption_settings", [])

_settings := ["data_catalog_encryption_settings", 0]

deny contains found if {
	path := array.concat(_settings, ["encryption_at_rest", 0, "catalog_encryption_mode"])
	some found in setting.one_of(_catalogs, path, {"bad": {"DISABLED"}}, "catalog is not encrypted")
}

deny contains found if {
	block := array.concat(_settings, ["connection_password_encryption", 0])
	path := array.concat(block, ["return_connection_password_encrypted"])
	some found in setting.off(_catalogs, path, "passwords of connections are handed out in clear")
}
