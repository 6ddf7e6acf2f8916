# METADATA
# title: ECR repository has mutable tags or scans no images
# description: |
#   A tag that can be moved lets whoever may push put another image where a deployment expects the tested one, and
#   images that nobody scans are run with known flaws. Both are the default. A scanning configuration of the registry
#   in the same plan counts for the repositories that its filters match, and so does `MUTABLE_WITH_EXCLUSION` for
#   tags that are meant to move.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
# custom:
#   id: aws-ecr-scan-and-immutability
#   severity: low
#   domain: exposure
#   resources: [aws_ecr_repository]
#   attributes: [image_tag_mutability]
#   context: [aws_ecr_registry_scanning_configuration]
#   never_computed: [image_scanning_configuration]
#   remediation: |
#     Set `image_tag_mutability = "IMMUTABLE"`, and `scan_on_push = true` or a rule in an
#     `aws_ecr_registry_scanning_configuration`.
#   example: |
#     resource "aws_ecr_repository" "shop" {
#       name                 = "shop"
#       image_tag_mutability = "IMMUTABLE"
#
#       image_scanning_configuration {
#         scan_on_push = true
#       }
#     }
#   controls:
#     nist_800_53: ["RA-5", "SI-7"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_51, CKV_AWS_163, AWS-0030, AVD-AWS-0030, AWS-0031, AVD-AWS-0031]
package rules.aws.ecr.ecr_scan_and_immutability

import rego.v1

import data.lib.attribute
import data.lib.deferred
import data.lib.finding
import data.lib.setting

deny contains found if {
	repositories := object.get(input.resources, "aws_ecr_repository", [])
	choice := {"bad": {"MUTABLE"}, "default": "MUTABLE"}
	some found in setting.one_of(repositories, ["image_tag_mutability"], choice, "tags can be moved to other images")
}

deny contains finding.at(repository, ["image_tag_mutability_exclusion_filter", i, "filter"], msg) if {
	some repository in input.resources.aws_ecr_repository
	repository.values.image_tag_mutability == "IMMUTABLE_WITH_EXCLUSION"
	some i, exclusion in repository.values.image_tag_mutability_exclusion_filter
	exclusion.filter == "*"
	msg := "tags can be moved to other images: `filter` excludes all of them"
}

deny contains found if {
	some repository in input.resources.aws_ecr_repository
	some fault in _unscanned(repository)
	some found in _findings(repository, fault)
}

_switch := ["image_scanning_configuration", 0, "scan_on_push"]

_unscanned(repository) := off | unknown if {
	off := setting.off([repository], _switch, "images are not scanned")
	unknown := {{"path": place, "msg": "images are not scanned, unless this is true"} |
		some place in deferred.places(repository, _switch)
	}
}

# None where the registry scans; beside it, or at the name, if that is known only after apply.
_findings(repository, fault) := sure | besides | names if {
	registries := _registries(repository)
	rules := [rule |
		some registry in registries
		some rule in registry.values.rule
		object.get(rule, "scan_frequency", "") in {"SCAN_ON_PUSH", "CONTINUOUS_SCAN"}
	]
	scanning := [rule |
		some rule in rules
		some filter in rule.repository_filter
		_matches(filter.filter, object.get(repository.values, "name", ""))
	]
	doubts := [registry |
		some registry in registries
		not object.get(registry.unknown, "rule", []) in [[], false]
	]
	nameless := [1 |
		count(rules) > 0
		attribute.is_deferred(repository, ["name"])
	]
	sure := {finding.at(repository, fault.path, fault.msg) | count(scanning) + count(doubts) + count(nameless) == 0}
	besides := {finding.beside(repository, fault.path, registry, ["rule"], fault.msg) |
		count(scanning) == 0
		some registry in doubts
	}
	names := {finding.at(repository, ["name"], "images are not scanned, unless a rule of the registry matches this") |
		count(scanning) + count(doubts) == 0
		count(nameless) > 0
	}
}

# The registry is that of the account and region. Plans of old providers name no region.
_registries(repository) := [registry |
	some registry in input.resources.aws_ecr_registry_scanning_configuration
	object.get(registry.values, "region", "") == object.get(repository.values, "region", "")
	object.get(registry, "provider_config", "") == object.get(repository, "provider_config", "")
	not attribute.is_deferred(repository, ["region"])
]

# A filter without an asterisk matches every name that it is part of.
_matches(filter, name) if {
	not contains(filter, "*")
	contains(name, filter)
}

_matches(filter, name) if {
	contains(filter, "*")
	regex.match(sprintf("^%s$", [replace(replace(filter, ".", "[.]"), "*", ".*")]), name)
}
