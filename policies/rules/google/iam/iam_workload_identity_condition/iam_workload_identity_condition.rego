# METADATA
# title: Identity provider with many tenants has no condition
# description: |
#   A workload identity pool takes tokens of an issuer that serves everybody, such as GitHub, GitLab or HCP
#   Terraform, and no attribute condition says whose. Any customer of that issuer gets an identity in the pool,
#   and every grant to the pool is one to all of them. Google refuses new providers without one for the best
#   known of these issuers; older ones stay as they are. Providers for one AWS account, for SAML and for issuers
#   of your own need none and are not reported.
# related_resources:
#   - https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines
#   - https://cloud.google.com/iam/docs/best-practices-for-using-workload-identity-federation
# custom:
#   id: google-iam-workload-identity-condition
#   severity: high
#   domain: iam
#   resources: [google_iam_workload_identity_pool_provider]
#   attributes: []
#   subject: [project, workload_identity_pool_id]
#   never_computed: [attribute_condition, oidc]
#   remediation: |
#     Set `attribute_condition` to a test of the organization or project that tokens come from, by its number
#     where there is one.
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
#   aliases: [CKV_GCP_118, GCP-0068, AVD-GCP-0068]
package rules.google.iam.iam_workload_identity_condition

import rego.v1

import data.lib.attribute
import data.lib.finding

deny contains finding.at(provider, path, msg) if {
	some provider in input.resources.google_iam_workload_identity_pool_provider
	_is_unconditional(provider)
	not provider.values.disabled
	some fault in _issuers(provider)
	path := fault.path
	msg := sprintf("tokens of %s are taken, whoever they are for", [fault.text])
}

_is_unconditional(provider) if attribute.is_left_out(provider, "attribute_condition")

_is_unconditional(provider) if regex.match(`^ *true *$`, provider.values.attribute_condition)

_issuers(provider) := known | deferred if {
	known := {{"path": ["attribute_condition"], "text": oidc.issuer_uri} |
		some oidc in provider.values.oidc
		regex.match(_many_tenants, lower(oidc.issuer_uri))
	}
	deferred := {{"path": path, "text": "an issuer known only after apply"} |
		some path in [["oidc"], ["oidc", 0, "issuer_uri"]]
		object.get(provider.unknown, path, false) == true
	}
}

# Issuers whose tokens all customers get; one with a path or a name of its own for each customer is none.
_many_tenants := concat("", [
	`^https://(`,
	`token\.actions\.githubusercontent\.com|gitlab\.com|app(\.eu)?\.terraform\.io|`,
	`agent\.buildkite\.com|oidc\.vercel\.com|`,
	`accounts\.google\.com|api\.pulumi\.com/oidc|login\.microsoftonline\.com/(common|organizations|consumers)(/v2\.0)?`,
	`)/*$`,
])
