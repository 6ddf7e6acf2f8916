package lib.text_test

import rego.v1

import data.lib.text

_ten := "0123456789"

test_brief_keeps_what_is_short if {
	text.brief("") == ""
	text.brief(concat("", [_ten, _ten])) == "01234567890123456789"
}

test_brief_cuts_what_is_long if {
	long := concat("", [_ten | some _ in numbers.range(1, 9)])
	text.brief(long) == "01234567890123456789012345678901234567890123456789012345678901234567890123456..."
}

test_state_of_an_attribute if {
	text.state({"encrypted": false}, "encrypted") == "`encrypted` is false"
	text.state({"ssl_mode": "ENCRYPTED_ONLY"}, "ssl_mode") == "`ssl_mode` is ENCRYPTED_ONLY"
	text.state({}, "encrypted") == "`encrypted` is not set"
}
