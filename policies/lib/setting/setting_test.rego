package lib.setting_test

import rego.v1

import data.lib.setting

_one(values) := [{"address": "x.y", "type": "x", "values": values, "unknown": {}}]

_deferred(unknown) := [{"address": "x.y", "type": "x", "values": {}, "unknown": unknown}]

_at(path, msg) := {{"address": "x.y", "path": path, "msg": msg}}

test_a_switch_that_is_not_on if {
	path := ["logs", 0, "audit"]
	setting.off(_one({"logs": [{"audit": false}]}), path, "no log") == _at(path, "no log: `audit` is false")
	setting.off(_one({"logs": [{}]}), path, "no log") == _at(path, "no log: `audit` is not set")
	setting.off(_one({"logs": []}), path, "no log") == _at(["logs"], "no log: `logs` is not set")
	setting.off(_one({}), path, "no log") == _at(["logs"], "no log: `logs` is not set")
	setting.off(_one({"logs": [{"audit": true}]}), path, "no log") == set()
	setting.off(_deferred({"logs": [{"audit": true}]}), path, "no log") == set()
	setting.off(_deferred({"logs": true}), path, "no log") == set()
}

test_a_block_that_is_missing_in_a_block if {
	path := ["logging", 0, "broker", 0, "enabled"]
	found := setting.off(_one({"logging": [{"broker": []}]}), path, "no log")
	found == _at(["logging", 0, "broker"], "no log: `broker` is not set")
}

test_a_switch_that_is_on if {
	setting.on(_one({"public": true}), ["public"], "public") == _at(["public"], "public: `public` is true")
	setting.on(_one({"public": false}), ["public"], "public") == set()
	setting.on(_one({}), ["public"], "public") == set()
}

test_what_says_nothing if {
	setting.unset(_one({"key": ""}), ["key"], "no key") == _at(["key"], "no key: `key` is not set")
	setting.unset(_one({"block": []}), ["block"], "no block") == _at(["block"], "no block: `block` is not set")
	setting.unset(_one({}), ["block", 0, "key"], "no key") == _at(["block"], "no key: `block` is not set")
	setting.unset(_one({"key": "a"}), ["key"], "no key") == set()
	setting.unset(_deferred({"key": true}), ["key"], "no key") == set()
}

test_a_number_that_is_too_low if {
	limit := {"least": 7, "default": 1}
	setting.below(_one({"days": 3}), ["days"], limit, "short") == _at(["days"], "short: `days` is 3")
	setting.below(_one({}), ["days"], limit, "short") == _at(["days"], "short: `days` is not set")
	setting.below(_one({}), ["days"], {"least": 7}, "short") == set()
	setting.below(_one({"days": 7}), ["days"], limit, "short") == set()
	setting.below(_deferred({"days": true}), ["days"], limit, "short") == set()
}

test_a_value_that_is_none_of_the_good_ones if {
	choice := {"good": {"new", "newer"}, "default": "old"}
	setting.other_than(_one({"mode": "off"}), ["mode"], choice, "weak") == _at(["mode"], "weak: `mode` is off")
	setting.other_than(_one({}), ["mode"], choice, "weak") == _at(["mode"], "weak: `mode` is not set")
	setting.other_than(_one({}), ["mode"], {"good": {"new"}}, "weak") == set()
	setting.other_than(_one({"mode": "newer"}), ["mode"], choice, "weak") == set()
	setting.other_than(_deferred({"mode": true}), ["mode"], choice, "weak") == set()
}

test_a_value_that_is_one_of_the_bad_ones if {
	choice := {"bad": {"old", "older"}, "default": "old"}
	setting.one_of(_one({"mode": "older"}), ["mode"], choice, "weak") == _at(["mode"], "weak: `mode` is older")
	setting.one_of(_one({}), ["mode"], choice, "weak") == _at(["mode"], "weak: `mode` is not set")
	setting.one_of(_one({}), ["mode"], {"bad": {"old"}}, "weak") == set()
	setting.one_of(_one({"mode": "new"}), ["mode"], choice, "weak") == set()
	setting.one_of(_deferred({"mode": true}), ["mode"], choice, "weak") == set()
}

test_a_list_that_lacks_something if {
	wanted := ["api", "audit"]
	found := setting.lacking(_one({"types": ["api"]}), ["types"], wanted, "no log")
	found == _at(["types"], "no log: `types` lacks audit")
	left_out := setting.lacking(_one({}), ["types"], wanted, "no log")
	left_out == _at(["types"], "no log: `types` lacks api, audit")
	setting.lacking(_one({"types": ["audit", "api", "x"]}), ["types"], wanted, "no log") == set()
	setting.lacking(_one({"types": ["api", null]}), ["types"], wanted, "no log") == set()
	setting.lacking(_deferred({"types": true}), ["types"], wanted, "no log") == set()
}
