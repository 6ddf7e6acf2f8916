# METADATA
# title: AWS Config does not record everything
# description: |
#   A recorder that is stopped, or that keeps to a list of types, leaves no history of the other resources, and the
#   rules of AWS Config don't see them. A new recorder does nothing until a status resource starts it. One that leaves
#   some types out (`EXCLUSION_BY_RESOURCE_TYPES`) still records new types and is not judged, nor is whether it
#   records global types, which one region is enough for. An aggregator that is not told to take all regions is low.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
#   - https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
#   - https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html
# custom:
#   id: aws-config-recorder
#   severity: medium
#   domain: logging
#   resources:
#     - aws_config_configuration_recorder
#     - aws_config_configuration_recorder_status
#     - aws_config_configuration_aggregator
#   attributes:
#     - is_enabled
#     - recording_group.all_supported
#     - recording_group.recording_strategy.use_only
#     - account_aggregation_source.all_regions
#     - organization_aggregation_source.all_regions
#   linked: [aws_config_configuration_recorder_status.name]
#   context: [aws_config_configuration_recorder_status]
#   subject: [name]
#   remediation: |
#     Record all types that AWS Config supports, and start the recorder with an
#     `aws_config_configuration_recorder_status`; set `all_regions = true` on an aggregator.
#   example: |
#     resource "aws_config_configuration_recorder" "main" {
#       name     = "main"
#       role_arn = aws_iam_role.config.arn
#
#       recording_group {
#         all_supported                 = true
#         include_global_resource_types = true
#       }
#     }
#
#     resource "aws_config_configuration_recorder_status" "main" {
#       name       = aws_config_configuration_recorder.main.name
#       is_enabled = true
#       depends_on = [aws_config_delivery_channel.main]
#     }
#   controls:
#     cis_aws: ["3.3"]
#     nist_800_53: ["AU-12", "CM-8"]
#     soc2: ["CC7.2"]
#   aliases: [CKV_AWS_121, CKV2_AWS_45, CKV2_AWS_48, AWS-0019, AVD-AWS-0019]
package rules.aws.config.config_recorder

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding
import data.lib.setting

_recorder := "aws_config_configuration_recorder"

_status := "aws_config_configuration_recorder_status"

deny contains finding.at(recorder, ["recording_group", i, "all_supported"], msg) if {
	some recorder in input.resources[_recorder]
	some i, group in recorder.values.recording_group
	group.all_supported == false
	not _leaves_out(recorder, i)
	msg := "only the types on a list are recorded: `all_supported` is false"
}

deny contains finding.without(recorder, [], {_status}, "nothing starts the recorder") if {
	some recorder in input.resources[_recorder]
	not companion.has(recorder, _status)
	count(_named(recorder)) == 0
}

deny contains found if {
	statuses := object.get(input.resources, _status, [])
	some found in setting.off(statuses, ["is_enabled"], "the recorder is stopped")
}

deny contains finding.graded(found, "low") if {
	some source in ["account_aggregation_source", "organization_aggregation_source"]
	aggregators := [aggregator |
		some aggregator in input.resources.aws_config_configuration_aggregator
		attribute.is_set(aggregator.values, source)
	]
	some found in setting.off(aggregators, [source, 0, "all_regions"], "new regions are not aggregated")
}

_leaves_out(recorder, i) if {
	some strategy in recorder.values.recording_group[i].recording_strategy
	strategy.use_only == "EXCLUSION_BY_RESOURCE_TYPES"
}

# Whether it is a list of what is left out is known only after apply.
_leaves_out(recorder, i) if {
	attribute.is_deferred(recorder, ["recording_group", i, "recording_strategy", 0, "use_only"])
}

# The statuses that name the recorder by a text, which a link does not tell.
_named(recorder) := [status |
	some status in input.resources[_status]
	status.values.name == object.get(recorder.values, "name", "default")
	object.get(status, "provider_config", "") == object.get(recorder, "provider_config", "")
]
