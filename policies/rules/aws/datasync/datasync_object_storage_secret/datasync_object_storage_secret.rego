# METADATA
# title: Secret key of a DataSync location stands in the plan
# description: |
#   The secret key is known while planning, so it stands in the code, in a variable or in a data source, and in any
#   case in clear in the plan, where whoever reads it can read the storage. The state holds it all the same, so a
#   key that is made by another resource, such as an access key of IAM, is not found. The value is not shown.
# related_resources:
#   - https://docs.aws.amazon.com/datasync/latest/userguide/create-object-location.html
# custom:
#   id: aws-datasync-object-storage-secret
#   severity: medium
#   domain: secrets
#   resources: [aws_datasync_location_object_storage]
#   attributes: []
#   context: [aws_iam_access_key, google_storage_hmac_key, random_password]
#   remediation: |
#     Take the key out of code and variables, give it rights to the one bucket alone, and keep plan and state where few
#     may read them.
#   example: |
#     resource "aws_datasync_location_object_storage" "archive" {
#       server_hostname = "storage.example.com"
#       bucket_name     = "archive"
#       agent_arns      = [aws_datasync_agent.archive.arn]
#       access_key      = aws_iam_access_key.archive.id
#       secret_key      = aws_iam_access_key.archive.secret
#     }
#   controls:
#     nist_800_53: ["IA-5"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_295]
package rules.aws.datasync.datasync_object_storage_secret

import rego.v1

import data.lib.attribute
import data.lib.finding

deny contains finding.at(location, ["secret_key"], "the secret key of the storage is in the plan") if {
	some location in input.resources.aws_datasync_location_object_storage
	attribute.is_set(location.values, "secret_key")
	not location.values.secret_key in _made
}

# The keys that resources make, which plans after the first one know.
_made contains maker.values[key] if {
	some type, key in {"aws_iam_access_key": "secret", "google_storage_hmac_key": "secret", "random_password": "result"}
	some maker in input.resources[type]
	attribute.is_set(maker.values, key)
}
