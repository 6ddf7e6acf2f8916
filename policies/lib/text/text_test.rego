package lib.text_test

import rego.v1

import data.lib.text

test_state_of_an_attribute if {
	text.state({"encrypted": false}, "encrypted") == "`encrypted` is false"
	text.state({"ssl_mode": "ENCRYPTED_ONLY"}, "ssl_mode") == "`ssl_mode` is ENCRYPTED_ONLY"
	text.state({}, "encrypted") == "`encrypted` is not set"
}

test_several if {
	text.several([]) == ""
	text.several(["a"]) == "a"
	text.several(["a", "b", "c"]) == "a, b, c"
	text.several(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"
}

test_states_of_members_of_json if {
	text.state({"EnableEbsEncryption": false}, "EnableEbsEncryption") == "`EnableEbsEncryption` is false"
	text.state({}, "EnableEbsEncryption") == "`EnableEbsEncryption` is not set"
}
