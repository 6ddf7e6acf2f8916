# METADATA
# title: CloudFront distribution serves every country
# description: |
#   The distribution has no geo restriction. Most sites are meant for the whole world, and an address abroad or a
#   VPN gets around the restriction, so this is for organisations that must keep countries out.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html
# custom:
#   id: aws-cloudfront-geo-restriction
#   severity: low
#   domain: network
#   opt_in: true
#   resources: [aws_cloudfront_distribution]
#   attributes: [restrictions.geo_restriction.restriction_type]
#   never_computed: [restrictions]
#   remediation: Set `restriction_type` to `whitelist` or `blacklist`, with the countries in `locations`.
#   example: |
#     resource "aws_cloudfront_distribution" "site" {
#       enabled = true
#
#       origin {
#         domain_name              = aws_s3_bucket.site.bucket_regional_domain_name
#         origin_id                = "site"
#         origin_access_control_id = aws_cloudfront_origin_access_control.site.id
#       }
#
#       default_cache_behavior {
#         target_origin_id       = "site"
#         viewer_protocol_policy = "redirect-to-https"
#         allowed_methods        = ["GET", "HEAD"]
#         cached_methods         = ["GET", "HEAD"]
#         cache_policy_id        = data.aws_cloudfront_cache_policy.optimized.id
#       }
#
#       restrictions {
#         geo_restriction {
#           restriction_type = "whitelist"
#           locations        = ["DE", "FR"]
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
#     nist_800_53: ["AC-4"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_374, FG_R00018]
package rules.aws.cloudfront.cloudfront_geo_restriction

import rego.v1

import data.lib.setting

_path := ["restrictions", 0, "geo_restriction", 0, "restriction_type"]

deny contains found if {
	resources := object.get(input.resources, "aws_cloudfront_distribution", [])
	some found in setting.one_of(resources, _path, {"bad": {"none"}}, "every country is served")
}
