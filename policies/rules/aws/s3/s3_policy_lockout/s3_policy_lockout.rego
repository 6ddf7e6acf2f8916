# METADATA
# title: S3 bucket policy locks everybody out
# description: |
#   A statement without a condition denies every action on the bucket to everybody, administrators among them. Then
#   only the root user of the account can take the policy away again, and Terraform can neither change the bucket nor
#   delete it.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
#   - https://repost.aws/knowledge-center/s3-accidentally-denied-access
# custom:
#   id: aws-s3-policy-lockout
#   severity: medium
#   domain: resilience
#   resources: [aws_s3_bucket, aws_s3_bucket_policy]
#   attributes: []
#   documents: [statements]
#   linked: [aws_s3_bucket_policy.bucket]
#   subject: [bucket]
#   remediation: |
#     Narrow the denial with a condition that leaves somebody in, such as `aws:PrincipalArn`, or deny single actions.
#   example: |
#     resource "aws_s3_bucket_policy" "reports" {
#       bucket = aws_s3_bucket.reports.id
#
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Deny"
#           Principal = "*"
#           Action    = "s3:*"
#           Resource  = ["arn:aws:s3:::example-reports", "arn:aws:s3:::example-reports/*"]
#           Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "CP-9"]
#     soc2: ["A1.2"]
#   aliases: [CKV_AWS_93]
package rules.aws.s3.s3_policy_lockout

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.iam

_types := ["aws_s3_bucket", "aws_s3_bucket_policy"]

deny contains found if {
	some type in _types
	some resource in input.resources[type]
	some document in object.get(resource, "documents", {})
	some statement in document.statements
	_locks_everybody_out(statement)
	msg := sprintf("%s denies every action to everybody", [statement.label])
	some found in iam.in_place(resource, _weighed(document, finding.at(resource, document.path, msg)))
}

# Nothing is known of the policy.
deny contains found if {
	some type in _types
	some resource in input.resources[type]
	attribute.is_deferred(resource, ["policy"])
	count(object.get(resource, "documents", {})) == 0
	some found in iam.in_place(resource, finding.at(resource, ["policy"], "`policy` is known only after apply"))
}

# Of a policy that is known in part a denial may be narrower than it looks.
_weighed(document, found) := finding.known(found) if not document.partial

_weighed(document, found) := found if document.partial

_locks_everybody_out(statement) if {
	statement.effect == "Deny"
	count(statement.conditions) == 0
	some principal in statement.principals
	principal.id == "*"
	_denies_all(statement)
	_is_on_the_bucket(statement)
}

_denies_all(statement) if {
	some action in statement.actions
	lower(action) in {"*", "*:*", "s3:*", "s3express:*"}
}

# All but some actions, and the policy cannot be changed with these.
_denies_all(statement) if {
	count(statement.not_actions) > 0
	every action in statement.not_actions {
		not glob.match(lower(action), [], "s3:deletebucketpolicy")
		not glob.match(lower(action), [], "s3:putbucketpolicy")
	}
}

# What has a slash are objects.
_is_on_the_bucket(statement) if {
	some resource in statement.resources
	not contains(resource, "/")
}

_is_on_the_bucket(statement) if {
	count(statement.not_resources) > 0
	every resource in statement.not_resources {
		contains(resource, "/")
	}
}
