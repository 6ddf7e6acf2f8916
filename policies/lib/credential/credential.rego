# Credentials in clear, told by their form or by the name that they are given: a set of words such as "an AWS access
# key" or "a password (`DB_PASSWORD`)", never the value. Placeholders, references, paths and names of secrets are none.
package lib.credential

import rego.v1

# The credentials in a variable. Its name matters where its value does not tell by itself.
in_variable(name, value) := within | given if {
	is_string(value)
	within := in_text(value) | _aws_secret_keys(sprintf("%s=%s", [name, value]))
	given := {words |
		count(within) == 0
		some words in _by_name(name)
		_is_credential(words, trim_space(value))
	}
}

# The credentials in a text, such as a script, a file of settings or a connection string.
in_text(text) := _by_form(text) | assigned | commanded if {
	assigned := {sprintf("%s (`%s`)", [words, assignment.name]) |
		some assignment in _assignments(text)
		some words in _by_name(assignment.name)
		_is_credential(words, assignment.value)
		count(_by_form(assignment.value)) == 0
	}
	commanded := {sprintf("a password (`%s`)", [command]) |
		regex.match(`chpasswd|identified|convertto-|net1?([.]exe)?[ \t]+user|sshpass|curl|docker|create|alter`, lower(text))
		some line in split(lower(text), "\n")
		not _is_comment(line)
		some command, pattern in _commands
		some hit in regex.find_all_string_submatch_n(pattern, line, -1)
		not regex.match(`[$][a-z_{(]`, hit[1])
		_is_credential("a password", hit[1])
	}
}

_by_form(text) := forms | passwords | _aws_secret_keys(text) if {
	forms := {words |
		some words, pattern in _forms
		some hit in regex.find_n(pattern, text, -1)
		not _is_placeholder(lower(hit))
	}
	passwords := {"a URL with a password" |
		some hit in regex.find_all_string_submatch_n(_url_with_password, text, -1)
		not _is_placeholder(lower(hit[1]))
		not regex.match(`^[A-Z_]+$`, hit[1])
		not lower(hit[1]) in {"pass", "password", "pwd", "secret", "user"}
		not hit[2] in {"localhost", "127.0.0.1"}
	}
}

_aws_secret_keys(text) := {"an AWS secret key" |
	some hit in regex.find_n(_aws_secret_key, lower(text), -1)
	not _is_placeholder(hit)
}

_forms := {
	"an AWS access key": `(^|[^A-Za-z0-9/+])(AKIA|ASIA)[A-Z0-9]{16}($|[^A-Za-z0-9/+=])`,
	"a private key": `-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY-----[^A-Za-z0-9+/]{0,24}[A-Za-z0-9+/]{40}`,
	"an access token of GitHub": `(^|[^A-Za-z0-9_])(gh[oprsu]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60})`,
	"an access token of GitLab": `(^|[^A-Za-z0-9_])glpat-[A-Za-z0-9_-]{20}`,
	"an access token of Slack": `(^|[^A-Za-z0-9_])xox[abeoprs]-[A-Za-z0-9-]{20}`,
	"an access token of npm": `(^|[^A-Za-z0-9_])npm_[A-Za-z0-9]{36}`,
	"a secret key of Stripe": `(^|[^A-Za-z0-9_])[rs]k_live_[A-Za-z0-9]{20}`,
	"an API key of Anthropic": `(^|[^A-Za-z0-9_-])sk-ant-[a-z0-9]+-[A-Za-z0-9_-]{20}`,
	"an API key of OpenAI": `(^|[^A-Za-z0-9_-])sk-(proj|svcacct|admin)-[A-Za-z0-9_-]{20}`,
	"an API key of SendGrid": `(^|[^A-Za-z0-9_.-])SG[.][A-Za-z0-9_-]{22}[.][A-Za-z0-9_-]{43}`,
	"an application key of Laravel": `(^|[^A-Za-z0-9])base64:[A-Za-z0-9+/]{43}=($|[^A-Za-z0-9+/=])`,
}

