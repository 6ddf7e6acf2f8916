# METADATA
# title: Search domain publishes no audit log
# description: |
#   Nobody can tell afterwards who signed in to the domain, and who read or changed which documents. Audit logs
#   are off unless `log_publishing_options` publishes `AUDIT_LOGS`, want fine-grained access control, and have
#   to be turned on in Dashboards as well. The other logs of a domain show errors and slow requests.
# related_resources:
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/audit-logs.html
# custom:
#   id: aws-opensearch-logging
#   severity: low
#   domain: logging
#   resources: [aws_opensearch_domain, aws_elasticsearch_domain]
#   attributes: []
#   never_computed: [log_publishing_options]
#   remediation: Add a `log_publishing_options` with the log type `AUDIT_LOGS`.
#   example: |
#     resource "aws_opensearch_domain" "logs" {
#       domain_name    = "logs"
#       engine_version = "OpenSearch_2.19"
#
#       log_publishing_options {
#         log_type                 = "AUDIT_LOGS"
#         cloudwatch_log_group_arn = aws_cloudwatch_log_group.search.arn
#       }
#
#       encrypt_at_rest {
#         enabled = true
#       }
#
#       domain_endpoint_options {
#         enforce_https       = true
#         tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"
#       }
#     }
#   controls:
#     nist_800_53: ["AU-2", "AU-12"]
#     pci_dss: ["10.2.1"]
#     soc2: ["CC7.2"]
#   aliases: [CKV_AWS_84, CKV_AWS_317, AWS-0042, AVD-AWS-0042]
package rules.aws.opensearch.opensearch_logging

import rego.v1

import data.lib.attribute
import data.lib.finding

_block := "log_publishing_options"

_fault := "no audit log is published"

deny contains finding.at(domain, place.path, place.msg) if {
	some type in ["aws_opensearch_domain", "aws_elasticsearch_domain"]
	some domain in input.resources[type]
	not _publishes(domain)
	some place in _places(domain)
}

_publishes(domain) if {
	some i, options in domain.values[_block]
	options.log_type == "AUDIT_LOGS"
	object.get(options, "enabled", true) == true
	not attribute.is_deferred(domain, [_block, i, "enabled"])
}

# Where a domain fails to publish its audit log: in a block that is turned off or may be so, in one that may be of
# another log, or in all that is there.
_places(domain) := missing | switches | types | whole if {
	switches := {{"path": [_block, i, "enabled"], "msg": sprintf("%s: `enabled` is %v", [_fault, state])} |
		some i, options in domain.values[_block]
		options.log_type == "AUDIT_LOGS"
		state := object.get(options, "enabled", "known only after apply")
	}
	types := {{"path": [_block, i, "log_type"], "msg": sprintf("%s, unless it is this one", [_fault])} |
		some i, _ in domain.values[_block]
		attribute.is_deferred(domain, [_block, i, "log_type"])
	}
	whole := {{"path": [_block], "msg": sprintf("%s, unless one of the logs is it", [_fault])} |
		attribute.is_deferred(domain, [_block])
	}
	missing := {{"path": [_block], "msg": sprintf("%s: no `%s` is for AUDIT_LOGS", [_fault, _block])} |
		count(switches) + count(types) + count(whole) == 0
	}
}
