# METADATA
# title: S3 bucket has no public access block
# description: |
#   Nothing in the plan keeps public ACLs and public policies of the bucket out. Buckets made since April 2023
#   start with all of public access blocked, so on a new bucket this is a guard that nobody declares and
#   Terraform does not watch; on an older one it may be missing in fact. Hence the low severity. A block that
#   turns a flag off is the matter of other rules.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html
# custom:
#   id: aws-s3-public-access-block-missing
#   severity: low
#   domain: exposure
#   resources: [aws_s3_bucket]
#   attributes: []
#   linked: [aws_s3_bucket_public_access_block.bucket]
#   context: [aws_s3_account_public_access_block]
#   remediation: |
#     Add an `aws_s3_bucket_public_access_block` with all four flags on, or an
#     `aws_s3_account_public_access_block` for the account.
#   example: |
#     resource "aws_s3_bucket_public_access_block" "reports" {
#       bucket                  = aws_s3_bucket.reports.id
#       block_public_acls       = true
#       block_public_policy     = true
#       ignore_public_acls      = true
#       restrict_public_buckets = true
#     }
#   controls:
#     cis_aws: ["2.1.4"]
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV2_AWS_6, AWS-0094, AVD-AWS-0094, FG_R00229]
package rules.aws.s3.s3_public_access_block_missing

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding
import data.lib.public_access_block

_block := "aws_s3_bucket_public_access_block"

_msg := "the bucket has no public access block"

deny contains finding.without(bucket, [], {_block}, _msg) if {
	some bucket in input.resources.aws_s3_bucket
	not companion.has(bucket, _block)
	count(_settings(bucket)) == 0
}

# Every flag of the account may be on, and not all of them are known.
deny contains finding.beside(bucket, [], setting, [flag], _msg) if {
	some bucket in input.resources.aws_s3_bucket
	not companion.has(bucket, _block)
	some setting in _settings(bucket)
	some flag in public_access_block.flags
	attribute.is_deferred(setting, [flag])
}

# The blocks of the account that may have every flag on.
_settings(bucket) := [setting |
	some setting in public_access_block.of_account(bucket, _accounts)
	every flag in public_access_block.flags {
		not attribute.is_off(setting, [flag])
	}
]

_accounts := object.get(input.resources, "aws_s3_account_public_access_block", [])
