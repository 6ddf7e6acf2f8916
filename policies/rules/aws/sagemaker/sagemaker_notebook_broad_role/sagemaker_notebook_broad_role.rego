# METADATA
# title: SageMaker notebook has a role that may do too much
# description: |
#   Whoever can open the notebook runs code with its role, and so has all rights of it. The policies of this role
#   in the plan make an administrator, lead to more rights, or open the data or the credentials of the whole
#   account. What the managed policies of AWS for SageMaker allow is not reported.
# related_resources:
#   - https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
#   - https://docs.aws.amazon.com/sagemaker/latest/dg/security-iam.html
# custom:
#   id: aws-sagemaker-notebook-broad-role
#   severity: high
#   domain: iam
#   resources: [aws_sagemaker_notebook_instance]
#   attributes: [role_arn]
#   documents: [full_admin, full_iam, permissions_management, credentials_exposure, data_exfiltration, privilege_escalation]
#   linked: [aws_iam_role]
#   subject: [role_arn]
#   satisfied_by:
#     role_arn: [aws_iam_role]
#   remediation: Give the notebook a role of its own that allows the buckets and the actions that it works with.
#   example: |
#     resource "aws_sagemaker_notebook_instance" "forecast" {
#       name          = "forecast"
#       instance_type = "ml.t3.medium"
#       role_arn      = aws_iam_role.forecast.arn
#     }
#
#     resource "aws_iam_role_policy" "forecast" {
#       name = "forecast"
#       role = aws_iam_role.forecast.id
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect   = "Allow"
#           Action   = ["s3:GetObject", "s3:PutObject"]
#           Resource = "${aws_s3_bucket.forecast.arn}/*"
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["7.2.2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV2_AWS_68]
package rules.aws.sagemaker.sagemaker_notebook_broad_role

import rego.v1

import data.lib.companion
import data.lib.finding

# What is too much, the worst first.
_broad := [
	"full_admin",
	"full_iam",
	"privilege_escalation",
	"permissions_management",
	"credentials_exposure",
	"data_exfiltration",
]

deny contains finding.known(finding.at(notebook, ["role_arn"], msg)) if {
	some notebook in input.resources.aws_sagemaker_notebook_instance
	some role in companion.certain(notebook, "aws_iam_role")
	conclusions := [conclusion |
		some kind in _broad
		some conclusion in object.get(role, ["principal", "conclusions", kind], [])
		not _is_of_sagemaker(conclusion)
	]
	some worst in array.slice(conclusions, 0, 1)
	msg := sprintf("its role may do too much: %s %s", [worst.label, worst.reason])
}

_is_of_sagemaker(conclusion) if {
	every source in conclusion.sources {
		regex.match(`^arn:[^:]*:iam::aws:policy/(.*/)?AmazonSageMaker[^/]*$`, source)
	}
}
