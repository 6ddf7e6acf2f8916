# METADATA
# title: ECR repository is not encrypted with a key of the customer
# description: |
#   ECR encrypts every image with a key of S3 if nothing else is said, so nothing lies there in clear. A KMS key
#   of the customer's own adds who may use it, a record of each use, and a way to take all access back. It can't be
#   given later without making the repository anew.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
# custom:
#   id: aws-ecr-cmk
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_ecr_repository, aws_ecr_repository_creation_template]
#   attributes: [encryption_configuration.encryption_type, encryption_configuration.kms_key]
#   satisfied_by:
#     encryption_configuration.kms_key: [aws_kms_key, aws_kms_replica_key, aws_kms_external_key]
#   never_computed: [encryption_configuration]
#   remediation: Set `encryption_type = "KMS"` in `encryption_configuration`, and `kms_key` to a key of your own.
#   example: |
#     resource "aws_ecr_repository" "shop" {
#       name                 = "shop"
#       image_tag_mutability = "IMMUTABLE"
#
#       encryption_configuration {
#         encryption_type = "KMS"
#         kms_key         = aws_kms_key.images.arn
#       }
#
#       image_scanning_configuration {
#         scan_on_push = true
#       }
#     }
#   controls:
#     nist_800_53: ["SC-12", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_136, AWS-0033, AVD-AWS-0033]
package rules.aws.ecr.ecr_cmk

import rego.v1

import data.lib.finding
import data.lib.setting

_repositories := [repository |
	some type in ["aws_ecr_repository", "aws_ecr_repository_creation_template"]
	some repository in input.resources[type]
]

_type := ["encryption_configuration", 0, "encryption_type"]

_key := ["encryption_configuration", 0, "kms_key"]

_with_kms := {"KMS", "KMS_DSSE"}

deny contains found if {
	choice := {"good": _with_kms, "default": "AES256"}
	some found in setting.other_than(_repositories, _type, choice, "images are encrypted with a key of S3")
}

deny contains found if {
	with_kms := [repository |
		some repository in _repositories
		object.get(repository.values, _type, "") in _with_kms
	]
	some found in setting.unset(with_kms, _key, "images are encrypted with a key that AWS manages")
}

deny contains finding.at(repository, _key, "images are encrypted with a key that AWS manages: `alias/aws/ecr`") if {
	some repository in _repositories
	endswith(object.get(repository.values, _key, ""), "alias/aws/ecr")
}
