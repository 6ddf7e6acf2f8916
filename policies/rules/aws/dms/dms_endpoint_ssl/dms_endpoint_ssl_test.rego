package rules.aws.dms.dms_endpoint_ssl_test

import rego.v1

import data.rules.aws.dms.dms_endpoint_ssl as rule

_endpoint(values, unknown) := {"resources": {"aws_dms_endpoint": [{
	"address": "aws_dms_endpoint.e",
	"type": "aws_dms_endpoint",
	"values": values,
	"unknown": unknown,
}]}}

_of(engine, values) := _endpoint(object.union({"engine_name": engine}, values), {})

_at(path, msg) := {{
	"address": "aws_dms_endpoint.e",
	"path": path,
	"msg": sprintf("the connection is not encrypted%s", [msg]),
}}

test_deny_databases_in_clear if {
	none := rule.deny with input as _of("postgres", {"ssl_mode": "none"})
	none == _at(["ssl_mode"], ": `ssl_mode` is none")
	left_out := rule.deny with input as _of("mysql", {})
	left_out == _at(["ssl_mode"], ": `ssl_mode` is not set")
}

test_deny_kafka_and_redis_in_clear if {
	path := ["kafka_settings", 0, "security_protocol"]
	kafka := rule.deny with input as _of("kafka", {"kafka_settings": [{"broker": "b:9092"}]})
	kafka == _at(path, ": `security_protocol` is not set")
	redis := rule.deny with input as _of("redis", {"redis_settings": [{"ssl_security_protocol": "plaintext"}]})
	redis == _at(["redis_settings", 0, "ssl_security_protocol"], ": `ssl_security_protocol` is plaintext")
}

test_allow_tls if {
	every mode in ["require", "verify-ca", "verify-full"] {
		found := rule.deny with input as _of("postgres", {"ssl_mode": mode})
		found == set()
	}
	kafka := rule.deny with input as _of("kafka", {"kafka_settings": [{"security_protocol": "sasl-ssl"}]})
	kafka == set()
	redis := rule.deny with input as _of("redis", {"redis_settings": [{"port": 6379}]})
	redis == set()
}

test_allow_endpoints_that_always_use_tls if {
	every engine in ["s3", "kinesis", "dynamodb", "opensearch", "redshift"] {
		found := rule.deny with input as _of(engine, {"ssl_mode": "none"})
		found == set()
	}
}

test_deny_at_an_engine_unknown_at_plan if {
	found := rule.deny with input as _endpoint({}, {"engine_name": true})
	found == _at(["engine_name"], ", if this is a database")
}

test_allow_what_is_unknown_at_plan if {
	mode := rule.deny with input as _endpoint({"engine_name": "oracle"}, {"ssl_mode": true})
	mode == set()
	engine := rule.deny with input as _endpoint({"ssl_mode": "require"}, {"engine_name": true})
	engine == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
