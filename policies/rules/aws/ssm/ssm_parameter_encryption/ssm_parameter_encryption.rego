# METADATA
# title: SSM parameter holds a secret as plain text
# description: |
#   The name of the parameter says that its value is a password, a token or a key, or the value has the form of one or
#   holds one, and the type is not `SecureString`. So whoever may read parameters reads it, without a KMS key that
#   could be refused, and the console and the history of the parameter show it. Values that are only the name, path or
#   ARN of a secret are fine.
# related_resources:
#   - https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html
# custom:
#   id: aws-ssm-parameter-encryption
#   severity: medium
#   domain: secrets
#   resources: [aws_ssm_parameter]
#   attributes: []
#   satisfied_by:
#     value: [aws_secretsmanager_secret, aws_kms_key, aws_kms_alias]
#     insecure_value: [aws_secretsmanager_secret, aws_kms_key, aws_kms_alias]
#   remediation: Set `type = "SecureString"`, and give the secret in `value_wo` so that it stays out of the state.
#   example: |
#     resource "aws_ssm_parameter" "password" {
#       name             = "/shop/db/password"
#       type             = "SecureString"
#       value_wo         = var.db_password
#       value_wo_version = 1
#     }
#   controls:
#     nist_800_53: ["IA-5", "SC-28"]
#     pci_dss: ["8.3.2"]
#     soc2: ["CC6.1"]
#   aliases: [CKV2_AWS_34]
package rules.aws.ssm.ssm_parameter_encryption

import rego.v1

import data.lib.attribute
import data.lib.credential
import data.lib.finding

deny contains finding.at(parameter, path, msg) if {
	some parameter in input.resources.aws_ssm_parameter
	object.get(parameter.values, "type", "") != "SecureString"
	some word in _secrets(parameter.values.name)
	not _is_harmless(parameter)
	some path in _paths(parameter)
	msg := sprintf("a secret is kept as plain text: %s, and the name ends in `%s`", [_state(parameter), word])
}

# What the value holds tells where the name does not.
deny contains finding.at(parameter, ["type"], msg) if {
	some parameter in input.resources.aws_ssm_parameter
	type := object.get(parameter.values, "type", "SecureString")
	type != "SecureString"
	count(_secrets(object.get(parameter.values, "name", ""))) == 0
	some key in ["value", "insecure_value"]
	some words in credential.in_text(object.get(parameter.values, key, ""))
	words != "an AWS access key"
	msg := sprintf("the parameter holds %s as plain text: `type` is %s", [words, type])
}

_state(parameter) := sprintf("`type` is %s", [parameter.values.type]) if attribute.is_set(parameter.values, "type")

_state(parameter) := "`type` is known only after apply" if not attribute.is_set(parameter.values, "type")

# The type is at fault; if the value is not known yet, it may turn out to be no secret.
_paths(parameter) := values | type if {
	values := {[key] |
		attribute.is_set(parameter.values, "type")
		some key in ["value", "insecure_value"]
		attribute.is_deferred(parameter, [key])
	}
	type := {["type"] | count(values) == 0}
}

_qualifiers := {
	"prod", "production", "prd", "stage", "staging", "stg", "test", "dev", "development", "qa", "uat",
	"v1", "v2", "v3", "1", "2", "3", "old", "new", "current", "next", "primary", "secondary",
}

_single := {"password", "passwd", "pass", "pwd", "passphrase", "secret", "token", "credentials", "apikey", "secretkey"}

_pairs := {
	["api", "key"], ["secret", "key"], ["private", "key"], ["access", "key"], ["signing", "key"], ["account", "key"],
	["auth", "key"], ["client", "secret"],
}

# What the name ends in, if that is a word for a secret.
_secrets(name) := pairs | singles if {
	words := _words(name)
	size := count(words)
	public := {word | some word in words; word in {"public", "publishable"}}
	pairs := {concat("_", pair) |
		count(public) == 0
		some pair in _pairs
		pair == array.slice(words, max([0, size - 2]), size)
	}
	singles := {word |
		count(public) + count(pairs) == 0
		some word in array.slice(words, max([0, size - 1]), size)
		word in _single
	}
}

# The words of the last step of the path, without what says which one of several it is.
_words(name) := array.slice(words, 0, max(array.concat([0], ends))) if {
	steps := split(name, "/")
	spaced := regex.replace(steps[count(steps) - 1], "([a-z0-9])([A-Z])", "${1}_${2}")
	words := [word | some word in split(replace(replace(lower(spaced), "-", "_"), ".", "_"), "_"); word != ""]
	ends := [end |
		some i, word in words
		not word in _qualifiers
		end := i + 1
	]
}

_is_harmless(parameter) if {
	some key in ["value", "insecure_value"]
	some pattern in [
		"^arn:aws",
		"^https?://[^@]*$",
		"^(AKIA|ASIA)[A-Z0-9]{16}$",
		"^/?[a-z0-9_.-]+(/[a-zA-Z0-9_.-]+)+$",
		"^(true|false|none|null|-|[0-9]{1,5})$",
	]
	regex.match(pattern, object.get(parameter.values, key, "?"))
}
