# METADATA
# title: EBS volume is in no backup plan
# description: |
#   Nothing in the plan backs the volume up, so what is deleted or overwritten on it is gone: no selection of AWS
#   Backup names it or its tags, and no policy of the Data Lifecycle Manager does. Such plans often stand in another
#   configuration, and many volumes hold nothing that needs one, so this is for those who keep both together.
# related_resources:
#   - https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
#   - https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-lifecycle.html
# custom:
#   id: aws-ebs-backup-plan
#   severity: low
#   domain: resilience
#   opt_in: true
#   resources: [aws_ebs_volume]
#   attributes: []
#   linked: [aws_backup_selection.resources]
#   context: [aws_backup_selection, aws_dlm_lifecycle_policy]
#   remediation: Add the volume to an `aws_backup_selection`, by its ARN or by a tag.
#   example: |
#     resource "aws_backup_selection" "volumes" {
#       name         = "volumes"
#       plan_id      = aws_backup_plan.daily.id
#       iam_role_arn = aws_iam_role.backup.arn
#       resources    = [aws_ebs_volume.data.arn]
#     }
#   controls:
#     nist_800_53: ["CP-9"]
#     soc2: ["A1.2"]
#   aliases: [CKV2_AWS_9]
package rules.aws.ec2.ebs_backup_plan

import rego.v1

import data.lib.account_setting
import data.lib.attribute
import data.lib.companion
import data.lib.finding

_selection := "aws_backup_selection"

deny contains finding.without(volume, path, {_selection}, "nothing in the plan backs the volume up") if {
	some volume in input.resources.aws_ebs_volume
	not companion.has(volume, _selection)
	not _is_selected(volume)
	not _is_in_lifecycle(volume)
	path := [key | some key in ["tags"]; attribute.is_deferred(volume, [key])]
}

_tags(volume) := object.union(object.get(volume.values, "tags_all", {}), object.get(volume.values, "tags", {}))

_here(volume, type) := account_setting.in_force(volume, object.get(input.resources, type, []))

_is_selected(volume) if {
	some selection in _here(volume, _selection)
	some tag in selection.values.selection_tag
	_tags(volume)[tag.key] == tag.value
}

_is_selected(volume) if {
	some selection in _here(volume, _selection)
	_names_volumes(selection.values, "resources")
	not _names_volumes(selection.values, "not_resources")
	other_tags := [tag |
		some condition in selection.values.condition
		some tag in condition.string_equals
		object.get(_tags(volume), trim_prefix(tag.key, "aws:ResourceTag/"), "") != tag.value
	]
	count(other_tags) == 0
}

_names_volumes(values, key) if {
	some pattern in values[key]
	regex.match(`^([*]|arn:[^:]*:ec2:[^:]*:[^:]*:(volume/)?[*])$`, pattern)
}

_is_in_lifecycle(volume) if {
	some policy in _here(volume, "aws_dlm_lifecycle_policy")
	object.get(policy.values, "state", "ENABLED") == "ENABLED"
	some details in policy.values.policy_details
	"VOLUME" in object.get(details, "resource_types", [])
	some key, value in details.target_tags
	_tags(volume)[key] == value
}

_is_in_lifecycle(volume) if {
	some policy in _here(volume, "aws_dlm_lifecycle_policy")
	object.get(policy.values, "state", "ENABLED") == "ENABLED"
	policy.values.default_policy == "VOLUME"
}
