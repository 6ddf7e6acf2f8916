package lib.text_test

import rego.v1

import data.lib.text

test_state_of_an_attribute if {
	text.state({"encrypted": false}, "encrypted") == "`encrypted` is false"
	text.state({"ssl_mode": "ENCRYPTED_ONLY"}, "ssl_mode") == "`ssl_mode` is ENCRYPTED_ONLY"
	text.state({}, "encrypted") == "`encrypted` is not set"
}
