# What trails of CloudTrail record.
package lib.cloudtrail

import rego.v1

# The trails that record what is done with the account itself. Those for data events alone stand beside another one.
of_management(trails) := [trail |
	some trail in trails
	not _is_for_data(trail)
]

# The trail is not turned off.
is_logging(trail) if object.get(trail.values, "enable_logging", true) == true

_is_for_data(trail) if {
	count(object.get(trail.values, "event_selector", [])) > 0
	every selector in trail.values.event_selector {
		selector.include_management_events == false
	}
}

_is_for_data(trail) if {
	count(object.get(trail.values, "advanced_event_selector", [])) > 0
	every selector in trail.values.advanced_event_selector {
		_is_of_data(selector)
	}
}

_is_of_data(selector) if {
	some field in selector.field_selector
	field.field == "eventCategory"
	count(field.equals) > 0
	not "Management" in field.equals
}
