# METADATA
# title: Provider has no version constraint
# description: |
#   Without a constraint the next `terraform init` without a lock file, or with `-upgrade`, takes whatever is
#   newest, with other defaults and other plans. One module that says a version is enough for a provider.
# related_resources:
#   - https://developer.hashicorp.com/terraform/language/providers/requirements
# custom:
#   id: change-provider-unpinned
#   severity: low
#   domain: change
#   resources: []
#   attributes: []
#   sections: [providers]
#   remediation: Add a `version` to the provider in `required_providers`, and check in the lock file.
#   example: |
#     terraform {
#       required_providers {
#         aws = {
#           source  = "hashicorp/aws"
#           version = "~> 6.25"
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["CM-2", "SR-3"]
#     soc2: ["CC8.1"]
#   aliases: []
package rules.change.sources.provider_unpinned

import rego.v1

import data.lib.attribute
import data.lib.finding

deny contains finding.at(provider, ["version_constraint"], msg) if {
	some name in _names - _constrained
	name != "terraform.io/builtin/terraform"
	provider := [each | some each in input.providers; each.full_name == name][0]
	msg := sprintf("no module says which version of %s it wants", [name])
}

_names := {provider.full_name | some provider in input.providers}

_constrained := {provider.full_name |
	some provider in input.providers
	attribute.is_set(provider, "version_constraint")
}
