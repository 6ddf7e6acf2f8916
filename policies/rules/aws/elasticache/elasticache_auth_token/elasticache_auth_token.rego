# METADATA
# title: Cache asks for no credentials
# description: |
#   Whoever reaches the replication group over the network may read and change all that it holds: it has
#   neither a token (AUTH) nor a user group (RBAC), and both are off unless asked for. Both need encryption in
#   transit, so a group without it is the matter of another rule. The same goes for a serverless cache without a user
#   group. A secondary of a global datastore is as the primary and not judged, nor is Memcached.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
#   - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
# custom:
#   id: aws-elasticache-auth-token
#   severity: medium
#   domain: iam
#   resources: [aws_elasticache_replication_group, aws_elasticache_serverless_cache]
#   attributes: []
#   linked: [aws_elasticache_user_group]
#   satisfied_by:
#     auth_token:
#       - random_password
#       - aws_secretsmanager_secret_version
#       - data.aws_secretsmanager_secret_version
#       - aws_ssm_parameter
#       - data.aws_ssm_parameter
#   remediation: |
#     Set `user_group_ids`, or `auth_token` where the engine knows no users; `user_group_id` of a serverless cache.
#   example: |
#     resource "aws_elasticache_replication_group" "sessions" {
#       replication_group_id       = "sessions"
#       description                = "sessions of the shop"
#       engine                     = "valkey"
#       node_type                  = "cache.t4g.small"
#       num_cache_clusters         = 2
#       transit_encryption_enabled = true
#       user_group_ids             = [aws_elasticache_user_group.sessions.user_group_id]
#     }
#   controls:
#     nist_800_53: ["AC-3", "IA-2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_31]
package rules.aws.elasticache.elasticache_auth_token

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding

deny contains finding.at(group, ["auth_token"], "neither `auth_token` nor `user_group_ids` is set") if {
	some group in input.resources.aws_elasticache_replication_group
	group.values.transit_encryption_enabled == true
	attribute.is_left_out(group, "global_replication_group_id")
	attribute.is_left_out(group, "auth_token")
	attribute.is_left_out(group, "user_group_ids")
}

deny contains finding.at(group, [key], msg) if {
	some group in input.resources.aws_elasticache_replication_group
	not group.values.transit_encryption_enabled == false
	attribute.is_left_out(group, "global_replication_group_id")
	not attribute.is_set(group.values, "auth_token")
	not attribute.is_set(group.values, "user_group_ids")
	not _has_user_group(group)
	some key in _doubts(group)
	msg := sprintf("whether anybody needs credentials depends on `%s`, which is known only after apply", [key])
}

deny contains finding.at(cache, ["user_group_id"], "`user_group_id` is not set") if {
	some cache in input.resources.aws_elasticache_serverless_cache
	cache.values.engine in {"redis", "valkey"}
	attribute.is_left_out(cache, "user_group_id")
}

# What is known only after apply of a group that may be encrypted in transit.
_doubts(group) := credentials | encryption if {
	credentials := {key |
		attribute.is_given(group, "transit_encryption_enabled")
		some key in ["auth_token", "user_group_ids"]
		attribute.is_deferred(group, [key])
	}
	encryption := {"transit_encryption_enabled" |
		count(credentials) == 0
		attribute.is_deferred(group, ["transit_encryption_enabled"])
	}
}

_has_user_group(group) if {
	some users in companion.certain(group, "aws_elasticache_user_group")
	"user_group_ids" in users.via.here
}
