# METADATA
# title: Credentials stand in the configuration of the AWS provider
# description: |
#   Whoever reads the repository, a plan or a log of it can act as the owner of the key, and the key stays in the
#   history when it is taken out. What has the form of a secret access key or a session token is found; a key id
#   alone is no secret, and the words that stand in for keys of local emulators are none either.
# related_resources:
#   - https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
# custom:
#   id: aws-provider-hardcoded-credentials
#   severity: critical
#   domain: secrets
#   resources: []
#   attributes: []
#   sections: [providers]
#   remediation: |
#     Take the credentials from the environment, a profile or a role, and disable this key: it is known to all
#     who could read it.
#   example: |
#     provider "aws" {
#       region = "eu-central-1"
#
#       assume_role {
#         role_arn = "arn:aws:iam::111122223333:role/deploy"
#       }
#     }
#   controls:
#     nist_800_53: ["IA-5"]
#     pci_dss: ["8.6.2"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_41]
package rules.aws.provider.provider_hardcoded_credentials

import rego.v1

import data.lib.finding

deny contains finding.at(provider, ["constants", name], msg) if {
	some provider in input.providers
	endswith(provider.full_name, "/hashicorp/aws")
	some name, form in {"secret_key": `^[A-Za-z0-9/+]{40}$`, "token": `^[A-Za-z0-9/+=]{100,}$`}
	value := object.get(provider.constants, name, null)
	is_string(value)
	regex.match(form, value)
	msg := sprintf("`%s` is written into the configuration", [name])
}
