# METADATA
# title: S3 bucket policy lets everybody in
# description: |
#   A statement of the bucket's policy allows actions to any principal, and no condition narrows that to accounts,
#   organizations, networks or services, nor does a denial for all others; and no public access block of the
#   bucket or the account restricts such a policy or refuses it. Since April 2023 new buckets refuse it until
#   their block is changed, so it either fails on apply or goes with a change that has taken this guard away.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
# custom:
#   id: aws-s3-policy-public-principal
#   severity: high
#   domain: exposure
#   resources: [aws_s3_bucket, aws_s3_bucket_policy]
#   attributes: []
#   documents: [public]
#   linked: [aws_s3_bucket, aws_s3_bucket_policy.bucket, aws_s3_bucket_public_access_block.bucket]
#   context: [aws_s3_account_public_access_block]
#   subject: [bucket]
#   remediation: |
#     Name the principals, or narrow `*` with a condition on aws:PrincipalOrgID, aws:SourceVpce or aws:SourceArn;
#     serve what is to be public through CloudFront with origin access control.
#   example: |
#     resource "aws_s3_bucket_policy" "reports" {
#       bucket = aws_s3_bucket.reports.id
#
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Principal = "*"
#           Action    = "s3:GetObject"
#           Resource  = "arn:aws:s3:::example-reports/*"
#           Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
#         }]
#       })
#     }
#   controls:
#     cis_aws: ["2.1.4"]
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["1.3.1", "7.2.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_70, FG_R00210, FG_R00211]
package rules.aws.s3.s3_policy_public_principal

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding
import data.lib.iam
import data.lib.public_access_block

_policy := "aws_s3_bucket_policy"

deny contains found if {
	some bucket in input.resources.aws_s3_bucket
	some holder in companion.holders(bucket, _policy)
	some fault in _faults(holder)
	some open in public_access_block.open_findings(holder, ["policy"], fault.msg, bucket, _guard)
	found := object.union(open, fault.marks)
}

deny contains found if {
	some policy in input.resources[_policy]
	companion.is_without_bucket(policy)
	not attribute.is_deferred(policy, ["bucket"])
	some fault in _faults(policy)
	some open in public_access_block.open_findings(policy, ["policy"], fault.msg, policy, _guard)
	found := object.union(open, fault.marks)
}

# Which bucket it is, and so which block it has, is known only after apply.
deny contains finding.at(policy, ["bucket"], sprintf("%s, unless its bucket restricts that", [fault.msg])) if {
	some policy in input.resources[_policy]
	companion.is_without_bucket(policy)
	attribute.is_deferred(policy, ["bucket"])
	some fault in _faults(policy)
}

_guard := {
	"lasting": "restrict_public_buckets",
	"refusing": "block_public_policy",
	"accounts": object.get(input.resources, "aws_s3_account_public_access_block", []),
	"companion": _policy,
}

_faults(resource) := known | deferred if {
	known := {{"msg": stated.msg, "marks": object.filter(stated, ["known"])} |
		some pair in iam.concluded(resource, "public")
		stated := finding.stated(resource, pair.document, pair.conclusion)
	}
	deferred := {{"msg": "`policy` is known only after apply", "marks": {}} |
		attribute.is_deferred(resource, ["policy"])
		count(known) == 0
	}
}
