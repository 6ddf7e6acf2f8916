# What a change to something that exists does, and why. A change is an element of `input.changes`.
package lib.change

import rego.v1

import data.lib.attribute

# The object is destroyed and nothing takes its place. What an earlier replacement left behind (a deposed object)
# is no deletion of its own: the plan that replaced it was the one to judge.
is_delete(changed) if {
	changed.actions == ["delete"]
	not changed.deposed
	not _is_left_alone(changed)
}

# The object is destroyed, before or after another one is made.
is_replace(changed) if {
	"create" in changed.actions
	"delete" in changed.actions
	not _is_left_alone(changed)
}

# The object, or the one in its place, has other values afterwards.
is_rewrite(changed) if changed.actions == ["update"]

is_rewrite(changed) if {
	"create" in changed.actions
	count(changed.actions) == 2
}

# The object leaves the state and goes on existing, alone or beside another one.
is_forget(changed) if {
	"forget" in changed.actions
	not changed.deposed
}

is_forget(changed) if {
	"delete" in changed.actions
	not changed.deposed
	_is_left_alone(changed)
}

# Providers that are told so drop the object from the state and delete nothing.
_is_left_alone(changed) if changed.before.skip_destroy == true

_is_left_alone(changed) if changed.before.deletion_policy == "ABANDON"

# The account leaves its organization.
_is_left_alone(changed) if {
	changed.type == "aws_organizations_account"
	not changed.before.close_on_deletion == true
}

# What is lost with the object, in a word, if anything is: "database". Of a replica nothing is.
holds(changed) := {what |
	what := object.get(data.params.stateful_types, changed.type, "")
	what != ""
	not _is_replica(changed)
}

_is_replica(changed) if {
	some key in ["replicate_source_db", "replication_source_identifier", "master_instance_name"]
	attribute.is_set(changed.before, key)
}

# `replication_role` is None once the replica is made a server of its own.
_is_replica(changed) if {
	changed.before.create_mode in {"Replica", "GeoReplica", "Secondary", "OnlineSecondary"}
	not changed.before.replication_role == "None"
}

_is_replica(changed) if {
	changed.type == "google_alloydb_cluster"
	changed.before.cluster_type == "SECONDARY"
}

# How the object is destroyed, as far as what it was tells: to go on from "bucket is destroyed".
manner(changed) := concat("", array.slice(array.concat(_manners(changed), _reluctance(changed)), 0, 1))

_manners(changed) := [way.text |
	some way in [
		{"key": "skip_final_snapshot", "value": true, "text": " without a final snapshot"},
		{"key": "skip_final_backup", "value": true, "text": " without a final backup"},
		{"key": "recovery_window_in_days", "value": 0, "text": " at once, without a recovery window"},
		{"key": "force_destroy", "value": true, "text": " with everything in it"},
		{"key": "force_delete", "value": true, "text": " with everything in it"},
		{"key": "delete_contents_on_destroy", "value": true, "text": " with everything in it"},
		{"key": "close_on_deletion", "value": true, "text": " with everything in it"},
	]
	changed.before[way.key] == way.value
]

# These the service deletes only if they are empty, unless the switch is on.
_reluctance(changed) := [" if it is empty" |
	switches := {
		"aws_ecr_repository": "force_delete",
		"aws_s3_bucket": "force_destroy",
		"google_storage_bucket": "force_destroy",
	}
	changed.before[switches[changed.type]] == false
]

_reasons := {
	"delete_because_count_index": "its index is beyond `count`",
	"delete_because_each_key": "its key is no longer in `for_each`",
	"delete_because_no_module": "its module is no longer in the configuration",
	"delete_because_no_move_target": "it was moved to an address that is not in the configuration",
	"delete_because_no_resource_config": "it is no longer in the configuration",
	"delete_because_wrong_repetition": "`count` or `for_each` was added or taken away",
	"replace_because_tainted": "it is tainted",
	"replace_by_request": "`-replace` asks for it",
	"replace_by_triggers": "`replace_triggered_by` asks for it",
}

# Why Terraform does it, to go on from what it does. Empty where the plan does not say it in known words.
reason(changed) := concat("", {sprintf(": %s", [text]) | some text in _reason(changed)})

_reason(changed) := {_reasons[changed.action_reason]} if _reasons[changed.action_reason]

_reason(changed) := texts if {
	not _reasons[changed.action_reason]
	texts := {text |
		names := [sprintf("`%s`", [_name(path)]) | some path in object.get(changed, "replace_paths", [])]
		count(names) > 0
		text := sprintf("%s can't be changed in place", [concat(", ", names)])
	}
}

# The path of the attribute that is why the object is replaced, or of the whole object. A value that is not
# known yet is no place to point at: Terraform replaces the object whatever it will be.
cause(changed) := [key |
	some path in array.slice(object.get(changed, "replace_paths", []), 0, 1)
	some key in array.slice(path, 0, 1)
	_is_known(changed, key)
]

_is_known(changed, key) if {
	object.get(changed.after, key, null) != null
	object.get(changed.unknown, key, null) == null
}

# A path as text: `settings[0].tier`.
_name(path) := trim_prefix(concat("", [_step(step) | some step in path]), ".")

_step(step) := sprintf(".%s", [step]) if is_string(step)

_step(step) := sprintf("[%v]", [step]) if not is_string(step)

