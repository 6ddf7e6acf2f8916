# METADATA
# title: IAM policy allows actions by wildcard
# description: |
#   An identity policy allows every action, every action of a service, or all but a few actions (NotAction),
#   and so grants what nobody has thought of, including actions that AWS adds later. Every action of a
#   service on resources that the policy names is not reported, nor is what makes a full administrator:
#   aws-iam-policy-full-admin does that.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
# custom:
#   id: aws-iam-policy-star-action
#   severity: high
#   domain: iam
#   resources:
#     - aws_iam_policy
#     - aws_iam_role_policy
#     - aws_iam_user_policy
#     - aws_iam_group_policy
#     - aws_iam_role
#     - aws_ssoadmin_permission_set_inline_policy
#   attributes: [policy, inline_policy.policy]
#   subject: [role, user, group, permission_set_arn]
#   never_computed: [policy, inline_policy.policy]
#   remediation: List the actions that the holder needs, and limit them to the resources they are for.
#   example: |
#     resource "aws_iam_policy" "jobs" {
#       name = "jobs"
#       policy = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect   = "Allow"
#           Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage"]
#           Resource = aws_sqs_queue.jobs.arn
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["7.2.2"]
#   aliases: [CKV_AWS_49, CKV_AWS_63, AWS-0057, AVD-AWS-0057]
package rules.aws.iam.iam_policy_star_action

import rego.v1

import data.lib.finding
import data.lib.iam

deny contains finding.at(resource, statement.path, msg) if {
	some type in iam.identity_types
	some resource in input.resources[type]
	some statement in iam.identity_statements(resource)
	statement.effect == "Allow"
	not iam.is_full_admin(statement)
	some wildcard in _wildcards(statement)
	msg := sprintf("%s allows %s", [statement.label, wildcard])
}

_wildcards(statement) := bare | of_a_service | all_but if {
	bare := {"every action (`*`)" |
		some action in statement.actions
		iam.is_every_action(action)
	}
	of_a_service := {sprintf("`%s` on %s", [action, target]) |
		some action in statement.actions
		iam.is_every_action_of_a_service(action)
		not split(lower(action), ":")[0] in data.params.agent_only_services
		some target in _wide_targets(statement)
	}
	all_but := {"every action but those of NotAction on every resource" |
		count(statement.not_actions) > 0
		iam.is_on_every_resource(statement)
		every action in statement.not_actions {
			not iam.is_every_action(action)
		}
	}
}

# What makes every action of a service too much: all resources, or all of one kind.
_wide_targets(statement) := {"every resource"} if iam.is_on_every_resource(statement)

_wide_targets(statement) := {resource |
	some resource in statement.resources
	regex.match(`^arn:[^:]*:[^:]*:[^:]*:[^:]*:[*]+$`, resource)
} if {
	not iam.is_on_every_resource(statement)
}
