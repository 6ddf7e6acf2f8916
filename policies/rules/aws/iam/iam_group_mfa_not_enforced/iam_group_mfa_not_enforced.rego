# METADATA
# title: IAM group may act without MFA
# description: |
#   None of the policies that the group gets in the plan denies its members what they do without multi-factor
#   authentication, so a password or an access key of one of them is enough. Only for people who sign in to IAM
#   itself: where they come through an identity provider, that is the place to ask for a second factor. A group
#   without policies, or with one that the plan does not show, is not reported.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
# custom:
#   id: aws-iam-group-mfa-not-enforced
#   severity: low
#   domain: iam
#   resources: [aws_iam_group]
#   attributes: []
#   documents: [principal]
#   linked:
#     - aws_iam_group_policy.group
#     - aws_iam_group_policy_attachment.group
#     - aws_iam_policy_attachment.groups
#     - aws_iam_group_policy_attachments_exclusive.group_name
#   context: [aws_iam_policy]
#   remediation: |
#     Give the group a policy that denies all but the setup of an MFA device where `aws:MultiFactorAuthPresent` is
#     false or absent.
#   example: |
#     resource "aws_iam_group_policy" "mfa" {
#       name  = "mfa"
#       group = aws_iam_group.operators.name
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Deny"
#           NotAction = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:List*", "sts:GetSessionToken"]
#           Resource  = "*"
#           Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } }
#         }]
#       })
#     }
#   controls:
#     cis_aws: ["1.10"]
#     nist_800_53: ["IA-2"]
#     soc2: ["CC6.3"]
#   aliases: [AWS-0123, AVD-AWS-0123]
package rules.aws.iam.iam_group_mfa_not_enforced

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding

_attaching := {
	"aws_iam_group_policy_attachment",
	"aws_iam_group_policy_attachments_exclusive",
	"aws_iam_policy_attachment",
}

_inline := "aws_iam_group_policy"

_msg := "no policy of the group denies what is done without MFA"

deny contains found if {
	some group in input.resources.aws_iam_group
	object.get(group, ["principal", "denies_without_mfa"], false) == false
	_has_policies(group)
	not _has_policies_of_others(group)
	some found in _faults(group)
}

_has_policies(group) if {
	some type in _attaching | {_inline}
	count(companion.certain(group, type)) + count(companion.possible(group, type)) > 0
}

_faults(group) := sure | unsure if {
	deferred := [policy |
		some policy in companion.certain(group, _inline)
		attribute.is_deferred(policy, ["policy"])
	]
	sure := {finding.without(group, [], _attaching | {_inline}, _msg) | count(deferred) == 0}
	unsure := {finding.beside(group, [], policy, ["policy"], _msg) | some policy in deferred}
}

# What neither AWS nor the plan has written may well be the denial.
_has_policies_of_others(group) if {
	some type in _attaching
	some attachment in companion.certain(group, type)
	some arn in _arns(attachment.values)
	not contains(arn, ":iam::aws:policy/")
	not arn in _arns_of_the_plan
}

_arns(values) := single | several if {
	single := {arn | some arn in [object.get(values, "policy_arn", "")]; arn != ""}
	several := {arn | some arn in object.get(values, "policy_arns", []); is_string(arn)}
}

_arns_of_the_plan := {policy.values.arn | some policy in input.resources.aws_iam_policy; is_string(policy.values.arn)}