_off_words := {
	"false", "disabled", "off", "none", "inactive", "suspended", "force", "default", "delete",
	"preferred", "plaintext", "tls_plaintext", "allow_unencrypted_and_encrypted", "ssl_mode_unspecified", "decrypted",
	"delete_protection_disabled", "point_in_time_recovery_disabled",
}

# The value of a switch means that it is off, as does a switch that is not set.
is_off(value) if value in {null, false, 0, "", [], {}}

is_off(value) if {
	is_string(value)
	lower(value) in _off_words
}

# Attributes to look out for, in the form that `differences` wants.
# A name is dotted, without indices (`versioning.enabled`), and its blocks are such that occur once.
watch(names) := {
	"plain": {name | some name in names; not contains(name, ".")},
	"nested": [{"name": name, "steps": split(name, ".")} | some name in names; contains(name, ".")],
	"blocks": {split(name, ".")[0] | some name in names; contains(name, ".")},
}

# Where watched attributes differ in an update or a replacement, each with its `name`, the `path` in what will be,
# the values `before` and `after` (null where not set) and whether that is `deferred`. What a replacement
# leaves out of a block is no difference unless it is why: the provider may compute it for the new object.
differences(changed, watched) := [difference |
	keys := (object.keys(changed.before) | object.keys(changed.after)) | object.keys(changed.unknown)
	some place in array.concat(_plain(keys & watched.plain), _nested(changed, keys & watched.blocks, watched.nested))
	difference := {
		"name": place.name,
		"path": _reach(changed.after, place.path),
		"before": object.get(changed.before, place.path, null),
		"after": object.get(changed.after, place.path, null),
		"deferred": _is_deferred(changed, place.path),
	}
	_differs(difference)
	not _may_be_computed(changed, place.path, difference)
]

_plain(keys) := [{"name": key, "path": [key]} | some key in keys]

_nested(changed, keys, nested) := [{"name": each.name, "path": _path(changed, each.steps)} |
	count(keys) > 0
	some each in nested
	each.steps[0] in keys
]

_is_deferred(changed, path) if attribute.is_deferred(changed, path)

_is_deferred(changed, path) := false if not attribute.is_deferred(changed, path)

_differs(difference) if difference.before != difference.after

_differs(difference) if difference.deferred

# Top-level attributes that are computed for the new object stand in neither `before` nor `after`.
_may_be_computed(changed, path, difference) if {
	"create" in changed.actions
	count(difference.path) > 1
	object.get(changed.after, difference.path, null) == null
	not difference.deferred
	not path[0] in {cause_[0] | some cause_ in object.get(changed, "replace_paths", [])}
}

# A nested block stands in a list; a nested attribute stands for itself.
_path(changed, steps) := [step | some i, key in steps; some step in _entered(i, key)] if _is_list(changed, steps[0])

_path(changed, steps) := steps if not _is_list(changed, steps[0])

_is_list(changed, key) if {
	some values in [changed.before, changed.after, changed.unknown]
	is_array(values[key])
}

_entered(i, key) := [0, key] if i > 0

_entered(i, key) := [key] if i == 0

# The part of the path that is there, and one key beyond.
_reach(values, path) := array.slice(path, 0, max({length |
	some length in numbers.range(1, count(path))
	is_string(path[length - 1])
	_is_block(values, array.slice(path, 0, length - 1))
}))

_is_block(_, path) if path == []

_is_block(values, path) if is_object(object.get(values, path, null))

# What a watched attribute was and is: "`encrypted` was true and is not set".
words(difference) := sprintf("`%s` %s and %s", [difference.name, _was(difference.before), _is(difference)])

_was(before) := sprintf("was %v", [before]) if before != null

_was(before) := "was not set" if before == null

_is(difference) := "is known only after apply" if difference.deferred

_is(difference) := sprintf("is %v", [difference.after]) if {
	not difference.deferred
	difference.after != null
}

_is(difference) := "is not set" if {
	not difference.deferred
	difference.after == null
}

# Watched switches that were on and are off, or may be.
losses(changed, watched) := [difference |
	some difference in differences(changed, watched)
	not is_off(difference.before)
	is_off(difference.after)
]

# Watched switches that were off and are on, or may be.
gains(changed, watched) := [difference |
	some difference in differences(changed, watched)
	is_off(difference.before)
	_may_be_on(difference)
]

_may_be_on(difference) if difference.deferred

_may_be_on(difference) if not is_off(difference.after)

# A term in days, as a number, in letters ("P10Y", "PT0S") or in seconds ("604800s"): what is less can be compared.
term(value) := {value} if is_number(value)

term(value) := {sum([amount |
	some part in regex.find_n(`[0-9]+[YMWD]`, value, -1)
	amount := to_number(regex.replace(part, `[YMWD]`, "")) * _days[substring(part, count(part) - 1, 1)]
])} if {
	is_string(value)
	regex.match(`^P([0-9]+[YMWD])*(T0S)?$`, value)
}

term(value) := {to_number(trim_suffix(value, "s"))} if {
	is_string(value)
	regex.match(`^([1-9][0-9]*|0)s?$`, value)
}

_days := {"D": 1, "M": 30, "W": 7, "Y": 365}

# Watched terms that were longer, or may have been. A text that is no term is left alone.
shortenings(changed, watched) := [difference |
	some difference in differences(changed, watched)
	some before in term(difference.before)
	_is_shorter(before, difference)
]

_is_shorter(before, difference) if {
	some after in term(difference.after)
	after < before
}

_is_shorter(before, difference) if {
	difference.after == null
	before > 0
}
