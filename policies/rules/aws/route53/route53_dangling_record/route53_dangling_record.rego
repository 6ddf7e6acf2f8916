# METADATA
# title: DNS record points at what this change destroys
# description: |
#   The change destroys a bucket, an Elastic Beanstalk environment, an address or a hosted zone, and a record of the
#   plan still names it. Such a name may go to whoever asks for it next, and with it what is served under your
#   domain. Only records that stand beside what is destroyed are seen: whether another name still leads to
#   something of yours, no plan tells.
# related_resources:
#   - https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/protection-from-dangling-dns.html
# custom:
#   id: aws-route53-dangling-record
#   severity: high
#   domain: exposure
#   resources: [aws_route53_record]
#   attributes: []
#   context: [aws_s3_bucket]
#   sections: [changes]
#   remediation: Delete the record first, or together with what it names.
#   example: |
#     resource "aws_route53_record" "www" {
#       zone_id = aws_route53_zone.main.zone_id
#       name    = "www.example.com"
#       type    = "A"
#
#       alias {
#         name                   = aws_cloudfront_distribution.site.domain_name
#         zone_id                = aws_cloudfront_distribution.site.hosted_zone_id
#         evaluate_target_health = false
#       }
#     }
#   controls:
#     nist_800_53: ["SC-20"]
#     soc2: ["CC6.1"]
#   aliases: [CKV2_AWS_23]
package rules.aws.route53.route53_dangling_record

import rego.v1

import data.lib.change
import data.lib.finding

# What others may get once it is given up, and the attributes that a record may hold. What a load balancer or
# a distribution is called nobody gets again.
_names := {
	"aws_eip": ["public_ip", "public_dns"],
	"aws_elastic_beanstalk_environment": ["cname"],
	"aws_lightsail_static_ip": ["ip_address"],
	"aws_route53_zone": ["name_servers"],
}

deny contains finding.at(record, target.path, msg) if {
	count(_given_up) > 0
	some record in input.resources.aws_route53_record
	some target in _targets(record)
	some thing in _given_up
	_is_meant(thing, record, target.name)
	msg := sprintf("`%s` leads to %s, which is destroyed", [target.name, thing.address])
}

# Each name and address that a record leads to.
_targets(record) := aliases | listed if {
	aliases := {{"path": ["alias", i, "name"], "name": _plain(alias.name)} |
		some i, alias in record.values.alias
		is_string(alias.name)
	}
	listed := {{"path": ["records", i], "name": _plain(name)} |
		some i, name in record.values.records
		is_string(name)
	}
}

_plain(name) := trim_suffix(lower(name), ".")

_given_up := _named | _buckets

_named := {{"address": changed.address, "kind": "name", "name": _plain(value)} |
	some changed in input.changes
	some key in object.get(_names, changed.type, [])
	change.is_delete(changed)
	some value in _texts(object.get(changed.before, key, null))
}

# Buckets that no other bucket of the plan takes the name of.
_buckets := {{"address": changed.address, "kind": "bucket", "name": changed.before.bucket} |
	some changed in input.changes
	changed.type == "aws_s3_bucket"
	change.is_delete(changed)
	kept := [bucket.address |
		some bucket in input.resources.aws_s3_bucket
		bucket.values.bucket == changed.before.bucket
	]
	count(kept) == 0
}

_texts(value) := {text | text := value; is_string(text); text != ""} if not is_array(value)

_texts(value) := {text | some text in value; is_string(text)} if is_array(value)

_is_meant(thing, _, name) if {
	thing.kind == "name"
	thing.name == name
}

# The name of a bucket stands before that of its endpoint.
_is_meant(thing, _, name) if {
	thing.kind == "bucket"
	startswith(name, sprintf("%s.s3", [thing.name]))
	contains(name, ".amazonaws.com")
}

# An alias names the website endpoint of the region, and the bucket is called like the record.
_is_meant(thing, record, name) if {
	thing.kind == "bucket"
	startswith(name, "s3-website")
	some key in ["fqdn", "name"]
	_plain(record.values[key]) == thing.name
}
