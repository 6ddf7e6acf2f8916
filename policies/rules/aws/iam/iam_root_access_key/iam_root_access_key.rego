# METADATA
# title: Access key for the root user
# description: |
#   A key of the root user opens everything in the account, and no policy of the account limits it. AWS
#   advises to have none at all. The rule goes by the name `root`; a key whose user of that name is an IAM
#   user of the plan is no such key.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html
# custom:
#   id: aws-iam-root-access-key
#   severity: critical
#   domain: iam
#   resources: [aws_iam_access_key]
#   attributes: [user]
#   linked: [aws_iam_user]
#   satisfied_by:
#     user: [aws_iam_user, data.aws_iam_user]
#   remediation: Remove the key and delete it in the account. Give the program a role to assume.
#   example: |
#     resource "aws_iam_role" "deployer" {
#       name               = "deployer"
#       assume_role_policy = data.aws_iam_policy_document.from_identity_provider.json
#     }
#   controls:
#     cis_aws: ["1.4"]
#     nist_800_53: ["AC-6", "IA-2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_348, AWS-0141, AVD-AWS-0141]
package rules.aws.iam.iam_root_access_key

import rego.v1

import data.lib.companion
import data.lib.finding

deny contains finding.at(key, ["user"], "the access key is for the root user") if {
	some key in input.resources.aws_iam_access_key
	key.values.user == "root"
	not companion.has(key, "aws_iam_user")
}
