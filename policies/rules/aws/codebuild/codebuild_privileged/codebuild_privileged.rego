# METADATA
# title: CodeBuild builds run privileged
# description: |
#   The build container has root on the machine under it. Each build has a machine of its own, so other builds are
#   out of reach, and building container images needs it; any other project has no use for it.
# related_resources:
#   - https://docs.aws.amazon.com/codebuild/latest/userguide/sample-docker.html
# custom:
#   id: aws-codebuild-privileged
#   severity: low
#   domain: exposure
#   opt_in: true
#   resources: [aws_codebuild_project]
#   attributes: [environment.privileged_mode]
#   remediation: Remove `privileged_mode = true` where no container images are built.
#   example: |
#     resource "aws_codebuild_project" "shop" {
#       name         = "shop"
#       service_role = aws_iam_role.build.arn
#
#       artifacts {
#         type = "NO_ARTIFACTS"
#       }
#
#       environment {
#         compute_type    = "BUILD_GENERAL1_SMALL"
#         image           = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
#         type            = "LINUX_CONTAINER"
#         privileged_mode = false
#       }
#
#       source {
#         type     = "GITHUB"
#         location = "https://github.com/example/shop.git"
#       }
#     }
#   controls:
#     nist_800_53: ["AC-6"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_316]
package rules.aws.codebuild.codebuild_privileged

import rego.v1

import data.lib.setting

deny contains found if {
	projects := object.get(input.resources, "aws_codebuild_project", [])
	some found in setting.on(projects, ["environment", 0, "privileged_mode"], "builds have root on the machine")
}
