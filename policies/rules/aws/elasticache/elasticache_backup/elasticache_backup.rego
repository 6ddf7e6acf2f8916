# METADATA
# title: ElastiCache keeps no snapshots
# description: |
#   A Redis OSS or Valkey cache that fails, or is flushed or deleted by mistake, comes back empty: no snapshots
#   are kept unless a number of days is given. That matters where the cache holds what nothing else does, such
#   as sessions and queues, hence the low severity. Memcached, members of a replication group and secondaries of
#   a global datastore are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html
# custom:
#   id: aws-elasticache-backup
#   severity: low
#   domain: resilience
#   opt_in: true
#   resources: [aws_elasticache_replication_group, aws_elasticache_cluster, aws_elasticache_serverless_cache]
#   attributes: [snapshot_retention_limit]
#   remediation: Set `snapshot_retention_limit` to the number of days for which snapshots are to be kept.
#   example: |
#     resource "aws_elasticache_replication_group" "sessions" {
#       replication_group_id       = "sessions"
#       description                = "sessions of the shop"
#       engine                     = "valkey"
#       node_type                  = "cache.t4g.small"
#       num_cache_clusters         = 2
#       snapshot_retention_limit   = 7
#       transit_encryption_enabled = true
#     }
#   controls:
#     nist_800_53: ["CP-9"]
#     soc2: ["A1.2"]
#   aliases: [CKV_AWS_134, AWS-0050, AVD-AWS-0050]
package rules.aws.elasticache.elasticache_backup

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.setting

_fault := "no snapshots are kept"

deny contains found if {
	some cache in _caches
	some found in _below(cache)
}

deny contains finding.at(cache, ["engine"], sprintf("%s, unless the engine is Memcached", [_fault])) if {
	some type in _engines
	some cache in input.resources[type]
	attribute.is_deferred(cache, ["engine"])
	attribute.is_left_out(cache, "replication_group_id")
	count(_below(cache)) > 0
}

_below(cache) := setting.below([cache], ["snapshot_retention_limit"], {"least": 1, "default": 0}, _fault)

# The types that may be of an engine that keeps nothing.
_engines := ["aws_elasticache_cluster", "aws_elasticache_serverless_cache"]

_caches contains group if {
	some group in input.resources.aws_elasticache_replication_group
	attribute.is_left_out(group, "global_replication_group_id")
}

_caches contains cache if {
	some type in _engines
	some cache in input.resources[type]
	object.get(cache.values, "engine", "memcached") in {"redis", "valkey"}
	attribute.is_left_out(cache, "replication_group_id")
}
