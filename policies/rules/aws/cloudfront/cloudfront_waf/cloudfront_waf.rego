# METADATA
# title: CloudFront distribution has no web ACL
# description: |
#   No web ACL of AWS WAF filters the requests that the distribution takes. Not every site needs one, a site of
#   static files least of all, so this is for organisations that ask for it.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html
# custom:
#   id: aws-cloudfront-waf
#   severity: low
#   domain: network
#   opt_in: true
#   resources: [aws_cloudfront_distribution]
#   attributes: [web_acl_id]
#   satisfied_by:
#     web_acl_id: [aws_wafv2_web_acl, aws_waf_web_acl, data.aws_wafv2_web_acl, data.aws_waf_web_acl]
#   remediation: Set `web_acl_id` to the ARN of a web ACL of the scope CLOUDFRONT.
#   example: |
#     resource "aws_cloudfront_distribution" "site" {
#       enabled    = true
#       web_acl_id = aws_wafv2_web_acl.site.arn
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
#     nist_800_53: ["SC-7"]
#     pci_dss: ["6.4.2"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_68, AWS-0011, AVD-AWS-0011, FG_R00073]
package rules.aws.cloudfront.cloudfront_waf

import rego.v1

import data.lib.setting

deny contains found if {
	resources := object.get(input.resources, "aws_cloudfront_distribution", [])
	some found in setting.unset(resources, ["web_acl_id"], "no web ACL filters requests")
}
