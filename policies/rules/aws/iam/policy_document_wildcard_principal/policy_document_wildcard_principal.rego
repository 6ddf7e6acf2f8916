# METADATA
# title: Policy document lets everybody in
# description: |
#   A statement of a policy document allows actions to any principal, and no condition narrows that to accounts,
#   organizations, networks or sources. No resource of the plan whose policies are judged uses the document, so
#   that only the document itself can tell. Where one does, the rule for that resource speaks instead.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
# custom:
#   id: aws-policy-document-wildcard-principal
#   severity: high
#   domain: exposure
#   resources: [data.aws_iam_policy_document]
#   attributes: []
#   documents: [public]
#   remediation: Name the principals, or narrow `*` with a condition on aws:PrincipalOrgID or aws:SourceAccount.
#   example: |
#     data "aws_iam_policy_document" "read" {
#       statement {
#         actions   = ["s3:GetObject"]
#         resources = ["${aws_s3_bucket.reports.arn}/*"]
#
#         principals {
#           type        = "AWS"
#           identifiers = ["arn:aws:iam::123456789012:root"]
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["1.3.1", "7.2.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_283]
package rules.aws.iam.policy_document_wildcard_principal

import rego.v1

import data.lib.iam

deny contains found if {
	some source in input.resources["data.aws_iam_policy_document"]
	some found in iam.findings(source, "public")
}
