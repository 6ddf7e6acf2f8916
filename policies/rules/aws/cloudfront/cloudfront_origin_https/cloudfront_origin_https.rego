# METADATA
# title: CloudFront fetches from an origin over plain HTTP or old TLS
# description: |
#   CloudFront speaks plain HTTP with a custom origin, or lets it choose SSL or TLS below 1.2, so what viewers send
#   over HTTPS goes the second half of the way readable or weakly protected. `match-viewer` is reported where viewers
#   may use HTTP themselves. The website endpoint of an S3 bucket speaks nothing but HTTP: of low severity, as it is
#   public anyway, but the bucket's own endpoint with an origin access control does better. Old versions are of low
#   severity, too: they matter with an origin that knows no newer one. Origins in a VPC are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
# custom:
#   id: aws-cloudfront-origin-https
#   severity: medium
#   domain: encryption
#   resources: [aws_cloudfront_distribution]
#   attributes:
#     - origin.custom_origin_config.origin_protocol_policy
#     - origin.custom_origin_config.origin_ssl_protocols
#   linked: [aws_s3_bucket_website_configuration]
#   never_computed: [origin, origin.custom_origin_config]
#   remediation: |
#     Set `origin_protocol_policy = "https-only"` and `origin_ssl_protocols = ["TLSv1.2"]`; reach S3 through the
#     bucket's regional domain name and an origin access control.
#   example: |
#     resource "aws_cloudfront_distribution" "site" {
#       enabled = true
#
#       origin {
#         domain_name = "origin.example.com"
#         origin_id   = "app"
#
#         custom_origin_config {
#           http_port              = 80
#           https_port             = 443
#           origin_protocol_policy = "https-only"
#           origin_ssl_protocols   = ["TLSv1.2"]
#         }
#       }
#
#       default_cache_behavior {
#         target_origin_id       = "app"
#         viewer_protocol_policy = "redirect-to-https"
#         allowed_methods        = ["GET", "HEAD"]
#         cached_methods         = ["GET", "HEAD"]
#         cache_policy_id        = data.aws_cloudfront_cache_policy.optimized.id
#       }
#
#       restrictions {
#         geo_restriction {
#           restriction_type = "none"
#         }
#       }
#
#       viewer_certificate {
#         acm_certificate_arn      = aws_acm_certificate.site.arn
#         minimum_protocol_version = "TLSv1.2_2021"
#         ssl_support_method       = "sni-only"
#       }
#     }
#   controls:
#     nist_800_53: ["SC-8"]
#     pci_dss: ["4.2.1"]
#     soc2: ["CC6.7"]
#   aliases: [CKV2_AWS_54, CKV2_AWS_72, FG_R00010]
package rules.aws.cloudfront.cloudfront_origin_https

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding

deny contains finding.graded(finding.at(distribution, path, msg), severity) if {
	some distribution in input.resources.aws_cloudfront_distribution
	some i, origin in distribution.values.origin
	some j, config in origin.custom_origin_config
	_may_be_plaintext(distribution, origin, config.origin_protocol_policy)
	severity := _severity(distribution, i, origin)
	path := ["origin", i, "custom_origin_config", j, "origin_protocol_policy"]
	msg := sprintf("the origin is asked over HTTP: `origin_protocol_policy` is %s", [config.origin_protocol_policy])
}

deny contains finding.graded(finding.at(distribution, path, msg), "low") if {
	some distribution in input.resources.aws_cloudfront_distribution
	some i, origin in distribution.values.origin
	some j, config in origin.custom_origin_config
	config.origin_protocol_policy in {"https-only", "match-viewer"}
	old := [protocol |
		some protocol in config.origin_ssl_protocols
		protocol in {"SSLv3", "TLSv1", "TLSv1.1"}
	]
	count(old) > 0
	path := ["origin", i, "custom_origin_config", j, "origin_ssl_protocols"]
	msg := sprintf("the origin may choose %s", [concat(", ", old)])
}

_may_be_plaintext(_, _, policy) if policy == "http-only"

_may_be_plaintext(distribution, origin, policy) if {
	policy == "match-viewer"
	some block in ["default_cache_behavior", "ordered_cache_behavior"]
	some behavior in object.get(distribution.values, block, [])
	behavior.viewer_protocol_policy == "allow-all"
	_leads_to(distribution, behavior, origin)
}

# An id that is not known yet may be that of any origin.
_leads_to(_, behavior, origin) if {
	ids := [id |
		some id in [object.get(behavior, "target_origin_id", ""), object.get(origin, "origin_id", "")]
		id != ""
	]
	count({id | some id in ids}) < 2
}

_leads_to(distribution, behavior, origin) if {
	some group in distribution.values.origin_group
	group.origin_id == behavior.target_origin_id
	some member in group.member
	member.origin_id == origin.origin_id
}

_severity(distribution, i, origin) := "low" if _is_website(distribution, i, origin)

_severity(distribution, i, origin) := "medium" if not _is_website(distribution, i, origin)

_is_website(_, _, origin) if contains(origin.domain_name, ".s3-website")

_is_website(distribution, i, _) if {
	attribute.is_deferred(distribution, ["origin", i, "domain_name"])
	companion.has(distribution, "aws_s3_bucket_website_configuration")
}
