package lib.parameter_group_test

import rego.v1

import data.lib.parameter_group

_group(parameters, unknown) := {"values": {"parameter": parameters}, "unknown": unknown}

_off(value) := _group([{"name": "log", "value": "x"}, {"name": "tls", "value": value}], {})

_choice := {"bad": {"disabled"}}

_default := {"bad": {"disabled"}, "default": "disabled"}

test_what_the_group_says if {
	found := parameter_group.faults(_off("Disabled"), "tls", _choice)
	found == {{"path": ["parameter", 1, "value"], "state": "`tls` is disabled"}}
	parameter_group.faults(_off("enabled"), "tls", _default) == set()
}

test_what_the_group_leaves_out if {
	missing := {{"path": ["parameter"], "state": "`tls` is not set"}}
	parameter_group.faults(_group([{"name": "log", "value": "x"}], {}), "tls", _default) == missing
	parameter_group.faults({"values": {}, "unknown": {}}, "tls", _default) == missing
	parameter_group.faults(_group([], {}), "tls", _choice) == set()
}

test_what_is_unknown if {
	value := _group([{"name": "tls"}], {"parameter": [{"value": true}]})
	state := "`tls` is known only after apply"
	parameter_group.faults(value, "tls", _choice) == {{"path": ["parameter", 0, "value"], "state": state}}
	whole := {"values": {}, "unknown": {"parameter": true}}
	parameter_group.faults(whole, "tls", _default) == {{"path": ["parameter"], "state": state}}
	name := _group([{"value": "disabled"}], {"parameter": [{"name": true}]})
	parameter_group.faults(name, "tls", _default) == {{"path": ["parameter", 0, "name"], "state": state}}
	other := _group([{"name": "tls", "value": "enabled"}, {"name": "log"}], {"parameter": [{}, {"value": true}]})
	parameter_group.faults(other, "tls", _default) == set()
}

test_the_group_of_aws if {
	parameter_group.is_default({"values": {}, "unknown": {}}, "group")
	parameter_group.is_default({"values": {"group": "default.neptune1.4"}, "unknown": {}}, "group")
	not parameter_group.is_default({"values": {"group": "shop"}, "unknown": {}}, "group")
	not parameter_group.is_default({"values": {}, "unknown": {"group": true}}, "group")
}
