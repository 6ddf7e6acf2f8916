# METADATA
# title: Trust in GitHub Actions is loose
# description: |
#   A workload identity pool takes tokens of GitHub Actions under a condition that anybody can fulfil, in a
#   repository of their own. It tests none of the claims that tell whose repository it is, such as a branch or
#   an environment alone, or a pattern of them that other owners fit as well. A provider without any condition
#   is found by google-iam-workload-identity-condition.
# related_resources:
#   - https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines
#   - https://docs.github.com/en/actions/reference/security/oidc
# custom:
#   id: google-iam-github-oidc-trust-loose
#   severity: high
#   domain: iam
#   resources: [google_iam_workload_identity_pool_provider]
#   attributes: []
#   subject: [project, workload_identity_pool_id]
#   never_computed: [attribute_condition]
#   remediation: |
#     Test `assertion.repository_owner_id` or `assertion.repository_id`, which nobody else can get, for
#     equality.
#   example: |
#     resource "google_iam_workload_identity_pool_provider" "github" {
#       workload_identity_pool_id          = google_iam_workload_identity_pool.ci.workload_identity_pool_id
#       workload_identity_pool_provider_id = "github"
#       attribute_condition                = "assertion.repository_owner_id == '1234567'"
#
#       attribute_mapping = {
#         "google.subject"       = "assertion.sub"
#         "attribute.repository" = "assertion.repository"
#       }
#
#       oidc {
#         issuer_uri = "https://token.actions.githubusercontent.com"
#       }
#     }
#   controls:
#     nist_800_53: ["AC-3", "IA-8"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_GCP_125]
package rules.google.iam.iam_github_oidc_trust_loose

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.github_oidc

deny contains finding.at(provider, ["attribute_condition"], msg) if {
	some provider in _providers
	is_string(provider.values.attribute_condition)
	condition := provider.values.attribute_condition
	not regex.match(`^ *(true)? *$`, condition)
	_is_loose(condition, _names(provider))
	msg := sprintf("`%s` does not tell whose repository it is", [condition])
}

deny contains finding.at(provider, ["attribute_condition"], "the condition is known only after apply") if {
	some provider in _providers
	attribute.is_deferred(provider, ["attribute_condition"])
}

_providers contains provider if {
	some provider in input.resources.google_iam_workload_identity_pool_provider
	not provider.values.disabled
	some oidc in provider.values.oidc
	github_oidc.is_issuer(oidc.issuer_uri)
}

# What stands for the claims of an owner in the condition, as a regular expression.
_names(provider) := concat("|", array.concat(own, mapped)) if {
	own := [sprintf(`assertion\.%s|assertion\[.%s.\]`, [claim, claim]) | some claim in github_oidc.owner_claims]
	mapped := [replace(key, ".", `\.`) |
		some key, claim in object.get(provider.values, "attribute_mapping", {})
		is_string(claim)
		substring(claim, 10, -1) in github_oidc.owner_claims
	]
}

_is_loose(condition, names) if not _pins(condition, names)

# One of several alternatives is enough. Where they are in parentheses, what stands beside may pin them all.
_is_loose(condition, names) if {
	contains(condition, "||")
	not _has_groups(condition)
	some alternative in split(condition, "||")
	not _pins(alternative, names)
}

# Parentheses that are not those of a call.
_has_groups(condition) if regex.match(`(^|[^A-Za-z0-9_])\(`, condition)

# Equality, membership of a list, or a beginning up to the slash behind the owner.
_pins(expression, names) if {
	some pin in [
		`(%s)([^A-Za-z0-9_&|=!<>][^&|=!<>]*)?==`,
		`== *(%s)([^A-Za-z0-9_]|$)`,
		`(%s) +in `,
		`(%s)\.startsWith\( *.(repo:)?[^/:*'"]+/`,
		`(%s)\.matches\( *r?.\^[^.*+]+(/|\$)`,
	]
	regex.match(replace(pin, "%s", names), expression)
}
