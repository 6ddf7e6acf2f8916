package lib.cloud_sql_test

import rego.v1

import data.lib.cloud_sql

test_ip_configurations_that_are_written if {
	resource := {"values": {"settings": [{"ip_configuration": [{"ipv4_enabled": false}]}]}, "unknown": {}}
	cloud_sql.ip_configurations(resource) == {{
		"path": ["settings", 0, "ip_configuration", 0],
		"values": {"ipv4_enabled": false},
	}}
}

test_ip_configurations_that_are_missing if {
	missing := {{"path": ["settings", 0, "ip_configuration"], "values": {}}}
	cloud_sql.ip_configurations({"values": {"settings": [{}]}, "unknown": {}}) == missing
	cloud_sql.ip_configurations({"values": {"settings": [{"ip_configuration": []}]}, "unknown": {}}) == missing
}

test_ip_configurations_that_are_deferred if {
	unknown := {"settings": [{"ip_configuration": true}]}
	cloud_sql.ip_configurations({"values": {"settings": [{}]}, "unknown": unknown}) == set()
	cloud_sql.ip_configurations({"values": {}, "unknown": {"settings": true}}) == set()
	cloud_sql.ip_configurations({"values": {}, "unknown": {}}) == set()
}

test_is_copy if {
	cloud_sql.is_copy({"values": {"master_instance_name": "main"}, "unknown": {}})
	cloud_sql.is_copy({"values": {"clone": [{"source_instance_name": "main"}]}, "unknown": {}})
	cloud_sql.is_copy({"values": {"restore_backup_context": [{"backup_run_id": 1}]}, "unknown": {}})
	not cloud_sql.is_copy({"values": {"clone": [], "restore_backup_context": []}, "unknown": {}})
	not cloud_sql.is_copy({"values": {}, "unknown": {"master_instance_name": true}})
}

test_unsaid_is_at_the_path_unless_the_instance_is_a_copy if {
	cloud_sql.unsaid({"values": {}, "unknown": {}}, ["x"]) == {{"path": ["x"], "doubt": ""}}
	cloud_sql.unsaid({"values": {"master_instance_name": "main"}, "unknown": {}}, ["x"]) == set()
	cloud_sql.unsaid({"values": {"master_instance_name": "main"}, "unknown": {"clone": true}}, ["x"]) == set()
}

test_unsaid_is_at_what_makes_it_a_copy_where_that_is_deferred if {
	cloud_sql.unsaid({"values": {}, "unknown": {"master_instance_name": true, "clone": true}}, ["x"]) == {
		{"path": ["clone"], "doubt": ", unless `clone` makes it a copy"},
		{"path": ["master_instance_name"], "doubt": ", unless `master_instance_name` makes it a copy"},
	}
}

test_path_of_a_member if {
	written := {"path": ["settings", 0, "ip_configuration", 0], "values": {}}
	cloud_sql.path_of(written, "ssl_mode") == ["settings", 0, "ip_configuration", 0, "ssl_mode"]
	missing := {"path": ["settings", 0, "ip_configuration"], "values": {}}
	cloud_sql.path_of(missing, "ssl_mode") == ["settings", 0, "ip_configuration"]
}
