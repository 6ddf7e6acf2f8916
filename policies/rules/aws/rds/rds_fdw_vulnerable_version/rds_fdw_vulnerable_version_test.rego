package rules.aws.rds.rds_fdw_vulnerable_version_test

import rego.v1

import data.rules.aws.rds.rds_fdw_vulnerable_version as rule

_found(type, values, unknown) := found if {
	found := rule.deny with input as {"resources": {type: [{
		"address": sprintf("%s.db", [type]),
		"type": type,
		"values": values,
		"unknown": unknown,
	}]}}
}

_versions(type, engine, versions) := {version |
	some version in versions
	found := _found(type, {"engine": engine, "engine_version": version}, {})
	found == {{
		"address": sprintf("%s.db", [type]),
		"path": ["engine_version"],
		"msg": sprintf("the database lets its users read files of the host: `engine_version` is %s", [version]),
	}}
}

test_deny_versions_with_the_flaw if {
	bad := {"13.2", "12.6", "11.11", "11.1", "10.16", "9.6.21", "9.5", "9.4.26"}
	_versions("aws_db_instance", "postgres", bad) == bad
	bad_of_aurora := {"10.13", "11.8", "11.6"}
	_versions("aws_rds_cluster", "aurora-postgresql", bad_of_aurora) == bad_of_aurora
}

test_allow_other_versions if {
	every version in ["13.3", "13", "13.15", "14.1", "12.7", "11.22", "10.17", "9.6.22", "9.6", "17.2"] {
		_found("aws_db_instance", {"engine": "postgres", "engine_version": version}, {}) == set()
	}
	every version in ["11.9", "10.14", "12.4", "13.2", "16"] {
		_found("aws_rds_cluster", {"engine": "aurora-postgresql", "engine_version": version}, {}) == set()
	}
}

test_allow_other_engines_and_no_version if {
	_found("aws_db_instance", {"engine": "mariadb", "engine_version": "10.6.14"}, {}) == set()
	_found("aws_db_instance", {"engine": "postgres"}, {}) == set()
	_found("aws_db_instance", {"engine": "mysql"}, {"engine_version": true}) == set()
}

test_deny_at_a_version_unknown_at_plan if {
	found := _found("aws_db_instance", {"engine": "postgres"}, {"engine_version": true})
	found == {{
		"address": "aws_db_instance.db",
		"path": ["engine_version"],
		"msg": "the database may be of a version that lets its users read files of the host",
	}}
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
