package rules.change.sources.module_unpinned_test

import rego.v1

import data.rules.change.sources.module_unpinned as rule

_plan(source, members) := {"modules": [object.union({"address": "module.m", "source": source}, members)]}

_found(path, msg) := {{"address": "module.m", "path": path, "msg": msg}}

_source(source) := found if {
	found := rule.deny with input as _plan(source, {})
}

test_deny_registry_modules_without_a_constraint if {
	every source in [
		"hashicorp/consul/aws",
		"hashicorp/consul/aws//modules/consul-cluster",
		"app.terraform.io/shop/network/aws",
		"localhost.example:8443/shop/network/aws",
	] {
		_source(source) == _found(["version_constraint"], "module of a registry has no version constraint")
	}
	empty := rule.deny with input as _plan("hashicorp/consul/aws", {"version_constraint": ""})
	empty == _found(["version_constraint"], "module of a registry has no version constraint")
}

test_deny_git_sources_without_a_ref if {
	every source in [
		"git::https://example.com/vpc.git",
		"git::https://example.com/network.git//modules/vpc?depth=1",
		"git::ssh://git@example.com/vpc.git?ref=",
		"git::git@example.com:shop/vpc.git",
		"git@github.com:shop/vpc.git",
		"github.com/shop/vpc",
		"github.com/shop/infra//modules/vpc",
		"bitbucket.org/shop/vpc",
	] {
		_source(source) == _found(["source"], "Git source names no `ref`")
	}
}

test_deny_branches if {
	every source in [
		"git::https://example.com/vpc.git?ref=main",
		"github.com/shop/infra//modules/vpc?ref=master",
		"git@github.com:shop/vpc.git?depth=1&ref=HEAD",
		"git::https://example.com/vpc.git?ref=refs/heads/v1",
		"git::https://example.com/vpc.git?ref=refs%2Fheads%2Fv1",
		"git::https://example.com/vpc.git?ref=origin/develop",
	] {
		_source(source) == _found(["source"], "Git source has a branch for its `ref`")
	}
}

test_deny_branches_that_users_add if {
	nightly := _plan("github.com/shop/vpc?ref=nightly", {})
	found := rule.deny with input as nightly with data.params.module_branches as ["nightly"]
	found == _found(["source"], "Git source has a branch for its `ref`")
}

test_deny_mercurial_without_a_revision if {
	_source("hg::http://example.com/vpc.hg") == _found(["source"], "Mercurial source names no `rev`")
	_source("hg::http://example.com/vpc.hg?rev=default") == _found(
		["source"],
		"Mercurial source has a branch for its `rev`",
	)
}

test_deny_archives_without_a_version if {
	every source in [
		"https://example.com/vpc-module.zip",
		"https://10.1.2.3/vpc.zip",
		"https://example.com/vpc-module?archive=zip",
		"s3::https://s3-eu-west-1.amazonaws.com/shop-modules/vpc.zip",
		"gcs::https://www.googleapis.com/storage/v1/modules/vpc.zip",
		"gcs::https://www.googleapis.com/storage/v1/modules-2025.1/vpc.zip",
		"s3::https://s3.eu-west-1.amazonaws.com/shop-modules-123456789012/vpc.zip",
		"https://artifacts.example.com/v2/vpc.zip",
		"https://artifacts.example.com/api/v2/vpc.zip",
		"https://example.com/123456789012/vpc.zip",
		"https://github.com/shop/terraform-v2/archive/refs/heads/main.zip",
		"https://github.com/shop/terraform-v2/archive/main.zip",
		"https://gitlab.com/shop/infra/terraform-v2/-/archive/main/vpc.zip",
		"https://codeload.github.com/shop/terraform/zip/refs/heads/release-1.2",
	] {
		_source(source) == _found(["source"], "archive names neither a version nor a checksum")
	}
}

test_allow_pinned_sources if {
	every source in [
		"git::https://example.com/vpc.git?ref=v1.2.0",
		"git::https://example.com/vpc.git?ref=51d462976d84fdea54b47d80dcabbf680badcdb8",
		"git::https://example.com/vpc.git?depth=1&ref=maintained-1",
		"git@github.com:shop/vpc.git//sub?ref=refs/tags/main",
		"github.com/shop/infra//modules/vpc?ref=2025.3",
		"hg::http://example.com/vpc.hg?rev=1.2.0",
		"https://example.com/vpc-1.2.0.zip",
		"https://example.com/51d462976d84fdea54b47d80dcabbf680badcdb8/vpc.zip",
		"https://example.com/vpc.zip?checksum=sha256:abc",
		"https://example.com/8ac1f0e/vpc.zip",
		"https://example.com/2025-03-01/vpc.zip",
		"https://artifacts.example.com/v2/vpc-1.4.zip",
		"https://github.com/shop/terraform/archive/refs/tags/v2.zip",
		"https://github.com/shop/terraform/releases/download/v2.0.1/vpc.zip",
		"https://gitlab.com/shop/infra/terraform/-/archive/v2/vpc.zip",
		"s3::https://s3-eu-west-1.amazonaws.com/shop-modules/v3/vpc.zip",
		"gcs::https://www.googleapis.com/storage/v1/modules/vpc-1.2.zip",
	] {
		_source(source) == set()
	}
}

test_allow_registry_modules_with_a_constraint if {
	every version in ["5.1.0", "~> 5.1", ">= 5.0, < 6.0"] {
		found := rule.deny with input as _plan("terraform-aws-modules/vpc/aws", {"version_constraint": version})
		count(found) == 0
	}
}

test_allow_local_modules if {
	every source in ["./vpc", "../modules/vpc", "/srv/modules/vpc", `C:\modules\vpc`, "./a/b/c", ".", ".."] {
		_source(source) == set()
	}
}

# A source is a constant: Terraform takes nothing else.
test_allow_arguments_unknown_at_plan if {
	found := rule.deny with input as _plan("./vpc", {"unknown": {"name": true}})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}, "modules": []}
	found == set()
}
