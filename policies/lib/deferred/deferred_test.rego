package lib.deferred_test

import rego.v1

import data.lib.deferred

_path := ["logs", 0, "audit"]

test_the_value_is_unknown if {
	deferred.places({"unknown": {"logs": [{"audit": true}]}}, _path) == {_path}
	deferred.places({"unknown": {"logs": true}}, _path) == {["logs"]}
}

test_the_value_is_not_unknown if {
	deferred.places({"unknown": {}}, _path) == set()
	deferred.places({"unknown": {"logs": [{"general": true}]}}, _path) == set()
}