_aws_secret_key := `secret_?access_?key["']?([ \t]*[:=][ \t]*|[ \t]+)["']?[a-z0-9/+]{40}($|[^a-z0-9/+=])`

_url_with_password := concat("", [
	`[A-Za-z][A-Za-z0-9+.-]*://[^/:@ \t\r\n"'<>${}]*`,
	`:([^/:@ \t\r\n"'<>${}()*]{3,})@([A-Za-z0-9.-]+)`,
])

# What a value of this name is. The words decide what the value must look like.
_by_name(name) := passwords | keys | bare if {
	plain := lower(regex.replace(regex.replace(name, `([a-z0-9])([A-Z])`, "${1}_${2}"), `[^A-Za-z0-9]+`, "_"))
	passwords := {"a password" |
		regex.match(`((password|passwd|passphrase)|_(pass|pwd))(_?[0-9]+)?$`, plain)
		not regex.match(_harmless, plain)
	}
	keys := {"a secret key" |
		regex.match(_key_names, plain)
		not regex.match(_harmless, plain)
	}
	bare := {"a secret" |
		count(keys) == 0
		regex.match(`(^|_)secret$`, plain)
	}
}

_key_names := concat("", [
	`(^|_)((secret|api|access|account|private|signing|encryption|license)_?key|secret_key_base`,
	`|(auth_?|access_?|api_?|bot_?)?token`,
	`|(api|app|auth|client|consumer|cookie|jwt|oauth|session|shared|signing|webhook)_?secret)$`,
])

# The secret key of AWS has a form of its own.
_harmless := `(^|_)(public|publishable|hash|hashed|hashes|encrypted|sha256|no)(_|$)|secret_?access_?key$`

_is_credential(words, value) if {
	words == "a password"
	_is_literal(value)
	not _is_name_of_secret(lower(value))
}

_is_credential(words, value) if {
	words == "a secret key"
	_is_random(value)
}

# `DB_SECRET` mostly names a secret, and only what can't be a name is one.
_is_credential(words, value) if {
	words == "a secret"
	count(value) >= 20
	_is_random(value)
	not regex.match(`[-_/.:]`, value)
}

