# METADATA
# title: Module source is not pinned to a version
# description: |
#   The next `terraform init` takes whatever the source holds then, and no lock file covers modules: what was
#   reviewed is not what is applied. A registry module wants a version constraint, a Git source a `ref` that is a
#   tag or a commit, a Mercurial source a `rev`, and an archive a version, a commit or a checksum in its address.
#   Branches are the parameter `module_branches`. Local modules are fine.
# related_resources:
#   - https://developer.hashicorp.com/terraform/language/modules/sources
#   - https://developer.hashicorp.com/terraform/language/block/module
# custom:
#   id: change-module-unpinned
#   severity: medium
#   domain: change
#   resources: []
#   attributes: []
#   sections: [modules]
#   remediation: Pin the module to a tag, a commit or a version, and raise it on purpose.
#   example: |
#     module "network" {
#       source  = "terraform-aws-modules/vpc/aws"
#       version = "5.21.0"
#     }
#
#     module "dns" {
#       source = "git::https://git.example.com/infra/dns.git?ref=v2.3.1"
#     }
#   controls:
#     nist_800_53: ["CM-2", "SR-3"]
#     soc2: ["CC8.1"]
#   aliases: []
package rules.change.sources.module_unpinned

import rego.v1

import data.lib.attribute
import data.lib.finding

deny contains finding.at(module, ["version_constraint"], "module of a registry has no version constraint") if {
	some module in input.modules
	_is_registry(module.source)
	not attribute.is_set(module, "version_constraint")
}

deny contains finding.at(module, ["source"], msg) if {
	some module in input.modules
	some what, parameter in {"Git": "ref", "Mercurial": "rev"}
	_kind(module.source) == what
	some revision in _revisions(module.source, parameter)
	some fault in _faults(revision)
	msg := sprintf("%s source %s", [what, sprintf(fault, [parameter])])
}

deny contains finding.at(module, ["source"], "archive names neither a version nor a checksum") if {
	some module in input.modules
	_kind(module.source) == "archive"
	not _is_versioned(module.source)
}

# `namespace/name/provider`, with or without the host of a registry. GitHub and Bitbucket are none.
_is_registry(source) if {
	address := regex.replace(split(source, "//")[0], `^[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)+(:[0-9]+)?/`, "")
	regex.match(`^[0-9A-Za-z_-]+/[0-9A-Za-z_-]+/[0-9a-z]+$`, address)
	not regex.match(`^(github\.com|gitlab\.com|bitbucket\.org)/`, source)
}

_kind(source) := "Git" if _is_git(source)

_kind(source) := "Mercurial" if startswith(source, "hg::")

_kind(source) := "archive" if {
	regex.match(`^((s3|gcs|https?)::|https?://|www\.googleapis\.com/storage/|[^/]*amazonaws\.com/)`, source)
	not _is_git(source)
}

_is_git(source) if regex.match(`^(git::|(ssh|git)://|[^/:@]+@[^/]+:|(github\.com|gitlab\.com|bitbucket\.org)/)`, source)

# The first revision that the address names, or an empty one.
_revisions(source, parameter) := array.slice(array.concat(named, [""]), 0, 1) if {
	named := [value |
		some pair in _query(source)
		startswith(pair, sprintf("%s=", [parameter]))
		value := trim_prefix(pair, sprintf("%s=", [parameter]))
	]
}

_query(source) := [pair |
	some i, part in split(source, "?")
	i > 0
	some pair in split(part, "&")
]

_faults(revision) := {"names no `%s`"} if revision == ""

_faults(revision) := {"has a branch for its `%s`"} if {
	revision != ""
	_is_branch(lower(replace(replace(revision, "%2F", "/"), "%2f", "/")))
}

_is_branch(name) if startswith(name, "refs/heads/")

_is_branch(name) if trim_prefix(name, "origin/") in {lower(branch) | some branch in data.params.module_branches}

_versions := [
	`(^|[^0-9])[0-9]{1,5}\.[0-9]+`,
	`(^|[^A-Za-z0-9])v[0-9]`,
	`(^|[^0-9])(19|20)[0-9]{2}-?[01][0-9]-?[0-3][0-9]([^0-9]|$)`,
	`(^|[^0-9a-z])[0-9a-f]{40}([^0-9a-z]|$)`,
	`(^|[^0-9a-z])[0-9a-f]{64}([^0-9a-z]|$)`,
]

# A number with a dot, a `v` with a number, a date or a commit, or a checksum.
_is_versioned(source) if {
	path := _path(source)
	not contains(path, "refs/heads/")
	some version in _versions
	regex.match(version, path)
}

_is_versioned(source) if {
	some commit in regex.find_n(`(^|[^0-9a-z])[0-9a-f]{7,39}([^0-9a-z]|$)`, _path(source), -1)
	not contains(_path(source), "refs/heads/")
	regex.match(`[a-f]`, commit)
	regex.match(`[0-9]`, commit)
}

_is_versioned(source) if {
	some pair in _query(source)
	regex.match(`^(checksum|version|versionId|generation)=.`, pair)
}

# What may name a version: what is behind the host, the bucket, the number of an API and the name of a repository.
_path(source) := regex.replace(_address(source), _places[_place(_address(source))], "")

_address(source) := regex.replace(source, `^([a-z0-9]+::)?([a-z]+://)?`, "")

_place(address) := "bucket" if regex.match(_bucket_hosts, address)

_place(address) := "repository" if {
	not regex.match(_bucket_hosts, address)
	regex.match(_repositories, address)
}

_place(address) := "other" if {
	not regex.match(_bucket_hosts, address)
	not regex.match(_repositories, address)
}

_bucket_hosts := `^(s3[^/]*\.amazonaws\.com|www\.googleapis\.com/storage/v1|storage\.googleapis\.com)/`

_repositories := `^([^/]*github\.com/[^/]+/[^/]+/|[^/]*bitbucket\.org/[^/]+/[^/]+/|.*/-?/?archive/)`

_places := {
	"bucket": `^[^/]*/(storage/v1/)?[^/]+`,
	"repository": `^([^/]*github\.com/[^/]+/[^/]+|[^/]*bitbucket\.org/[^/]+/[^/]+|.*/archive)`,
	"other": `^[^/]*(/(api/)?v[0-9]+/)?`,
}
