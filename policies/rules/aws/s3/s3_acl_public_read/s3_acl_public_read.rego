# METADATA
# title: S3 ACL lets everybody read
# description: |
#   An ACL gives everyone, or everyone with an AWS account, the right to list the bucket or to read the ACL
#   itself. Since April 2023 new buckets ignore ACLs and block public access, so such an ACL either fails
#   on apply or goes with a change that has taken these guards away.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# custom:
#   id: aws-s3-acl-public-read
#   severity: high
#   domain: exposure
#   resources: [aws_s3_bucket, aws_s3_bucket_acl]
#   attributes: [acl, grant.uri, access_control_policy.grant.grantee.uri]
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
#   aliases: [CKV_AWS_20, CKV_AWS_375, AWS-0092, AVD-AWS-0092, FG_R00279, FG_R00277]
package rules.aws.s3.s3_acl_public_read

import rego.v1

import data.lib.attribute
import data.lib.finding

_everyone := "everyone"

_accounts := "everyone with an AWS account"

_readers_of_canned := {
	"public-read": _everyone,
	"public-read-write": _everyone,
	"authenticated-read": _accounts,
}

_readers_of_group := {
	"http://acs.amazonaws.com/groups/global/AllUsers": _everyone,
	"http://acs.amazonaws.com/groups/global/AuthenticatedUsers": _accounts,
}

_reading := {"READ", "READ_ACP", "FULL_CONTROL"}

deny contains finding.at(resource, ["acl"], msg) if {
	some type in ["aws_s3_bucket", "aws_s3_bucket_acl"]
	some resource in input.resources[type]
	some canned, readers in _readers_of_canned
	resource.values.acl == canned
	msg := sprintf("the ACL %s lets %s read", [canned, readers])
}

deny contains finding.at(resource, ["access_control_policy", i, "grant", j, "grantee", k, "uri"], msg) if {
	some resource in input.resources.aws_s3_bucket_acl
	some i, policy in resource.values.access_control_policy
	some j, grant in policy.grant
	grant.permission in _reading
	some k, grantee in grant.grantee
	some uri, readers in _readers_of_group
	_names(grantee.uri, uri)
	msg := sprintf("%s is granted to %s", [grant.permission, readers])
}

deny contains finding.at(resource, ["grant", i, "uri"], msg) if {
	some resource in input.resources.aws_s3_bucket
	some i, grant in resource.values.grant
	some uri, readers in _readers_of_group
	_names(grant.uri, uri)
	some permission in grant.permissions
	permission in _reading
	msg := sprintf("%s is granted to %s", [permission, readers])
}

# Whether it is a right to read decides, and is not known.
deny contains finding.at(resource, path, msg) if {
	some resource in input.resources.aws_s3_bucket_acl
	some i, policy in resource.values.access_control_policy
	some j, grant in policy.grant
	path := ["access_control_policy", i, "grant", j, "permission"]
	attribute.is_deferred(resource, path)
	some grantee in grant.grantee
	some uri, readers in _readers_of_group
	_names(grantee.uri, uri)
	msg := sprintf("a permission known only after apply is granted to %s", [readers])
}

deny contains finding.at(resource, path, msg) if {
	some resource in input.resources.aws_s3_bucket
	some i, grant in resource.values.grant
	some path in _deferred_permissions(resource, i)
	some uri, readers in _readers_of_group
	_names(grant.uri, uri)
	every permission in object.get(grant, "permissions", []) {
		not permission in _reading
	}
	msg := sprintf("a permission known only after apply is granted to %s", [readers])
}

_deferred_permissions(resource, i) := whole | elements if {
	path := ["grant", i, "permissions"]
	whole := {path | attribute.is_deferred(resource, path)}
	elements := {array.concat(path, [j]) |
		is_array(object.get(resource.unknown, path, false))
		some j, true in object.get(resource.unknown, path, [])
	}
}

# S3 takes the group's address with https, too.
_names(given, uri) if given == uri

_names(given, uri) if replace(given, "https://", "http://") == uri
