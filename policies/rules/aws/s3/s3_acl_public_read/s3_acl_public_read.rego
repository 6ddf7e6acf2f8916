# METADATA
# title: S3 ACL lets everybody read
# description: |
#   An ACL gives everyone, or everyone with an AWS account, the right to list the bucket or to read the ACL
#   itself, and no public access block of the bucket or the account makes S3 ignore or refuse it. Since April
#   2023 new buckets ignore ACLs and block public access, so such an ACL either fails on apply or goes with a
#   change that has taken these guards away.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# custom:
#   id: aws-s3-acl-public-read
#   severity: high
#   domain: exposure
#   resources: [aws_s3_bucket, aws_s3_bucket_acl]
#   attributes: []
#   linked: [aws_s3_bucket, aws_s3_bucket_acl.bucket, aws_s3_bucket_public_access_block.bucket]
#   context: [aws_s3_account_public_access_block]
#   subject: [bucket]
#   never_computed: [access_control_policy.grant]
#   remediation: |
#     Make the ACL `private`, and serve what is to be public through CloudFront or a bucket policy.
#   example: |
#     resource "aws_s3_bucket_acl" "logs" {
#       bucket = aws_s3_bucket.logs.id
#       acl    = "private"
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_20, CKV_AWS_375, CKV2_AWS_43, AWS-0092, AVD-AWS-0092, FG_R00279, FG_R00277]
package rules.aws.s3.s3_acl_public_read

import rego.v1

import data.lib.s3_acl

deny contains found if {
	some found in s3_acl.findings(input.resources, {"READ", "READ_ACP", "FULL_CONTROL"}, "read")
}
