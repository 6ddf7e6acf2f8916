# METADATA
# title: CloudFront serves plain HTTP
# description: |
#   A cache behaviour answers viewers over plain HTTP, so whoever is on the way reads and changes what they get
#   and send, cookies and tokens among it. `redirect-to-https` sends them to HTTPS, `https-only` refuses them.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html
# custom:
#   id: aws-cloudfront-viewer-https
#   severity: high
#   domain: encryption
#   resources: [aws_cloudfront_distribution]
#   attributes: [default_cache_behavior.viewer_protocol_policy, ordered_cache_behavior.viewer_protocol_policy]
#   never_computed: [default_cache_behavior, ordered_cache_behavior]
#   remediation: Set `viewer_protocol_policy` to `redirect-to-https` or `https-only`.
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
#   aliases: [CKV_AWS_34, AWS-0012, AVD-AWS-0012, FG_R00011]
package rules.aws.cloudfront.cloudfront_viewer_https

import rego.v1

import data.lib.finding

deny contains finding.at(distribution, [block, i, "viewer_protocol_policy"], msg) if {
	some distribution in input.resources.aws_cloudfront_distribution
	some block in ["default_cache_behavior", "ordered_cache_behavior"]
	some i, behavior in object.get(distribution.values, block, [])
	behavior.viewer_protocol_policy == "allow-all"
	msg := "viewers are served over HTTP: `viewer_protocol_policy` is allow-all"
}
