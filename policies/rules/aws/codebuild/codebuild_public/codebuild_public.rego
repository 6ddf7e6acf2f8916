# METADATA
# title: CodeBuild builds are public
# description: |
#   Everybody may read what builds of the project log and make, without signing in: past builds as well, and whatever
#   secret a build prints. Private is the default.
# related_resources:
#   - https://docs.aws.amazon.com/codebuild/latest/userguide/public-builds.html
# custom:
#   id: aws-codebuild-public
#   severity: medium
#   domain: exposure
#   resources: [aws_codebuild_project]
#   attributes: [project_visibility]
#   remediation: Remove `project_visibility = "PUBLIC_READ"`.
#   example: |
#     resource "aws_codebuild_project" "shop" {
#       name               = "shop"
#       service_role       = aws_iam_role.build.arn
#       project_visibility = "PRIVATE"
#
#       artifacts {
#         type = "NO_ARTIFACTS"
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
#     nist_800_53: ["AC-3", "AC-4"]
#     soc2: ["CC6.1"]
#   aliases: []
package rules.aws.codebuild.codebuild_public

import rego.v1

import data.lib.setting

deny contains found if {
	projects := object.get(input.resources, "aws_codebuild_project", [])
	choice := {"bad": {"PUBLIC_READ"}}
	some found in setting.one_of(projects, ["project_visibility"], choice, "everybody may read logs and artifacts")
}
