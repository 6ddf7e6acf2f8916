package lib.change_test

import rego.v1

import data.lib.change

test_kinds_of_change if {
	deletion := {"actions": ["delete"], "before": {}}
	change.is_delete(deletion)
	not change.is_replace(deletion)
	not change.is_forget(deletion)
	every actions in [["delete", "create"], ["create", "delete"]] {
		change.is_replace({"actions": actions, "before": {}})
		not change.is_delete({"actions": actions, "before": {}})
		not change.is_forget({"actions": actions, "before": {}})
	}
	every actions in [["forget"], ["create", "forget"]] {
		change.is_forget({"actions": actions, "before": {}})
		not change.is_replace({"actions": actions, "before": {}})
		not change.is_delete({"actions": actions, "before": {}})
	}
	not change.is_delete({"actions": ["update"], "before": {}})
	not change.is_replace({"actions": ["update"], "before": {}})
}

test_kinds_of_change_of_a_deposed_object if {
	not change.is_delete({"actions": ["delete"], "before": {}, "deposed": "00000001"})
	not change.is_forget({"actions": ["forget"], "before": {}, "deposed": "00000001"})
}

test_kinds_of_change_where_the_provider_deletes_nothing if {
	every before in [{"skip_destroy": true}, {"deletion_policy": "ABANDON"}] {
		change.is_forget({"actions": ["delete"], "before": before})
		not change.is_delete({"actions": ["delete"], "before": before})
		change.is_forget({"actions": ["delete", "create"], "before": before})
		not change.is_replace({"actions": ["create", "delete"], "before": before})
	}
	account := {"type": "aws_organizations_account", "actions": ["delete"], "before": {"close_on_deletion": false}}
	change.is_forget(account)
	not change.is_delete(account)
	change.is_delete(object.union(account, {"before": {"close_on_deletion": true}}))
}

test_holds_data if {
	change.holds({"type": "aws_db_instance", "before": {"replicate_source_db": ""}}) == {"database"}
	change.holds({"type": "aws_db_subnet_group", "before": {}}) == set()
	change.holds({"type": "aws_kms_key", "before": {}}) == set()
}

test_holds_no_data_of_its_own_as_a_replica if {
	change.holds({"type": "aws_db_instance", "before": {"replicate_source_db": "main"}}) == set()
	change.holds({"type": "google_sql_database_instance", "before": {"master_instance_name": "main"}}) == set()
	change.holds({"type": "azurerm_postgresql_flexible_server", "before": {"create_mode": "Replica"}}) == set()
	change.holds({"type": "azurerm_mssql_database", "before": {"create_mode": "Secondary"}}) == set()
	change.holds({"type": "google_alloydb_cluster", "before": {"cluster_type": "SECONDARY"}}) == set()
}

test_holds_data_as_no_replica_or_one_no_more if {
	every before in [
		{"create_mode": "Default"},
		{"create_mode": "PointInTimeRestore"},
		{"create_mode": "Replica", "replication_role": "None"},
	] {
		change.holds({"type": "azurerm_mysql_flexible_server", "before": before}) == {"database server"}
	}
}

test_manner_of_destruction if {
	change.manner({"type": "aws_db_instance", "before": {"skip_final_snapshot": true}}) == " without a final snapshot"
	change.manner({"type": "aws_db_instance", "before": {"skip_final_snapshot": false}}) == ""
	change.manner({"type": "aws_fsx_ontap_volume", "before": {"skip_final_backup": true}}) == " without a final backup"
	change.manner({"type": "aws_s3_bucket", "before": {"force_destroy": true}}) == " with everything in it"
	change.manner({"type": "aws_s3_bucket", "before": {"force_destroy": false}}) == " if it is empty"
	change.manner({"type": "aws_s3_bucket", "before": {}}) == ""
	change.manner({"type": "aws_dsql_cluster", "before": {"force_destroy": false}}) == ""
	change.manner({
		"type": "aws_secretsmanager_secret",
		"before": {"recovery_window_in_days": 0},
	}) == " at once, without a recovery window"
}

test_reason_in_words if {
	change.reason({"action_reason": "delete_because_no_resource_config"}) == ": it is no longer in the configuration"
	change.reason({"action_reason": "replace_because_tainted", "replace_paths": []}) == ": it is tainted"
	change.reason({
		"action_reason": "replace_because_cannot_update",
		"replace_paths": [["engine"], ["settings", 0, "tier"]],
	}) == ": `engine`, `settings[0].tier` can't be changed in place"
	change.reason({"replace_paths": [["engine"]]}) == ": `engine` can't be changed in place"
}

