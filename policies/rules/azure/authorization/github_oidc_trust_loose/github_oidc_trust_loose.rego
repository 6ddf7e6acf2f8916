# METADATA
# title: Trust in GitHub Actions is loose
# description: |
#   A federated credential takes tokens of GitHub Actions whose subject does not tell whose repository they come
#   from, such as a branch or an environment alone, or a pattern that other owners fit as well. Anybody can get
#   such a token, in a repository of their own with a custom subject, and sign in as the application or
#   identity.
# related_resources:
#   - https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust
#   - https://docs.github.com/en/actions/reference/security/oidc
# custom:
#   id: azure-github-oidc-trust-loose
#   severity: high
#   domain: iam
#   resources:
#     - azuread_application_federated_identity_credential
#     - azuread_application_flexible_federated_identity_credential
#     - azurerm_federated_identity_credential
#   attributes: []
#   subject: [application_id, application_object_id, parent_id]
#   never_computed: [subject, claims_matching_expression]
#   remediation: |
#     Name the owner and the repository in the subject, and the branch or environment.
#   example: |
#     resource "azuread_application_federated_identity_credential" "deploy" {
#       application_id = azuread_application.deploy.id
#       display_name   = "deploy-production"
#       audiences      = ["api://AzureADTokenExchange"]
#       issuer         = "https://token.actions.githubusercontent.com"
#       subject        = "repo:example/shop:environment:production"
#     }
#   controls:
#     nist_800_53: ["AC-3", "IA-8"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AZURE_249]
package rules.azure.authorization.github_oidc_trust_loose

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.github_oidc

deny contains finding.at(credential, [key], msg) if {
	some credentials in input.resources
	some credential in credentials
	github_oidc.is_issuer(object.get(credential.values, "issuer", ""))
	some key, owners in _owners
	is_string(credential.values[key])
	not regex.match(owners, lower(credential.values[key]))
	msg := sprintf("`%s` does not tell whose repository it is", [credential.values[key]])
}

deny contains finding.at(credential, [key], "the subject is known only after apply") if {
	some credentials in input.resources
	some credential in credentials
	github_oidc.is_issuer(object.get(credential.values, "issuer", ""))
	some key, _ in _owners
	attribute.is_deferred(credential, [key])
}

# The parts of a subject that tell whose repository it is, with no wildcard before the end of the owner's name.
_part := concat("|", [
	`(repo|repository|job_workflow_ref|workflow_ref):[^/:*?']+/`,
	`(repository_owner|repository_owner_id|repository_id|enterprise|enterprise_id):[^:*?']+(:|'|$)`,
])

_owners := {
	"subject": sprintf(`(^|:)(%s)`, [_part]),
	"claims_matching_expression": sprintf(
		`claims\['sub'\] +(eq|matches) +'([^'*?]*:)?(%s)|claims\['job_workflow_ref'\] +(eq|matches) +'[^/*?']+/`,
		[_part],
	),
}
