# METADATA
# title: Newest AMI of any owner is taken
# description: |
#   Everybody may publish an image under any name. Without owners the newest one that matches the filters is taken,
#   and so the machine of whoever published last. Version 6.0 of the provider refuses that unless
#   `allow_unsafe_filter` is set. Filters by owner, image or product code pin the owner as well.
# related_resources:
#   - https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/ami
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instances-sharing-amis.html
# custom:
#   id: aws-ami-data-no-owner
#   severity: high
#   domain: exposure
#   resources: [data.aws_ami]
#   attributes: [owners, most_recent]
#   remediation: Say whose images are meant with `owners`, such as `amazon` or the number of an account.
#   example: |
#     data "aws_ami" "linux" {
#       most_recent = true
#       owners      = ["amazon"]
#
#       filter {
#         name   = "name"
#         values = ["al2023-ami-2023.*-x86_64"]
#       }
#     }
#   controls:
#     nist_800_53: ["CM-7", "SR-3"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_386, AWS-0344, AVD-AWS-0344]
package rules.aws.ec2.ami_data_no_owner

import rego.v1

import data.lib.attribute
import data.lib.finding

deny contains finding.at(image, ["owners"], "the newest image of any owner is taken: `owners` is not set") if {
	some image in input.resources["data.aws_ami"]
	image.values.most_recent == true
	not attribute.is_set(image.values, "owners")
	not attribute.is_deferred(image, ["owners"])
	not _is_pinned(image)
}

# Filters that leave the images of one owner. What is not known yet may be one.
_is_pinned(image) if {
	some filter in object.get(image.values, "filter", [])
	object.get(filter, "name", "owner-id") in {"owner-id", "owner-alias", "image-id", "product-code"}
	not "*" in object.get(filter, "values", [])
}

_is_pinned(image) if attribute.is_deferred(image, ["filter"])
