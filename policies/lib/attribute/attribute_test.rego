package lib.attribute_test

import rego.v1

import data.lib.attribute

test_is_set_by_any_value_that_says_something if {
	every value in ["x", 0, false, true, [null], {"a": null}] {
		attribute.is_set({"key": value}, "key")
	}
}

test_is_set_not_by_what_stands_for_left_out if {
	every value in [null, "", [], {}] {
		not attribute.is_set({"key": value}, "key")
	}
	not attribute.is_set({}, "key")
}

test_is_deferred_at_and_above_a_path if {
	resource := {"unknown": {"whole": true, "list": [{}, {"key": true}], "known": []}}
	attribute.is_deferred(resource, ["whole"])
	attribute.is_deferred(resource, ["whole", 3, "key"])
	attribute.is_deferred(resource, ["list", 1, "key"])
	not attribute.is_deferred(resource, ["list", 0, "key"])
	not attribute.is_deferred(resource, ["list"])
	not attribute.is_deferred(resource, ["known"])
	not attribute.is_deferred(resource, ["absent", "key"])
}

test_is_given_known_or_deferred if {
	resource := {"values": {"name": "x", "empty": ""}, "unknown": {"key": true}}
	attribute.is_given(resource, "name")
	attribute.is_given(resource, "key")
	not attribute.is_given(resource, "empty")
	attribute.is_left_out(resource, "empty")
	attribute.is_left_out(resource, "absent")
	not attribute.is_left_out(resource, "key")
}

test_is_off_when_false_or_left_out if {
	resource := {"values": {"no": false, "yes": true, "block": [{}]}, "unknown": {"later": true}}
	attribute.is_off(resource, ["no"])
	attribute.is_off(resource, ["absent"])
	attribute.is_off(resource, ["block", 0, "absent"])
	not attribute.is_off(resource, ["yes"])
	not attribute.is_off(resource, ["later"])
}
