# METADATA
# title: S3 ACL lets everybody write
# description: |
#   An ACL gives everyone, or everyone with an AWS account, the right to put objects into the bucket, to replace
#   them, or to change the ACL, and no public access block of the bucket or the account makes S3 ignore or
#   refuse it. Strangers then fill the bucket at your cost and swap files that others trust. Since April 2023
#   new buckets ignore ACLs and block public access, so such an ACL either fails on apply or goes with a
#   change that has taken these guards away.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# custom:
#   id: aws-s3-acl-public-write
#   severity: critical
#   domain: exposure
#   resources: [aws_s3_bucket, aws_s3_bucket_acl]
#   attributes: []
#   linked: [aws_s3_bucket, aws_s3_bucket_acl.bucket, aws_s3_bucket_public_access_block.bucket]
#   context: [aws_s3_account_public_access_block]
#   subject: [bucket]
#   never_computed: [access_control_policy.grant]
#   remediation: |
#     Make the ACL `private`, and let others upload through presigned URLs or a bucket policy that names them.
#   example: |
#     resource "aws_s3_bucket_acl" "uploads" {
#       bucket = aws_s3_bucket.uploads.id
#       acl    = "private"
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_57, CKV2_AWS_43]
package rules.aws.s3.s3_acl_public_write

import rego.v1

import data.lib.s3_acl

deny contains found if {
	some found in s3_acl.findings(input.resources, {"WRITE", "WRITE_ACP", "FULL_CONTROL"}, "write")
}
