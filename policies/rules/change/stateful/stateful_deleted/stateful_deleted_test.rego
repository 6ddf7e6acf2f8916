package rules.change.stateful.stateful_deleted_test

import rego.v1

import data.rules.change.stateful.stateful_deleted as rule

_plan(type, members) := {"changes": [object.union(
	{
		"address": sprintf("%s.a", [type]), "type": type, "actions": ["delete"],
		"before": {}, "after": {}, "unknown": {},
	},
	members,
)]}

_found(type, msg) := {{"address": sprintf("%s.a", [type]), "path": [], "msg": msg}}

test_deny_a_store_without_a_reason if {
	found := rule.deny with input as _plan("aws_efs_file_system", {})
	found == _found("aws_efs_file_system", "file system is destroyed")
}

test_deny_with_what_is_known if {
	database := rule.deny with input as _plan("aws_db_instance", {
		"before": {"skip_final_snapshot": true},
		"action_reason": "delete_because_no_resource_config",
	})
	database == _found(
		"aws_db_instance",
		"database is destroyed without a final snapshot: it is no longer in the configuration",
	)
	bucket := rule.deny with input as _plan("google_storage_bucket", {
		"before": {"force_destroy": true},
		"action_reason": "delete_because_each_key",
	})
	bucket == _found(
		"google_storage_bucket",
		"bucket is destroyed with everything in it: its key is no longer in `for_each`",
	)
}

test_deny_a_reason_of_later_versions if {
	found := rule.deny with input as _plan("azurerm_managed_disk", {"action_reason": "delete_because_of_something"})
	found == _found("azurerm_managed_disk", "disk is destroyed")
}

test_deny_types_that_users_add if {
	types := {"acme_ledger": "ledger"}
	found := rule.deny with input as _plan("acme_ledger", {}) with data.params.stateful_types as types
	found == _found("acme_ledger", "ledger is destroyed")
}

test_allow_other_changes if {
	every actions in [["update"], ["delete", "create"], ["create", "delete"], ["forget"], ["create", "forget"]] {
		found := rule.deny with input as _plan("aws_db_instance", {"actions": actions})
		found == set()
	}
}

test_allow_what_loses_nothing if {
	group := rule.deny with input as _plan("aws_db_subnet_group", {})
	group == set()
	replica := rule.deny with input as _plan("aws_db_instance", {"before": {"replicate_source_db": "main"}})
	replica == set()
	kept := rule.deny with input as _plan("aws_cloudwatch_log_group", {"before": {"skip_destroy": true}})
	kept == set()
	deposed := rule.deny with input as _plan("aws_db_instance", {"deposed": "0a1b2c3d"})
	deposed == set()
	key := rule.deny with input as _plan("aws_kms_key", {})
	key == set()
}

test_allow_an_update_to_a_value_unknown_at_plan if {
	found := rule.deny with input as _plan("aws_db_instance", {"actions": ["update"], "unknown": {"port": true}})
	found == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}, "changes": []}
	found == set()
	none := rule.deny with input as {"resources": {}}
	none == set()
}

test_deny_an_account_that_is_closed if {
	found := rule.deny with input as _plan("aws_organizations_account", {"before": {"close_on_deletion": true}})
	found == _found("aws_organizations_account", "account is destroyed with everything in it")
}

test_allow_replicas_of_azure if {
	found := rule.deny with input as _plan("azurerm_mssql_database", {"before": {"create_mode": "Secondary"}})
	found == set()
}