test_reason_not_known if {
	change.reason({}) == ""
	change.reason({"action_reason": "replace_because_the_moon_is_full"}) == ""
	change.reason({"action_reason": "replace_because_cannot_update", "replace_paths": []}) == ""
}

test_cause_of_a_replacement if {
	replacement := {"replace_paths": [["engine"], ["port"]], "after": {"engine": "b"}, "unknown": {}}
	change.cause(replacement) == ["engine"]
	change.cause(object.union(replacement, {"unknown": {"engine": true}})) == []
	change.cause({"replace_paths": [["engine"]], "after": {}, "unknown": {}}) == []
	change.cause({"replace_paths": [], "after": {}, "unknown": {}}) == []
	change.cause({"after": {}, "unknown": {}}) == []
}

test_is_off if {
	every value in [null, false, 0, "", [], {}, "false", "DISABLED", "None", "Suspended", "preferred"] {
		change.is_off(value)
	}
	every value in [true, 1, "true", "Enabled", "KMS", "TLS", "PREVENT", [0], {"a": 1}] {
		not change.is_off(value)
	}
}

_differences(changed) := change.differences(
	object.union({"actions": ["update"], "before": {}, "after": {}, "unknown": {}}, changed),
	change.watch(["encrypted", "settings.backup.enabled"]),
)

_difference(name, path, before, after, deferred) := {
	"name": name, "path": path, "before": before, "after": after, "deferred": deferred,
}

test_differences_of_a_top_level_attribute if {
	_differences({"before": {"encrypted": true, "size": 1}, "after": {"encrypted": false, "size": 2}}) == [_difference(
		"encrypted",
		["encrypted"], true, false, false,
	)]
	_differences({"before": {"encrypted": true}}) == [_difference("encrypted", ["encrypted"], true, null, false)]
	_differences({"after": {"encrypted": true}}) == [_difference("encrypted", ["encrypted"], null, true, false)]
	_differences({"before": {"size": 1}, "after": {"size": 2}}) == []
}

test_differences_in_nested_blocks if {
	_differences({
		"before": {"settings": [{"tier": "a", "backup": [{"enabled": true}]}]},
		"after": {"settings": [{"tier": "b", "backup": [{"enabled": false}]}]},
	}) == [_difference("settings.backup.enabled", ["settings", 0, "backup", 0, "enabled"], true, false, false)]
	_differences({
		"before": {"settings": [{"tier": "a", "backup": [{"enabled": true}]}]},
		"after": {"settings": [{"tier": "b", "backup": [{"enabled": true}]}]},
	}) == []
}

test_differences_in_nested_attributes if {
	_differences({
		"before": {"settings": {"backup": {"enabled": true}}},
		"after": {"settings": {"backup": {"enabled": false}}},
	}) == [_difference("settings.backup.enabled", ["settings", "backup", "enabled"], true, false, false)]
}

test_differences_point_at_the_block_that_is_gone if {
	before := {"settings": [{"backup": [{"enabled": true}]}]}
	every after in [{"settings": [{"backup": []}]}, {"settings": [{}]}] {
		_differences({"before": before, "after": after}) == [_difference(
			"settings.backup.enabled",
			["settings", 0, "backup"], true, null, false,
		)]
	}
	_differences({"before": before, "after": {}}) == [_difference(
		"settings.backup.enabled",
		["settings"], true, null, false,
	)]
}

test_differences_deferred if {
	_differences({"before": {"encrypted": true}, "unknown": {"encrypted": true}}) == [_difference(
		"encrypted",
		["encrypted"], true, null, true,
	)]
	_differences({
		"before": {"settings": [{"backup": [{"enabled": true}]}]},
		"after": {"settings": [{}]},
		"unknown": {"settings": [{"backup": true}]},
	}) == [_difference("settings.backup.enabled", ["settings", 0, "backup"], true, null, true)]
}

