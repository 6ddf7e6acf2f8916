# METADATA
# title: Search endpoint is on the internet
# description: |
#   The endpoint of the domain or collection has a public address, and only its access policies keep others out:
#   one that is too wide, or credentials that leak, and the data is read from anywhere. A domain is public
#   unless `vpc_options` puts it into a VPC, which can't be changed later; a serverless collection where a
#   network policy allows it.
# related_resources:
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-network.html
# custom:
#   id: aws-opensearch-vpc
#   severity: medium
#   domain: exposure
#   resources: [aws_opensearch_domain, aws_elasticsearch_domain, aws_opensearchserverless_security_policy]
#   attributes: []
#   never_computed: [vpc_options]
#   remediation: |
#     Give the domain `vpc_options`; in the network policy of collections, set `AllowFromPublic` to false and name
#     their VPC endpoints in `SourceVPCEs`.
#   example: |
#     resource "aws_opensearch_domain" "logs" {
#       domain_name    = "logs"
#       engine_version = "OpenSearch_2.19"
#
#       vpc_options {
#         subnet_ids         = [aws_subnet.data.id]
#         security_group_ids = [aws_security_group.search.id]
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
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_137]
package rules.aws.opensearch.opensearch_vpc

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.setting

deny contains found if {
	some type in ["aws_opensearch_domain", "aws_elasticsearch_domain"]
	domains := object.get(input.resources, type, [])
	some found in setting.unset(domains, ["vpc_options"], "the domain is on the internet")
}

deny contains finding.at(domain, ["vpc_options"], msg) if {
	some type in ["aws_opensearch_domain", "aws_elasticsearch_domain"]
	some domain in input.resources[type]
	attribute.is_deferred(domain, ["vpc_options"])
	msg := "the domain is on the internet, unless `vpc_options` puts it into a VPC"
}

deny contains finding.at(policy, ["policy"], "collections are on the internet: `AllowFromPublic` is true") if {
	some policy in _network_policies
	rules := json.unmarshal(policy.values.policy)
	is_array(rules)
	some rule in rules
	rule.AllowFromPublic == true
}

deny contains finding.at(policy, ["policy"], "whether collections are on the internet is known only after apply") if {
	some policy in _network_policies
	attribute.is_deferred(policy, ["policy"])
}

_network_policies contains policy if {
	some policy in input.resources.aws_opensearchserverless_security_policy
	policy.values.type == "network"
}
