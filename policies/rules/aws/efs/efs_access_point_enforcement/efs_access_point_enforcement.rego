# METADATA
# title: EFS access point leaves directory or user to the client
# description: |
#   An access point that names no root directory shows the whole file system, and one that names no POSIX user
#   believes the user id that each client claims, root included. Such an access point gives what a mount of
#   the file system itself gives.
# related_resources:
#   - https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html
# custom:
#   id: aws-efs-access-point-enforcement
#   severity: medium
#   domain: iam
#   resources: [aws_efs_access_point]
#   attributes: [root_directory.path, posix_user]
#   never_computed: [posix_user]
#   remediation: Name a directory below `/` in `root_directory`, and a user in `posix_user`.
#   example: |
#     resource "aws_efs_access_point" "uploads" {
#       file_system_id = aws_efs_file_system.main.id
#
#       posix_user {
#         uid = 1000
#         gid = 1000
#       }
#
#       root_directory {
#         path = "/uploads"
#
#         creation_info {
#           owner_uid   = 1000
#           owner_gid   = 1000
#           permissions = "0750"
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_329, CKV_AWS_330]
package rules.aws.efs.efs_access_point_enforcement

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.text

deny contains finding.at(point, ["posix_user"], "clients choose their user: `posix_user` is not set") if {
	some point in input.resources.aws_efs_access_point
	attribute.is_left_out(point, "posix_user")
}

deny contains finding.at(point, ["root_directory"], msg) if {
	some point in input.resources.aws_efs_access_point
	attribute.is_left_out(point, "root_directory")
	msg := "clients see the whole file system: `root_directory` is not set"
}

deny contains finding.at(point, ["root_directory", i, "path"], msg) if {
	some point in input.resources.aws_efs_access_point
	some i, directory in point.values.root_directory
	object.get(directory, "path", "/") in {"", "/"}
	not attribute.is_deferred(point, ["root_directory", i, "path"])
	msg := sprintf("clients see the whole file system: %s", [text.state(directory, "path")])
}
