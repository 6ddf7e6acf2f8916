# METADATA
# title: ElastiCache replication group is not encrypted at rest
# description: |
#   What the nodes write to disk while they synchronize, swap and make backups lies there in clear, and so do
#   the backups. For Redis OSS encryption is off unless it is turned on when the group is made; for Valkey it is
#   on unless it is turned off, and serverless caches always have it. A secondary of a global datastore takes
#   the setting over from the primary and is not judged.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
# custom:
#   id: aws-elasticache-encryption-at-rest
#   severity: medium
#   domain: encryption
#   resources: [aws_elasticache_replication_group]
#   attributes: [at_rest_encryption_enabled]
#   satisfied_by:
#     global_replication_group_id: [aws_elasticache_global_replication_group]
#   remediation: Set `at_rest_encryption_enabled = true`; the group is made anew.
#   example: |
#     resource "aws_elasticache_replication_group" "sessions" {
#       replication_group_id       = "sessions"
#       description                = "sessions of the shop"
#       engine                     = "redis"
#       node_type                  = "cache.t4g.small"
#       num_cache_clusters         = 2
#       at_rest_encryption_enabled = true
#       transit_encryption_enabled = true
#     }
#   controls:
#     nist_800_53: ["SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_29, AWS-0045, AVD-AWS-0045]
package rules.aws.elasticache.elasticache_encryption_at_rest

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.text

_switch := "at_rest_encryption_enabled"

deny contains finding.at(group, [_switch], msg) if {
	some group in input.resources.aws_elasticache_replication_group
	attribute.is_left_out(group, "global_replication_group_id")
	_is_off(group)
	msg := sprintf("the cache is not encrypted at rest: %s", [text.state(group.values, _switch)])
}

deny contains finding.at(group, ["engine"], "the cache is not encrypted at rest, unless the engine is Valkey") if {
	some group in input.resources.aws_elasticache_replication_group
	attribute.is_left_out(group, "global_replication_group_id")
	attribute.is_left_out(group, _switch)
	attribute.is_deferred(group, ["engine"])
}

deny contains finding.at(group, ["global_replication_group_id"], msg) if {
	some group in input.resources.aws_elasticache_replication_group
	attribute.is_deferred(group, ["global_replication_group_id"])
	_is_off(group)
	msg := "the cache is not encrypted at rest, unless `global_replication_group_id` names a datastore that is"
}

# The attribute is a text since version 6 of the provider.
_is_off(group) if group.values[_switch] in {false, "false"}

_is_off(group) if {
	attribute.is_left_out(group, _switch)
	not attribute.is_deferred(group, ["engine"])
	object.get(group.values, "engine", "redis") == "redis"
}
