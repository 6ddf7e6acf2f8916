# Resources whose only job is protection, and what they protect. A change is an element of `input.changes`.
package lib.guard

import rego.v1

import data.lib.attribute
import data.lib.change

# What the resource guards against, if it is a safeguard.
against(type) := {text |
	text := object.get(data.params.guard_types, type, "")
	text != ""
}

_switches(type) := object.get(data.params.guard_switches, type, {})

_watched := {type: change.watch(object.keys(switches)) | some type, switches in data.params.guard_switches}

# Switches of a safeguard that were on and are off, or may be.
losses(changed) := [difference |
	_watched[changed.type]
	some difference in change.differences(changed, _watched[changed.type])
	_is_on(changed.type, difference.name, difference.before)
	_may_be_off(changed.type, difference)
]

_may_be_off(_, difference) if difference.deferred

_may_be_off(type, difference) if {
	not difference.deferred
	not _is_on(type, difference.name, difference.after)
}

_is_on(type, name, value) if value in object.get(_switches(type), name, [])

# The safeguard did nothing before: it has switches that are set, and none is on.
was_off(changed) if {
	some name, _ in _switches(changed.type)
	_value(changed.before, name) != null
	count([1 | some other, _ in _switches(changed.type); _is_on(changed.type, other, _value(changed.before, other))]) == 0
}

# Without a setting of its own a bucket is encrypted with AES256 all the same.
was_off(changed) if {
	changed.type == "aws_s3_bucket_server_side_encryption_configuration"
	count([1 |
		some rule in changed.before.rule
		some encryption in rule.apply_server_side_encryption_by_default
		startswith(encryption.sse_algorithm, "aws:kms")
	]) == 0
}

# Settings for metrics alone record no actions.
was_off(changed) if {
	changed.type == "azurerm_monitor_diagnostic_setting"
	count([1 | some key in ["enabled_log", "log"]; attribute.is_set(changed.before, key)]) == 0
}

# Blocks on the way occur once.
_value(values, name) := object.get(values, _path(values, split(name, ".")), null)

_path(values, steps) := [step | some i, key in steps; some step in _entered(i, key)] if is_array(values[steps[0]])

_path(values, steps) := steps if not is_array(values[steps[0]])

_entered(i, key) := [0, key] if i > 0

_entered(i, key) := [key] if i == 0

_subject_keys := [
	"bucket", "backup_vault_name", "database_id", "disk", "disk_id", "eni_id", "file_system_id", "folder",
	"kubernetes_cluster_id", "network_security_group_id", "parent", "project", "resource", "resource_arn",
	"resource_group_id", "resource_id", "scope", "server_id", "source_storage_account_id", "source_vm_id",
	"storage_account_id", "storage_container_resource_manager_id", "subnet_id", "target_id",
	"target_resource_id", "transit_gateway_id", "vpc_id",
]

# Where they write to is not what they guard.
_destinations := {
	"azurerm_monitor_diagnostic_setting": {"storage_account_id"},
	"azurerm_network_watcher_flow_log": {"storage_account_id"},
}

# What the safeguard guards, as an attribute and its value.
_subjects(changed) := [{"key": key, "value": changed.before[key]} |
	some key in _subject_keys
	is_string(changed.before[key])
	changed.before[key] != ""
	not key in object.get(_destinations, changed.type, set())
]

# The plan destroys what is guarded as well.
goes_with_its_subject(changed) if {
	some subject in _subjects(changed)
	_is_deleted(subject)
}

# All that the backups were made of.
goes_with_its_subject(changed) if {
	changed.type == "aws_backup_selection"
	is_object(_deleted)
	resources := changed.before.resources
	count(resources) > 0
	count([1 | some name in resources; name in _deleted.ids]) == count(resources)
	every key in ["condition", "selection_tag"] {
		not attribute.is_set(changed.before, key)
	}
}

_is_deleted(subject) if {
	subject.key == "bucket"
	subject.value in _deleted.buckets
}

_is_deleted(subject) if {
	subject.key == "disk"
	subject.value in _deleted.disks
}

_is_deleted(subject) if {
	not subject.key in {"bucket", "disk"}
	some holder in _holders(subject.value)
	holder in _deleted.ids
}

# The resource and, of a path, all that it is a part of: `/subscriptions/1/resourceGroups/a` of what is inside it.
_holders(value) := {value} if not contains(_plain(value), "/")

_holders(value) := {concat("/", array.slice(steps, 0, length)) | some length in numbers.range(2, count(steps))} if {
	contains(_plain(value), "/")
	steps := split(_plain(value), "/")
}

# Deny policies of Google name what they are attached to in their own way.
_plain(value) := trim_prefix(replace(replace(value, "%2F", "/"), "%2f", "/"), "cloudresourcemanager.googleapis.com/")

# Buckets go by their names, as the id of many a setting of a bucket is the name of the bucket.
_deleted := {
	"buckets": _values({"aws_s3_bucket"}, "bucket"),
	"disks": _values({"google_compute_disk", "google_compute_region_disk"}, "name"),
	"ids": {changed.before[key] |
		some changed in input.changes
		"delete" in changed.actions
		object.get(data.params.guard_types, changed.type, "") == ""
		some key in ["arn", "id", "project_id"]
		attribute.is_set(changed.before, key)
	},
}

_values(types, key) := {changed.before[key] |
	some changed in input.changes
	changed.type in types
	"delete" in changed.actions
	attribute.is_set(changed.before, key)
}

# The plan deletes all there is.
is_all_deleted if {
	input.plan.resources == count([1 |
		some changed in input.changes
		changed.actions == ["delete"]
		not changed.deposed
	])
}

# What a replaced safeguard guarded and guards no more, or perhaps no more.
deserted(changed) := {subject |
	some subject in _subjects(changed)
	_leaves(changed, subject)
	_is_left_behind(changed.type, subject)
} if {
	is_object(_deleted)
	is_set(_new_subjects)
	change.is_replace(changed)
}

_is_left_behind(type, subject) if {
	not _is_deleted(subject)
	not _is_taken_over(type, subject)
}

_leaves(changed, subject) if attribute.is_deferred(changed, [subject.key])

# The letter case of Azure's ids says nothing.
_leaves(changed, subject) if {
	after := object.get(changed.after, subject.key, "")
	after != ""
	lower(after) != lower(subject.value)
}

# Another safeguard of the type comes to guard the same.
is_taken_over(changed) if {
	some subject in _subjects(changed)
	_is_taken_over(changed.type, subject)
}

_is_taken_over(type, subject) if [type, subject.key, lower(subject.value)] in _new_subjects

_new_subjects := {[changed.type, key, lower(changed.after[key])] |
	some changed in input.changes
	object.get(data.params.guard_types, changed.type, "") != ""
	some key in _subject_keys
	is_string(changed.after[key])
	changed.after[key] != object.get(changed.before, key, "")
}
