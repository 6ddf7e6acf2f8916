# METADATA
# title: CloudFront allows TLS below 1.2
# description: |
#   Viewers may speak TLS 1.0 or 1.1 with the distribution, or even SSL, which rest on broken primitives. Terraform's
#   default for a certificate of your own is TLSv1. With the certificate of cloudfront.net AWS sets the version, and
#   nothing can be done about it but to use a name of your own, so that is not reported.
# related_resources:
#   - https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ViewerCertificate.html
# custom:
#   id: aws-cloudfront-min-tls
#   severity: medium
#   domain: encryption
#   resources: [aws_cloudfront_distribution]
#   attributes: [viewer_certificate.minimum_protocol_version]
#   never_computed: [viewer_certificate]
#   remediation: Set `minimum_protocol_version` to `TLSv1.2_2021` or a later policy.
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
#     nist_800_53: ["SC-8", "SC-13"]
#     pci_dss: ["4.2.1"]
#     soc2: ["CC6.7"]
#   aliases: [CKV_AWS_174, AWS-0013, AVD-AWS-0013]
package rules.aws.cloudfront.cloudfront_min_tls

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.setting

_old := {"SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016"}

_path := ["viewer_certificate", 0, "minimum_protocol_version"]

_fault := "TLS below 1.2 is allowed"

deny contains found if {
	resources := [distribution |
		some distribution in input.resources.aws_cloudfront_distribution
		_has_own_certificate(distribution)
		not attribute.is_deferred(distribution, ["viewer_certificate", 0, "cloudfront_default_certificate"])
	]
	some found in setting.one_of(resources, _path, {"bad": _old, "default": "TLSv1"}, _fault)
}

# A certificate that is not known yet may be none.
deny contains finding.at(distribution, path, msg) if {
	some distribution in input.resources.aws_cloudfront_distribution
	_has_own_certificate(distribution)
	path := ["viewer_certificate", 0, "cloudfront_default_certificate"]
	attribute.is_deferred(distribution, path)
	object.get(distribution.values, _path, "TLSv1") in _old
	not attribute.is_deferred(distribution, _path)
	msg := sprintf("%s, unless `cloudfront_default_certificate` is true", [_fault])
}

_has_own_certificate(distribution) if {
	some key in ["acm_certificate_arn", "iam_certificate_id"]
	path := ["viewer_certificate", 0, key]
	_is_given(distribution, path)
	not object.get(distribution.values, ["viewer_certificate", 0, "cloudfront_default_certificate"], false) == true
}

_is_given(distribution, path) if not object.get(distribution.values, path, null) in {null, ""}

_is_given(distribution, path) if attribute.is_deferred(distribution, path)
