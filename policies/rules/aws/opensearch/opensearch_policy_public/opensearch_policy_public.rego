# METADATA
# title: OpenSearch domain policy lets everybody in
# description: |
#   A statement of the domain's access policy allows requests to any principal, and no condition narrows that to
#   accounts or networks. The domain is reached from the internet, so that everybody can read, change and delete
#   what it holds. Domains in a VPC are not reported, nor are those with fine-grained access control, for which
#   AWS recommends an open policy.
# related_resources:
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html
# custom:
#   id: aws-opensearch-policy-public
#   severity: critical
#   domain: exposure
#   resources:
#     - aws_opensearch_domain
#     - aws_opensearch_domain_policy
#     - aws_elasticsearch_domain
#     - aws_elasticsearch_domain_policy
#   attributes: [access_policies]
#   documents: [public]
#   linked:
#     - aws_opensearch_domain
#     - aws_elasticsearch_domain
#     - aws_opensearch_domain_policy.domain_name
#     - aws_elasticsearch_domain_policy.domain_name
#   subject: [domain_name]
#   remediation: Name the principals, put the domain into a VPC, or turn on fine-grained access control.
#   example: |
#     resource "aws_opensearch_domain_policy" "logs" {
#       domain_name = aws_opensearch_domain.logs.domain_name
#
#       access_policies = jsonencode({
#         Version = "2012-10-17"
#         Statement = [{
#           Effect    = "Allow"
#           Principal = { AWS = "arn:aws:iam::123456789012:role/collector" }
#           Action    = "es:ESHttpPost"
#           Resource  = "${aws_opensearch_domain.logs.arn}/*"
#         }]
#       })
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     pci_dss: ["1.3.1", "7.2.1"]
#     soc2: ["CC6.1"]
#   aliases: []
package rules.aws.opensearch.opensearch_policy_public

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding
import data.lib.iam

_types := ["aws_opensearch_domain", "aws_elasticsearch_domain"]

deny contains found if {
	some type in _types
	some domain in input.resources[type]
	some stated in iam.findings(domain, "public")
	some found in _as_far_as_open(stated, domain)
}

deny contains found if {
	some type in _types
	some policy in input.resources[sprintf("%s_policy", [type])]
	some stated in iam.findings(policy, "public")
	some domain in companion.certain(policy, type)
	some found in _as_far_as_open(stated, domain)
}

# The plan does not have the domain.
deny contains found if {
	some type in _types
	some policy in input.resources[sprintf("%s_policy", [type])]
	not companion.has(policy, type)
	some found in iam.findings(policy, "public")
}

_as_far_as_open(stated, domain) := sure | unsure if {
	doubts := {path[0] |
		some path in [["vpc_options"], ["advanced_security_options", 0, "enabled"]]
		attribute.is_deferred(domain, path)
	}
	sure := {stated |
		not _is_closed(domain)
		count(doubts) == 0
	}
	unsure := {object.union(stated, object.filter(doubt, ["beside"])) |
		not _is_closed(domain)
		some key in doubts
		doubt := finding.beside(domain, [], domain, [key], "")
	}
}

_is_closed(domain) if attribute.is_set(domain.values, "vpc_options")

_is_closed(domain) if {
	some options in object.get(domain.values, "advanced_security_options", [])
	options.enabled == true
	not options.anonymous_auth_enabled == true
}