test_differences_of_a_replacement if {
	_differences({
		"actions": ["delete", "create"], "replace_paths": [["zone"]],
		"before": {"encrypted": true, "zone": "a"}, "after": {"zone": "b"},
	}) == [_difference("encrypted", ["encrypted"], true, null, false)]
	_differences({
		"actions": ["delete", "create"], "replace_paths": [["zone"]],
		"before": {"encrypted": true, "zone": "a"}, "after": {"encrypted": true, "zone": "b"},
	}) == []
	_differences({
		"actions": ["create", "delete"],
		"before": {"encrypted": true}, "after": {"encrypted": false},
	}) == [_difference("encrypted", ["encrypted"], true, false, false)]
}

test_differences_inside_a_block_of_a_replacement if {
	replacement := {
		"actions": ["delete", "create"],
		"before": {"settings": [{"backup": [{"enabled": true}]}]}, "after": {"settings": [{"backup": [{}]}]},
	}
	_differences(object.union(replacement, {"replace_paths": [["zone"]]})) == []
	_differences(object.union(replacement, {"replace_paths": [["settings", 0, "backup"]]})) == [_difference(
		"settings.backup.enabled",
		["settings", 0, "backup", 0, "enabled"], true, null, false,
	)]
	every after in [{"settings": []}, {}] {
		_differences(object.union(object.remove(replacement, ["after"]), {"after": after})) == [_difference(
			"settings.backup.enabled",
			["settings"], true, null, false,
		)]
	}
	_differences(object.union(replacement, {"after": {"settings": [{"backup": []}]}})) == [_difference(
		"settings.backup.enabled",
		["settings", 0, "backup"], true, null, false,
	)]
}

test_losses_and_gains if {
	off := {
		"actions": ["update"],
		"before": {"on": true, "off": false}, "after": {"on": false, "off": true}, "unknown": {},
	}
	watched := change.watch(["on", "off"])
	[loss.name | some loss in change.losses(off, watched)] == ["on"]
	[gain.name | some gain in change.gains(off, watched)] == ["off"]
	deferred := {"actions": ["update"], "before": off.before, "after": {}, "unknown": {"on": true, "off": true}}
	[loss.name | some loss in change.losses(deferred, watched)] == ["on"]
	[gain.name | some gain in change.gains(deferred, watched)] == ["off"]
}

test_gains_not_of_what_was_on_before_it_was_deferred if {
	changed := {
		"actions": ["update"],
		"before": {"artifacts": [{"encryption_disabled": true}]}, "after": {}, "unknown": {"artifacts": true},
	}
	change.gains(changed, change.watch(["artifacts.encryption_disabled"])) == []
}

test_differences_of_a_new_object_beside_a_forgotten_one if {
	change.differences(
		{"actions": ["create", "forget"], "before": {"encrypted": true}, "after": {}, "unknown": {}},
		change.watch(["encrypted"]),
	) == [_difference("encrypted", ["encrypted"], true, null, false)]
}

test_is_rewrite if {
	every actions in [["update"], ["delete", "create"], ["create", "delete"], ["create", "forget"]] {
		change.is_rewrite({"actions": actions})
	}
	every actions in [["delete"], ["forget"]] {
		not change.is_rewrite({"actions": actions})
	}
}

test_words if {
	change.words(_difference("encrypted", [], true, false, false)) == "`encrypted` was true and is false"
	change.words(_difference("encrypted", [], true, null, false)) == "`encrypted` was true and is not set"
	change.words(_difference("force", [], null, null, true)) == "`force` was not set and is known only after apply"
}

test_term if {
	change.term(7) == {7}
	change.term("P10Y") == {3650}
	change.term("P1Y2M1W3D") == {435}
	change.term("PT0S") == {0}
	change.term("604800s") == {604800}
	change.term("30") == {30}
	every value in [null, "", "daily", "P", true, [1]] {
		count({days | some days in change.term(value); days > 0}) == 0
	}
}

_shorter(before, after, unknown) := [difference.name | some difference in change.shortenings(
	{"actions": ["update"], "before": {"days": before}, "after": after, "unknown": unknown},
	change.watch(["days"]),
)]

test_shortenings if {
	_shorter(7, {"days": 6}, {}) == ["days"]
	_shorter("P1Y", {"days": "P11M"}, {}) == ["days"]
	_shorter(7, {}, {}) == ["days"]
	_shorter(7, {}, {"days": true}) == ["days"]
	_shorter(7, {"days": 8}, {}) == []
	_shorter(0, {}, {}) == []
	_shorter("daily", {"days": "weekly"}, {}) == []
}
