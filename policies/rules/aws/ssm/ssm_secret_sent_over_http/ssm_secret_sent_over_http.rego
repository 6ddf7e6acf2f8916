# METADATA
# title: Secret is sent by a data source where it can be read
# description: |
#   Terraform itself makes the request of a `data.http` while planning. A secret of Parameter Store or Secrets Manager
#   that stands in the URL ends in the logs of proxies and servers, and one that goes to `http://` can be read on
#   the way. In a header or the body of a request to `https://` it is what it is meant for.
# related_resources:
#   - https://registry.terraform.io/providers/hashicorp/http/latest/docs/data-sources/http
#   - https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html
# custom:
#   id: aws-ssm-secret-sent-over-http
#   severity: high
#   domain: secrets
#   resources: [data.http]
#   attributes: []
#   linked: &secrets
#     - aws_ssm_parameter
#     - data.aws_ssm_parameter
#     - aws_secretsmanager_secret_version
#     - data.aws_secretsmanager_secret_version
#   context: *secrets
#   remediation: Send the secret in a header or in the body, to a URL that begins with `https://`.
#   example: |
#     data "aws_ssm_parameter" "token" {
#       name = "/app/token"
#     }
#
#     data "http" "status" {
#       url = "https://api.example.com/status"
#
#       request_headers = {
#         Authorization = "Bearer ${data.aws_ssm_parameter.token.value}"
#       }
#     }
#   controls:
#     nist_800_53: ["SC-8"]
#     pci_dss: ["4.2.1"]
#     soc2: ["CC6.7"]
#   aliases: [CKV2_AWS_36, AWS-0134, AVD-AWS-0134]
package rules.aws.ssm.ssm_secret_sent_over_http

import rego.v1

import data.lib.attribute
import data.lib.finding

deny contains finding.at(request, path, msg) if {
	some request in input.resources["data.http"]
	some path in _readable(request)
	some secret in _secrets
	contains(object.get(request.values, path, ""), secret.value)
	msg := sprintf("the secret of `%s` %s", [secret.address, _way(path)])
}

# What only apply knows, made of something that may hold a secret.
deny contains finding.at(request, ["url"], msg) if {
	some request in input.resources["data.http"]
	attribute.is_deferred(request, ["url"])
	some type in _types
	some holder in object.get(object.get(request, "linked", {}), type, [])
	"url" in holder.via.here
	msg := sprintf("the secret of `%s` stands in the URL, if it is that which the URL is made of", [holder.address])
}

_types := [
	"aws_ssm_parameter",
	"data.aws_ssm_parameter",
	"aws_secretsmanager_secret_version",
	"data.aws_secretsmanager_secret_version",
]

_way(path) := "stands in the URL" if path == ["url"]

_way(path) := "is sent to `http://`" if path != ["url"]

# The parts of a request that others than the one who is asked can read.
_readable(request) := {["url"]} | {path |
	startswith(lower(object.get(request.values, "url", "")), "http://")
	some path in _parts(request)
}

_parts(request) := {["request_body"]} | {["request_headers", name] |
	some name, _ in object.get(request.values, "request_headers", {})
}

# Texts too short to be told from others are left out.
_secrets := {{"address": holder.address, "value": value} |
	some type in _types
	some holder in object.get(input.resources, type, [])
	some value in _texts(holder)
	count(value) > 7
}

# The secret, and where it is a JSON object its members, too.
_texts(holder) := parameter | whole | members if {
	parameter := {value |
		value := object.get(holder.values, "value", null)
		is_string(value)
		object.get(holder.values, "type", "SecureString") == "SecureString"
	}
	whole := {text | text := object.get(holder.values, "secret_string", null); is_string(text)}
	members := {value |
		some text in whole
		startswith(text, "{")
		json.is_valid(text)
		some value in json.unmarshal(text)
		is_string(value)
	}
}
