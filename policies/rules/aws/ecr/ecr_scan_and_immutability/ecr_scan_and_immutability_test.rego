package rules.aws.ecr.ecr_scan_and_immutability_test

import rego.v1

import data.rules.aws.ecr.ecr_scan_and_immutability as rule

_address := "aws_ecr_repository.r"

_repository(values, unknown) := {
	"address": _address,
	"type": "aws_ecr_repository",
	"values": values,
	"unknown": unknown,
}

_plan(values, unknown) := {"resources": {"aws_ecr_repository": [_repository(values, unknown)]}}

_unscanned := {"name": "shop/web", "image_tag_mutability": "IMMUTABLE"}

_registry(rules, unknown) := {
	"address": "aws_ecr_registry_scanning_configuration.all",
	"type": "aws_ecr_registry_scanning_configuration",
	"values": {"scan_type": "ENHANCED", "rule": rules},
	"unknown": unknown,
}

_beside(registry, name) := {"resources": {
	"aws_ecr_repository": [_repository(object.union(_unscanned, name), {})],
	"aws_ecr_registry_scanning_configuration": [registry],
}}

_rules(frequency, filter) := [{
	"scan_frequency": frequency,
	"repository_filter": [{"filter": filter, "filter_type": "WILDCARD"}],
}]

_at(path, msg) := {"address": _address, "path": path, "msg": msg}

_not_scanned := _at(
	["image_scanning_configuration"],
	"images are not scanned: `image_scanning_configuration` is not set",
)

test_deny_the_defaults if {
	found := rule.deny with input as _plan({"name": "shop"}, {})
	found == {
		_not_scanned,
		_at(["image_tag_mutability"], "tags can be moved to other images: `image_tag_mutability` is not set"),
	}
}

test_deny_what_is_turned_off if {
	found := rule.deny with input as _plan(
		{"image_tag_mutability": "MUTABLE", "image_scanning_configuration": [{"scan_on_push": false}]},
		{},
	)
	found == {
		_at(["image_scanning_configuration", 0, "scan_on_push"], "images are not scanned: `scan_on_push` is false"),
		_at(["image_tag_mutability"], "tags can be moved to other images: `image_tag_mutability` is MUTABLE"),
	}
}

test_deny_an_exclusion_of_everything if {
	found := rule.deny with input as _plan(
		{
			"image_tag_mutability": "IMMUTABLE_WITH_EXCLUSION",
			"image_tag_mutability_exclusion_filter": [{"filter": "dev-*"}, {"filter": "*"}],
			"image_scanning_configuration": [{"scan_on_push": true}],
		},
		{},
	)
	found == {_at(
		["image_tag_mutability_exclusion_filter", 1, "filter"],
		"tags can be moved to other images: `filter` excludes all of them",
	)}
}

test_allow_scans_and_tags_that_stay if {
	scan := [{"scan_on_push": true}]
	every mutability in ["IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"] {
		values := {"image_tag_mutability": mutability, "image_scanning_configuration": scan}
		found := rule.deny with input as _plan(values, {})
		found == set()
	}
}

test_allow_what_the_registry_scans if {
	every filter in ["*", "shop/*", "web", "sh*w*b"] {
		found := rule.deny with input as _beside(_registry(_rules("SCAN_ON_PUSH", filter), {}), {})
		found == set()
	}
	continuous := rule.deny with input as _beside(_registry(_rules("CONTINUOUS_SCAN", "*"), {}), {})
	continuous == set()
}

test_deny_what_the_registry_does_not_scan if {
	every filter in ["shop", "shop/*x", "prod*", "x"] {
		found := rule.deny with input as _beside(_registry(_rules("SCAN_ON_PUSH", filter), {}), {"name": "other/web"})
		found == {_not_scanned}
	}
	by_hand := rule.deny with input as _beside(_registry(_rules("MANUAL", "*"), {}), {})
	by_hand == {_not_scanned}
	elsewhere := object.union(_registry(_rules("SCAN_ON_PUSH", "*"), {}), {"provider_config": "aws.other"})
	other := rule.deny with input as _beside(elsewhere, {})
	other == {_not_scanned}
}

test_deny_at_what_is_unknown_at_plan if {
	switch := rule.deny with input as _plan(
		object.union(_unscanned, {"image_scanning_configuration": [{}]}),
		{"image_scanning_configuration": [{"scan_on_push": true}]},
	)
	switch == {_at(["image_scanning_configuration", 0, "scan_on_push"], "images are not scanned, unless this is true")}
	registry := rule.deny with input as _beside(_registry([], {"rule": true}), {})
	registry == {object.union(_not_scanned, {"beside": {
		"address": "aws_ecr_registry_scanning_configuration.all",
		"path": ["rule"],
	}})}
	name := rule.deny with input as {"resources": {
		"aws_ecr_repository": [_repository({"image_tag_mutability": "IMMUTABLE"}, {"name": true})],
		"aws_ecr_registry_scanning_configuration": [_registry(_rules("SCAN_ON_PUSH", "shop"), {})],
	}}
	name == {_at(["name"], "images are not scanned, unless a rule of the registry matches this")}
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _plan(
		{"image_scanning_configuration": [{"scan_on_push": true}]},
		{"image_tag_mutability": true},
	)
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
