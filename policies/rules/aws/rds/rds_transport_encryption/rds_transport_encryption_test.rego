package rules.aws.rds.rds_transport_encryption_test

import rego.v1

import data.rules.aws.rds.rds_transport_encryption as rule

_found(type, values, unknown) := found if {
	found := rule.deny with input as {"resources": {type: [{
		"address": sprintf("%s.x", [type]),
		"type": type,
		"values": values,
		"unknown": unknown,
	}]}}
}

_at(type, path, msg) := {{
	"address": sprintf("%s.x", [type]),
	"path": path,
	"msg": sprintf("connections without TLS are taken%s", [msg]),
}}

_group(family, name, value) := {"family": family, "parameter": [{"name": name, "value": value}]}

_of_instances := "aws_db_parameter_group"

_of_clusters := "aws_rds_cluster_parameter_group"

test_deny_what_is_turned_off if {
	path := ["parameter", 0, "value"]
	postgres := _found(_of_instances, _group("postgres17", "rds.force_ssl", "0"), {})
	postgres == _at(_of_instances, path, ": `rds.force_ssl` is 0")
	mysql := _found(_of_clusters, _group("aurora-mysql8.0", "require_secure_transport", "OFF"), {})
	mysql == _at(_of_clusters, path, ": `require_secure_transport` is OFF")
}

test_deny_what_is_left_to_a_default_that_is_off if {
	every family in ["postgres9.6", "postgres14", "sqlserver-ee-15.0"] {
		found := _found(_of_instances, _group(family, "log_connections", "1"), {})
		found == _at(_of_instances, ["parameter"], ", as long as nothing sets `rds.force_ssl`")
	}
	every family in ["mysql8.0", "mariadb10.11"] {
		found := _found(_of_instances, {"family": family}, {})
		found == _at(_of_instances, ["parameter"], ", as long as nothing sets `require_secure_transport`")
	}
	aurora := _found(_of_clusters, {"family": "aurora-postgresql16"}, {})
	aurora == _at(_of_clusters, ["parameter"], ", as long as nothing sets `rds.force_ssl`")
}

test_allow_what_is_turned_on if {
	_found(_of_instances, _group("postgres14", "rds.force_ssl", "1"), {}) == set()
	_found(_of_instances, _group("mysql8.0", "require_secure_transport", "ON"), {}) == set()
}

test_allow_a_default_that_is_on_or_not_known if {
	every family in ["postgres15", "postgres17", "mysql8.4", "mariadb11.8", "oracle-ee-19"] {
		_found(_of_instances, {"family": family}, {}) == set()
	}
	_found(_of_clusters, {"family": "aurora-postgresql17"}, {}) == set()
}

test_allow_a_group_of_members_of_aurora if {
	_found(_of_instances, {"family": "aurora-mysql8.0"}, {}) == set()
}

test_deny_at_what_is_unknown_at_plan if {
	value := _found(
		_of_instances,
		{"family": "postgres14", "parameter": [{"name": "rds.force_ssl"}]},
		{"parameter": [{"value": true}]},
	)
	value == _at(_of_instances, ["parameter", 0, "value"], ": `rds.force_ssl` is known only after apply")
	block := _found(_of_instances, {"family": "postgres14"}, {"parameter": true})
	names := _found(
		_of_instances,
		{"family": "postgres14", "parameter": [{"value": "1"}, {"name": "log_connections", "value": "1"}]},
		{"parameter": [{"name": true}, {}]},
	)
	names == _at(_of_instances, ["parameter", 0, "name"], ", as long as nothing sets `rds.force_ssl`")
	block == _at(_of_instances, ["parameter"], ", as long as nothing sets `rds.force_ssl`")
}

test_deny_default_parameters_that_allow_it if {
	instance := {"engine": "postgres", "engine_version": "14.12"}
	key := ["parameter_group_name"]
	_found("aws_db_instance", instance, {}) == _at(
		"aws_db_instance",
		key,
		": the default parameters of postgres14 allow them",
	)
	named := {"engine": "sqlserver-se", "parameter_group_name": "default.sqlserver-se-15.0"}
	_found("aws_db_instance", named, {}) == _at(
		"aws_db_instance",
		key,
		": the default parameters of sqlserver-se allow them",
	)
	cluster := {"engine": "aurora-mysql", "engine_version": "8.0.mysql_aurora.3.08.0"}
	_found("aws_rds_cluster", cluster, {}) == _at(
		"aws_rds_cluster",
		["db_cluster_parameter_group_name"],
		": the default parameters of aurora-mysql8.0 allow them",
	)
}

test_allow_databases_with_a_group_or_a_default_that_may_be_good if {
	old := {"engine": "mysql", "engine_version": "8.0.40"}
	_found("aws_db_instance", object.union(old, {"parameter_group_name": "orders"}), {}) == set()
	_found("aws_db_instance", old, {"parameter_group_name": true}) == set()
	_found("aws_db_instance", object.union(old, {"replicate_source_db": "main"}), {}) == set()
	_found("aws_db_instance", {"engine": "postgres", "engine_version": "16"}, {}) == set()
	_found("aws_db_instance", {"engine": "mysql"}, {}) == set()
	_found("aws_rds_cluster", {"engine": "aurora-postgresql"}, {"engine_version": true}) == set()
}

_proxy(values, unknown) := {"resources": {"aws_db_proxy": [{
	"address": "aws_db_proxy.p",
	"type": "aws_db_proxy",
	"values": values,
	"unknown": unknown,
}]}}

test_deny_a_proxy_that_takes_what_comes if {
	every state in ["not set", "false"] {
		values := {"require_tls": false | state == "false"}
		found := rule.deny with input as _proxy(values, {})
		found == {{
			"address": "aws_db_proxy.p",
			"path": ["require_tls"],
			"msg": sprintf("connections without TLS are taken: `require_tls` is %s", [state]),
		}}
	}
}

test_allow_a_proxy_with_tls_or_unknown_at_plan if {
	on := rule.deny with input as _proxy({"require_tls": true}, {})
	on == set()
	deferred := rule.deny with input as _proxy({}, {"require_tls": true})
	deferred == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
