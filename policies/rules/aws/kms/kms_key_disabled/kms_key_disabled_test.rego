package rules.aws.kms.kms_key_disabled_test

import rego.v1

import data.rules.aws.kms.kms_key_disabled as rule

_material := {"key_material_base64": "c2VjcmV0"}

# What is needed beside the flag, by type.
_flags := {
	"aws_kms_key": ["is_enabled", {}],
	"aws_kms_replica_key": ["enabled", {}],
	"aws_kms_external_key": ["enabled", _material],
	"aws_kms_replica_external_key": ["enabled", _material],
}

_one(type, values, unknown) := {"resources": {type: [{
	"address": sprintf("%s.k", [type]),
	"values": values,
	"unknown": unknown,
}]}}

test_deny_keys_that_are_disabled if {
	every type, flag in _flags {
		found := rule.deny with input as _one(type, object.union(flag[1], {flag[0]: false}), {})
		found == {{
			"address": sprintf("%s.k", [type]),
			"path": [flag[0]],
			"msg": sprintf("nothing can be decrypted with the key: `%s` is false", [flag[0]]),
		}}
	}
}

test_allow_keys_that_are_enabled if {
	every type, flag in _flags {
		left_out := rule.deny with input as _one(type, flag[1], {})
		left_out == set()
		on := rule.deny with input as _one(type, object.union(flag[1], {flag[0]: true}), {})
		on == set()
	}
}

test_allow_a_key_without_material if {
	found := rule.deny with input as _one("aws_kms_external_key", {"enabled": false}, {})
	found == set()
}

test_allow_a_flag_unknown_at_plan if {
	every type, flag in _flags {
		found := rule.deny with input as _one(type, flag[1], {flag[0]: true})
		found == set()
	}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
