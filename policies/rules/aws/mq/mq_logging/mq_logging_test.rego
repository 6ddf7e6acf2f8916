package rules.aws.mq.mq_logging_test

import rego.v1

import data.rules.aws.mq.mq_logging as rule

_broker(values, unknown) := {"resources": {"aws_mq_broker": [{
	"address": "aws_mq_broker.b",
	"type": "aws_mq_broker",
	"values": values,
	"unknown": unknown,
}]}}

_engine(engine, logs) := _broker({"engine_type": engine, "logs": logs}, {})

_at(path, msg) := {"address": "aws_mq_broker.b", "path": path, "msg": msg}

_no_logs := {_at(["logs"], "broker writes no general log: `logs` is not set")}

test_deny_no_logs if {
	active := rule.deny with input as _engine("ActiveMQ", [])
	active == _no_logs
	rabbit := rule.deny with input as _engine("RabbitMQ", [])
	rabbit == _no_logs
}

test_deny_one_log_of_two if {
	audit := rule.deny with input as _engine("ACTIVEMQ", [{"general": true}])
	audit == {_at(["logs", 0, "audit"], "broker writes no audit log: `audit` is not set")}
	general := rule.deny with input as _engine("ActiveMQ", [{"general": false, "audit": "true"}])
	general == {_at(["logs", 0, "general"], "broker writes no general log: `general` is false")}
	both := rule.deny with input as _engine("ActiveMQ", [{"audit": "false"}])
	both == {
		_at(["logs", 0, "audit"], "broker writes no audit log: `audit` is false"),
		_at(["logs", 0, "general"], "broker writes no general log: `general` is not set"),
	}
}

test_allow_all_logs_of_the_engine if {
	active := rule.deny with input as _engine("ActiveMQ", [{"general": true, "audit": "true"}])
	active == set()
	rabbit := rule.deny with input as _engine("RabbitMQ", [{"general": true}])
	rabbit == set()
}

test_deny_at_what_is_unknown_at_plan if {
	engine := rule.deny with input as _broker({"logs": [{"general": true}]}, {"engine_type": true})
	engine == {_at(["engine_type"], "broker writes no audit log, if it is ActiveMQ")}
	audit := rule.deny with input as _broker(
		{"engine_type": "ActiveMQ", "logs": [{"general": true}]},
		{"logs": [{"audit": true}]},
	)
	audit == {_at(["logs", 0, "audit"], "broker writes no audit log, unless this is true")}
	rabbit := rule.deny with input as _broker(
		{"engine_type": "RabbitMQ", "logs": [{"general": true}]},
		{"logs": [{"audit": true}]},
	)
	rabbit == set()
}

test_allow_what_is_unknown_at_plan if {
	found := rule.deny with input as _broker({"engine_type": "ActiveMQ"}, {"logs": true})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
