package rules.aws.msk.msk_encryption_test

import rego.v1

import data.rules.aws.msk.msk_encryption as rule

_cluster(values, unknown) := {"resources": {"aws_msk_cluster": [{
	"address": "aws_msk_cluster.c",
	"type": "aws_msk_cluster",
	"values": values,
	"unknown": unknown,
}]}}

_transit(values) := {"encryption_info": [{"encryption_in_transit": [values]}]}

_at(key, msg) := {
	"address": "aws_msk_cluster.c",
	"path": ["encryption_info", 0, "encryption_in_transit", 0, key],
	"msg": msg,
}

test_deny_clients_in_clear if {
	both := rule.deny with input as _cluster(_transit({"client_broker": "TLS_PLAINTEXT", "in_cluster": true}), {})
	both == {_at("client_broker", "clients may talk to brokers in clear: `client_broker` is TLS_PLAINTEXT")}
	alone := rule.deny with input as _cluster(_transit({"client_broker": "PLAINTEXT"}), {})
	alone == {_at("client_broker", "clients may talk to brokers in clear: `client_broker` is PLAINTEXT")}
}

test_deny_brokers_in_clear if {
	found := rule.deny with input as _cluster(_transit({"client_broker": "TLS", "in_cluster": false}), {})
	found == {_at("in_cluster", "brokers talk to each other in clear: `in_cluster` is false")}
}

test_allow_tls_and_the_default if {
	set_ := rule.deny with input as _cluster(_transit({"client_broker": "TLS", "in_cluster": true}), {})
	set_ == set()
	key := rule.deny with input as _cluster({"encryption_info": [{"encryption_in_transit": []}]}, {})
	key == set()
	left_out := rule.deny with input as _cluster({"encryption_info": []}, {})
	left_out == set()
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _cluster(
		_transit({}),
		{"encryption_info": [{"encryption_in_transit": [{"client_broker": true}]}]},
	)
	found == set()
}

_connector(block, unknown) := {"resources": {"aws_mskconnect_connector": [{
	"address": "aws_mskconnect_connector.c",
	"type": "aws_mskconnect_connector",
	"values": {"kafka_cluster_encryption_in_transit": [block]},
	"unknown": {"kafka_cluster_encryption_in_transit": [unknown]},
}]}}

_at_connector(state) := {{
	"address": "aws_mskconnect_connector.c",
	"path": ["kafka_cluster_encryption_in_transit", 0, "encryption_type"],
	"msg": sprintf("the connector talks to brokers in clear: `encryption_type` is %s", [state]),
}}

test_deny_a_connector_in_clear if {
	set_ := rule.deny with input as _connector({"encryption_type": "PLAINTEXT"}, {})
	set_ == _at_connector("PLAINTEXT")
	left_out := rule.deny with input as _connector({}, {})
	left_out == _at_connector("not set")
}

test_allow_a_connector_with_tls_or_what_is_unknown_at_plan if {
	tls := rule.deny with input as _connector({"encryption_type": "TLS"}, {})
	tls == set()
	deferred := rule.deny with input as _connector({}, {"encryption_type": true})
	deferred == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
