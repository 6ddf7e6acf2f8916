# METADATA
# title: CodeBuild output is stored without its key
# description: |
#   The project or report group turns off the encryption of what it writes to S3. Since January 2023 S3 encrypts every
#   new object with a key of its own, so nothing lies there in clear; what is lost is the KMS key, who may use it and
#   a record of each use. Artifacts that the internet is to read can't have it.
# related_resources:
#   - https://docs.aws.amazon.com/codebuild/latest/userguide/security-encryption.html
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
# custom:
#   id: aws-codebuild-artifact-encryption
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_codebuild_project, aws_codebuild_report_group]
#   attributes:
#     - artifacts.encryption_disabled
#     - secondary_artifacts.encryption_disabled
#     - logs_config.s3_logs.encryption_disabled
#     - export_config.s3_destination.encryption_disabled
#   never_computed: [artifacts, secondary_artifacts, logs_config, logs_config.s3_logs, export_config]
#   remediation: Remove `encryption_disabled = true`.
#   example: |
#     resource "aws_codebuild_project" "shop" {
#       name         = "shop"
#       service_role = aws_iam_role.build.arn
#
#       artifacts {
#         type     = "S3"
#         location = aws_s3_bucket.artifacts.bucket
#       }
#
#       environment {
#         compute_type = "BUILD_GENERAL1_SMALL"
#         image        = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
#         type         = "LINUX_CONTAINER"
#       }
#
#       source {
#         type     = "GITHUB"
#         location = "https://github.com/example/shop.git"
#       }
#     }
#   controls:
#     nist_800_53: ["SC-12", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_78, CKV_AWS_311, AWS-0018, AVD-AWS-0018]
package rules.aws.codebuild.codebuild_artifact_encryption

import rego.v1

import data.lib.deferred
import data.lib.finding

deny contains finding.at(resource, object.get(use, "path", output.path), msg) if {
	some output in _outputs
	resource := output.resource
	object.get(resource.values, output.path, false) == true
	some use in _uses(resource, output)
	msg := sprintf("%s: `encryption_disabled` is true%s", [output.text, use.text])
}

# What may be written to S3: where its encryption is turned off, and what must be so for it to matter.
_outputs := artifacts | logs | reports if {
	artifacts := {output |
		some resource in input.resources.aws_codebuild_project
		some block in ["artifacts", "secondary_artifacts"]
		some i, _ in resource.values[block]
		output := {
			"resource": resource,
			"path": [block, i, "encryption_disabled"],
			"switch": [block, i, "type"],
			"on": "S3",
			"text": "artifacts are stored without the key",
		}
	}
	logs := {output |
		some resource in input.resources.aws_codebuild_project
		output := {
			"resource": resource,
			"path": ["logs_config", 0, "s3_logs", 0, "encryption_disabled"],
			"switch": ["logs_config", 0, "s3_logs", 0, "status"],
			"on": "ENABLED",
			"text": "logs are stored without the key",
		}
	}
	reports := {output |
		some resource in input.resources.aws_codebuild_report_group
		output := {
			"resource": resource,
			"path": ["export_config", 0, "s3_destination", 0, "encryption_disabled"],
			"switch": ["export_config", 0, "type"],
			"on": "S3",
			"text": "reports are stored without the key",
		}
	}
}

# Whether it is written; if only apply knows, where that stands.
_uses(resource, output) := known | unknown if {
	known := {{"text": ""} | object.get(resource.values, output.switch, "") == output.on}
	unknown := {{"path": place, "text": sprintf(", if this is %s", [output.on])} |
		some place in deferred.places(resource, output.switch)
	}
}
