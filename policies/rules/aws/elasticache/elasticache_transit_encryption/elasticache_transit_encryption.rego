# METADATA
# title: ElastiCache traffic is not encrypted
# description: |
#   Clients and nodes of the replication group talk in clear, passwords (AUTH) included. Off is the default.
#   A single Redis OSS node outside of a group can't have encryption at all. A secondary of a global datastore takes
#   the setting over from the primary and is not judged, nor is Memcached. Serverless caches always use TLS.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html
# custom:
#   id: aws-elasticache-transit-encryption
#   severity: high
#   domain: encryption
#   resources: [aws_elasticache_replication_group, aws_elasticache_cluster]
#   attributes: [transit_encryption_enabled]
#   satisfied_by:
#     global_replication_group_id: [aws_elasticache_global_replication_group]
#   remediation: |
#     Set `transit_encryption_enabled = true` and let clients connect with TLS; make a single node an
#     `aws_elasticache_replication_group`.
#   example: |
#     resource "aws_elasticache_replication_group" "sessions" {
#       replication_group_id       = "sessions"
#       description                = "sessions of the shop"
#       engine                     = "valkey"
#       node_type                  = "cache.t4g.small"
#       num_cache_clusters         = 2
#       transit_encryption_enabled = true
#     }
#   controls:
#     nist_800_53: ["SC-8"]
#     soc2: ["CC6.7"]
#   aliases: [CKV_AWS_30, AWS-0051, AVD-AWS-0051, FG_R00105]
package rules.aws.elasticache.elasticache_transit_encryption

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.text

deny contains finding.at(resource, ["transit_encryption_enabled"], msg) if {
	some resource in input.resources.aws_elasticache_replication_group
	attribute.is_off(resource, ["transit_encryption_enabled"])
	attribute.is_left_out(resource, "global_replication_group_id")
	msg := sprintf("traffic is not encrypted: %s", [text.state(resource.values, "transit_encryption_enabled")])
}

deny contains finding.at(resource, ["global_replication_group_id"], msg) if {
	some resource in input.resources.aws_elasticache_replication_group
	attribute.is_off(resource, ["transit_encryption_enabled"])
	attribute.is_deferred(resource, ["global_replication_group_id"])
	msg := "traffic is not encrypted, unless `global_replication_group_id` names a datastore whose traffic is"
}

# A node alone. Its engine decides where nothing says that it belongs to a group.
deny contains finding.at(cache, place.path, place.msg) if {
	some cache in input.resources.aws_elasticache_cluster
	attribute.is_off(cache, ["transit_encryption_enabled"])
	attribute.is_left_out(cache, "replication_group_id")
	some place in _places(cache)
}

_places(cache) := known | deferred if {
	known := {{"path": ["transit_encryption_enabled"], "msg": msg} |
		cache.values.engine in {"redis", "valkey"}
		msg := "traffic of a node outside of a replication group is not encrypted"
	}
	deferred := {{"path": ["engine"], "msg": msg} |
		attribute.is_deferred(cache, ["engine"])
		msg := "traffic of Redis OSS or Valkey is not encrypted, if that is the engine"
	}
}
