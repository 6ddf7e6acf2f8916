package lib.cloudtrail_test

import rego.v1

import data.lib.cloudtrail

_advanced(categories) := {"values": {"advanced_event_selector": [{"field_selector": [{
	"field": "eventCategory",
	"equals": categories,
}]}]}}

_selector(selectors) := {"values": {"event_selector": selectors}}

_data := {"include_management_events": false}

test_a_trail_records_management_unless_it_says_otherwise if {
	trails := [
		{"values": {}},
		_selector([]),
		_selector([{}]),
		_selector([_data, {"include_management_events": true}]),
		_advanced(["Management"]),
		{"values": {"advanced_event_selector": [{"field_selector": [{"field": "eventCategory"}]}]}},
	]
	cloudtrail.of_management(trails) == trails
}

test_a_trail_of_data_alone_does_not if {
	cloudtrail.of_management([_selector([_data]), _advanced(["Data"])]) == []
}

test_a_trail_logs_unless_it_is_turned_off if {
	cloudtrail.is_logging({"values": {}})
	not cloudtrail.is_logging({"values": {"enable_logging": false}})
}
