package rules.aws.memorydb.memorydb_open_access_test

import rego.v1

import data.rules.aws.memorydb.memorydb_open_access as rule

_cluster(values, unknown) := {"resources": {"aws_memorydb_cluster": [{
	"address": "aws_memorydb_cluster.c",
	"type": "aws_memorydb_cluster",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_the_list_for_everybody if {
	every tls in [{}, {"tls_enabled": true}] {
		found := rule.deny with input as _cluster(object.union({"acl_name": "open-access"}, tls), {})
		found == {{
			"address": "aws_memorydb_cluster.c",
			"path": ["acl_name"],
			"msg": "clients need no credentials: `acl_name` is open-access",
		}}
	}
}

test_allow_another_list if {
	found := rule.deny with input as _cluster({"acl_name": "carts"}, {})
	found == set()
}

test_allow_clusters_that_can_have_no_other if {
	found := rule.deny with input as _cluster({"acl_name": "open-access", "tls_enabled": false}, {})
	found == set()
}

test_allow_a_value_unknown_at_plan if {
	found := rule.deny with input as _cluster({}, {"acl_name": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
