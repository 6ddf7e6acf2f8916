# METADATA
# title: S3 bucket answers requests without TLS
# description: |
#   Nothing in the bucket's policy denies requests over plain HTTP, so that objects and what signs the requests
#   may travel in clear. S3 itself takes both. The denial is one of every action, for everybody, where
#   `aws:SecureTransport` is false.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
# custom:
#   id: aws-s3-insecure-transport
#   severity: medium
#   domain: encryption
#   resources: [aws_s3_bucket, aws_s3_bucket_policy]
#   attributes: []
#   documents: [denies_plaintext, statements]
#   linked: [aws_s3_bucket_policy.bucket]
#   subject: [bucket]
#   remediation: |
#     Add a statement to the bucket's policy that denies `s3:*` to everybody where `aws:SecureTransport` is false.
#   example: |
#     resource "aws_s3_bucket_policy" "reports" {
#       bucket = aws_s3_bucket.reports.id
#
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Sid       = "TlsOnly"
#           Effect    = "Deny"
#           Principal = "*"
#           Action    = "s3:*"
#           Resource  = ["arn:aws:s3:::example-reports", "arn:aws:s3:::example-reports/*"]
#           Condition = { Bool = { "aws:SecureTransport" = "false" } }
#         }]
#       })
#     }
#   controls:
#     cis_aws: ["2.1.1"]
#     nist_800_53: ["SC-8"]
#     pci_dss: ["4.2.1"]
#     soc2: ["CC6.7"]
#   aliases: [CKV_AWS_379, FG_R00100]
package rules.aws.s3.s3_insecure_transport

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding

_policy := "aws_s3_bucket_policy"

_msg := "requests without TLS are not denied"

deny contains finding.without(bucket, path, {_policy}, sprintf("%s: %s", [_msg, why])) if {
	some bucket in input.resources.aws_s3_bucket
	not companion.has(bucket, _policy)
	not attribute.is_deferred(bucket, ["policy"])
	not _refuses_plaintext(bucket)
	path := [key | some key in ["policy"]; attribute.is_set(bucket.values, key)]
	why := ["the bucket has no policy", "no statement of `policy` does"][count(path)]
}

deny contains finding.at(policy, ["policy"], sprintf("%s: no statement of `policy` does", [_msg])) if {
	some policy in input.resources[_policy]
	not attribute.is_deferred(policy, ["policy"])
	not _refuses_plaintext(policy)
}

# Nothing is known of the policy, or not enough.
deny contains finding.at(resource, ["policy"], "`policy` is known only after apply") if {
	some type in ["aws_s3_bucket", _policy]
	some resource in input.resources[type]
	attribute.is_deferred(resource, ["policy"])
	not _refuses_plaintext(resource)
}

_refuses_plaintext(resource) if resource.documents.policy.denies_plaintext == true

# What only apply knows are the bucket and its objects: S3 takes no others in the policy of a bucket.
_refuses_plaintext(resource) if {
	resource.documents.policy.partial == true
	some statement in resource.documents.policy.statements
	statement.effect == "Deny"
	_is_of_everybody(statement)
	_is_of_every_action(statement)
	_is_for_plaintext(statement)
	count([1 | some name in statement.resources; name == "arn:known-after-apply"]) > 1
}

_is_of_everybody(statement) if {
	some principal in statement.principals
	principal.id == "*"
}

_is_of_every_action(statement) if {
	some action in statement.actions
	lower(action) in {"*", "s3:*"}
}

_is_for_plaintext(statement) if {
	some transport in statement.conditions
	lower(transport.key) == "aws:securetransport"
	every condition in statement.conditions {
		condition.operator == "Bool"
		lower(condition.key) in {"aws:securetransport", "aws:principalisawsservice", "aws:viaawsservice"}
		{"false"} == {lower(value) | some value in condition.values}
	}
}