_is_random(value) if {
	count(value) >= 12
	_is_literal(value)
	not contains(value, " ")
	regex.match(`[A-Za-z]`, value)
	regex.match(`[0-9]`, value)
	not regex.match(`^[a-z]+([-_./:][a-z0-9]+)+$`, lower(value))
	not regex.match(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`, lower(value))
}

_is_literal(value) if {
	count(value) >= 6
	not regex.match(_reference, value)
	not regex.match(`^[0-9.,:-]+$`, value)
	not lower(value) in _words
	not _is_placeholder(lower(value))
}

_words := {"default", "disable", "disabled", "enable", "enabled", "optional", "prompt", "required", "undefined"}

# Templates, names of variables, paths, addresses of secrets, what KMS and others have encrypted.
_reference := concat("|", [
	`[\t\r\n]`, `[$][{(]`, `[{]{2}`, `<%`, `^[$%<{~./]`, `^@/`, `^[A-Z]+(_[A-Z0-9]+)+$`, `^@Microsoft`, `^rds!`,
	`^AQ[EI]CA`, `^ENC[(\[]`,
	`^(alias|arn|aws|env|file|https?|keyvault|op|s3|secretsmanager|sm|sops|ssm|vault)[:/]`,
])

_is_placeholder(text) if regex.match(_placeholder, text)

_placeholder := concat("|", [
	`change[-_]?(it|me|this)`, `dummy`, `example`, `fake`, `fixme`, `insert[-_]`, `mock`,
	`not[-_]?(needed|real|used)`,
	`placeholder`, `redacted`, `replace`, `^tbd`, `^todo`, `unused`, `x{4}`, `your`, `[*]{3}`, `[.]{3}`, `0{8}`,
])

_is_name_of_secret(text) if {
	regex.match(`^[a-z0-9]+([-_/.:][a-z0-9]+)+$`, text)
	regex.match(`pass|secret|credential|param|vault|key`, text)
}

# Commands and statements that take a password in clear, in lower case.
_commands := {
	"chpasswd": `echo[ \t]+["']?[a-z_][a-z0-9_.-]*:([^"'| \t]{6,})["']?[ \t]*[|][ \t]*(?:sudo[ \t]+)?chpasswd`,
	"ConvertTo-SecureString": `convertto-securestring[ \t]+(?:-string[ \t]+)?["']([^"']{6,})["']`,
	"net user": `(?:^|[^a-z])net1?(?:[.]exe)?[ \t]+user[ \t]+[^ \t/]+[ \t]+["']?([^"' \t/*]{6,})`,
	"sshpass": `sshpass[ \t]+-p[ \t]*["']?([^"' \t]{6,})`,
	"curl": `curl[ \t](?:[^|]*[ \t])?(?:-u|--user)[ \t=]+["']?[a-z0-9_.@-]+:([^"' \t]{6,})`,
	"docker login": `docker[ \t]+login[ \t](?:[^|]*[ \t])?(?:-p|--password)[ \t=]+["']?([^"' \t]{6,})`,
	"identified by": `identified[ \t]+(?:with[ \t]+[a-z0-9_]+[ \t]+)?by[ \t]+["']([^"' \t]{6,})["']`,
	"create user": `(?:create|alter)[ \t]+(?:user|role)[ \t][^;]*[ \t]password[ \t]+["']([^"' \t]{6,})["']`,
}

# What a text assigns to names that may be of credentials. Comments are left out.
_assignments(text) := {assignment |
	regex.match(`pass|pwd|secret|token|key`, lower(text))
	some line in split(text, "\n")
	regex.match(`pass|pwd|secret|token|key`, lower(line))
	not _is_comment(line)
	some assignment in _assignments_of_line(trim_right(line, "\r"))
}

_is_comment(line) if regex.match(`^[ \t]*(#|//|;|REM |rem )`, line)

# Without quotes a value may be the name of a variable, unless it has a digit or a special character, or the name is one
# of the environment: `DB_PASSWORD=correcthorse`.
_assignments_of_line(line) := quoted | joined | listed if {
	quoted := {{"name": hit[1], "value": hit[2]} |
		some hit in regex.find_all_string_submatch_n(_quoted, line, -1)
		not regex.match(`[$][A-Za-z_]`, hit[2])
	}
	joined := {{"name": hit[1], "value": hit[2]} |
		some hit in regex.find_all_string_submatch_n(_joined, line, -1)
		_is_value(hit[1], hit[2])
	}
	listed := {{"name": hit[1], "value": hit[2]} |
		some hit in regex.find_all_string_submatch_n(_listed, line, -1)
		regex.match(`[0-9!@#^+~%]`, hit[2])
	}
}

_is_value(_, value) if regex.match(`[0-9!@#^+~%]`, value)

_is_value(name, value) if {
	regex.match(`^[A-Z][A-Z0-9_]*$`, name)
	regex.match(`^[a-z]{8,}$`, value)
}

_quoted := `([A-Za-z_][A-Za-z0-9_.-]*)\\?["']?[ \t]*[:=]>?[ \t]*\\?["']([^"'\\ \t]{6,})\\?["']`

_joined := `([A-Za-z_][A-Za-z0-9_.-]*)=([A-Za-z0-9!@#^+=/_.~%:-]{6,})([ \t;,&|)"'\\]|$)`

_listed := `^[ \t-]*([A-Za-z_][A-Za-z0-9_.-]*):[ \t]+([A-Za-z0-9!@#^+=/_.~%-]{6,})[ \t]*$`
