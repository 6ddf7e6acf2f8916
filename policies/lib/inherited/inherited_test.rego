package lib.inherited_test

import rego.v1

import data.lib.inherited

_one(values, unknown) := [{"address": "x.y", "type": "x", "values": values, "unknown": unknown}]

_found(values, unknown) := inherited.off(
	_one(values, unknown),
	["sse", 0, "on"],
	["snapshot", "stream"],
	"not encrypted",
)

_at(path, msg) := {"address": "x.y", "path": path, "msg": msg}

test_a_switch_without_a_source if {
	_found({}, {}) == {_at(["sse"], "not encrypted: `sse` is not set")}
	_found({"sse": [{"on": false}], "snapshot": "", "stream": []}, {}) == {_at(
		["sse", 0, "on"],
		"not encrypted: `on` is false",
	)}
	_found({"sse": [{"on": true}]}, {}) == set()
	_found({}, {"sse": true}) == set()
}

test_a_source_decides if {
	_found({"snapshot": "s"}, {}) == set()
	_found({"stream": [{}]}, {"snapshot": true}) == set()
}

test_a_source_that_is_unknown_at_plan if {
	_found({"sse": [{"on": false}]}, {"snapshot": true}) == {_at(
		["snapshot"],
		"not encrypted, unless `snapshot` names a source that is",
	)}
	_found({"sse": [{"on": true}]}, {"snapshot": true}) == set()
	_found({}, {"sse": [{"on": true}], "snapshot": true}) == set()
}
