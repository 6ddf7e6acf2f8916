package lib.account_setting_test

import rego.v1

import data.lib.account_setting

_resource := {"address": "x.y", "provider_config": "aws", "values": {"region": "eu-central-1"}, "unknown": {}}

_setting(values, unknown) := object.union(
	{"address": "s.t", "provider_config": "aws", "values": {"region": "eu-central-1"}, "unknown": unknown},
	{"values": values},
)

_unless(setting) := account_setting.unless(
	_resource,
	["flag"],
	"off",
	{"settings": [setting], "path": ["enabled"], "good": {true, null}},
)

_found := {"address": "x.y", "path": ["flag"], "msg": "off"}

test_a_setting_that_decides if {
	_unless(_setting({"enabled": true}, {})) == set()
	_unless(_setting({}, {})) == set()
	_unless(_setting({"enabled": false}, {})) == {_found}
}

test_a_setting_of_elsewhere if {
	_unless(_setting({"enabled": true, "region": "us-east-1"}, {})) == {_found}
	_unless(object.union(_setting({"enabled": true}, {}), {"provider_config": "aws.other"})) == {_found}
}

test_a_setting_unknown_at_plan if {
	found := _unless(_setting({}, {"enabled": true}))
	found == {object.union(_found, {"beside": {"address": "s.t", "path": ["enabled"]}})}
}

test_a_region_unknown_at_plan if {
	resource := {"address": "x.y", "values": {}, "unknown": {"region": true}}
	account_setting.in_force(resource, [{"address": "s.t", "values": {}, "unknown": {}}]) == []
}
