# METADATA
# title: Public access block lets public ACLs be set
# description: |
#   The public access block of a bucket says that ACLs which let everybody in may be set. S3 leaves nothing off
#   on buckets made since April 2023 unless it is told to, and this block tells it: what it leaves out is false.
#   The block of the account, if this plan has one with the flag on, counts as well.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# custom:
#   id: aws-s3-block-public-acls
#   severity: high
#   domain: exposure
#   resources: [aws_s3_bucket_public_access_block]
#   attributes: []
#   context: [aws_s3_account_public_access_block]
#   subject: [bucket]
#   remediation: Set `block_public_acls = true`.
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
#   aliases: [CKV_AWS_53, AWS-0086, AVD-AWS-0086]
package rules.aws.s3.s3_block_public_acls

import rego.v1

import data.lib.public_access_block

deny contains found if {
	some block in input.resources.aws_s3_bucket_public_access_block
	accounts := object.get(input.resources, "aws_s3_account_public_access_block", [])
	effect := "public ACLs can be set"
	some found in public_access_block.flag_findings(block, "block_public_acls", accounts, effect)
}
