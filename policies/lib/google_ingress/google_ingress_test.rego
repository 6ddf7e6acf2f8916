package lib.google_ingress_test

import rego.v1

import data.lib.google_ingress

_ssh(values, unknown) := google_ingress.openings({"values": values, "unknown": unknown}, ["tcp"], 22)

_world := {"source_ranges": ["0.0.0.0/0"]}

_is_open(allow) if {
	_ssh(object.union(_world, {"allow": allow}), {}) == {{
		"path": ["source_ranges", 0],
		"text": "is open to 0.0.0.0/0",
	}}
}

_is_closed(allow) if _ssh(object.union(_world, {"allow": allow}), {}) == set()

test_openings_of_the_port if {
	_is_open([{"protocol": "tcp", "ports": ["22"]}])
	_is_open([{"protocol": "TCP", "ports": ["20-30"]}])
	_is_open([{"protocol": "6", "ports": []}])
	_is_open([{"protocol": "all"}])
	_is_open([{"protocol": "icmp"}, {"protocol": "tcp", "ports": ["80", "1-65535"]}])
}

test_openings_not_of_other_ports_and_protocols if {
	_is_closed([{"protocol": "tcp", "ports": ["80", "23-65535"]}])
	_is_closed([{"protocol": "udp", "ports": ["22"]}])
	_is_closed([{"protocol": "icmp"}])
	_is_closed([])
}

test_openings_of_each_range if {
	found := _ssh(
		{"source_ranges": ["10.0.0.0/8", "0.0.0.0/0", "::/0"], "allow": [{"protocol": "all"}]},
		{},
	)
	found == {
		{"path": ["source_ranges", 1], "text": "is open to 0.0.0.0/0"},
		{"path": ["source_ranges", 2], "text": "is open to ::/0"},
	}
}

test_openings_not_to_some_sources if {
	allow := [{"protocol": "tcp", "ports": ["22"]}]
	_ssh({"source_ranges": ["35.235.240.0/20"], "allow": allow}, {}) == set()
	_ssh({"source_tags": ["bastion"], "allow": allow}, {}) == set()
	_ssh({"source_service_accounts": ["a@b"], "allow": allow}, {}) == set()
	_ssh({"allow": allow}, {"source_tags": true}) == set()
}

test_openings_to_the_world_beside_tags if {
	found := _ssh(
		{"source_ranges": ["0.0.0.0/0"], "source_tags": ["bastion"], "allow": [{"protocol": "tcp"}]},
		{},
	)
	found == {{"path": ["source_ranges", 0], "text": "is open to 0.0.0.0/0"}}
}

test_openings_without_a_source if {
	opening := {"path": ["source_ranges"], "text": "is open to 0.0.0.0/0, as no source is given"}
	_ssh({"allow": [{"protocol": "tcp"}]}, {}) == {opening}
	_ssh({"allow": [{"protocol": "tcp"}], "source_ranges": [], "source_tags": []}, {}) == {opening}
}

test_openings_of_rules_in_force if {
	allow := object.union(_world, {"allow": [{"protocol": "tcp", "ports": ["22"]}]})
	count(_ssh(object.union(allow, {"direction": "INGRESS", "disabled": false}), {})) == 1
	_ssh(object.union(allow, {"direction": "EGRESS"}), {}) == set()
	_ssh(object.union(allow, {"disabled": true}), {}) == set()
	_ssh(allow, {"direction": true}) == set()
	_ssh(allow, {"disabled": true}) == set()
}

test_openings_at_deferred_sources if {
	text := "is open to a range known only after apply"
	_ssh({"allow": [{"protocol": "tcp"}]}, {"source_ranges": true}) == {{"path": ["source_ranges"], "text": text}}
	some_known := {"allow": [{"protocol": "tcp"}], "source_ranges": ["10.0.0.0/8", null]}
	_ssh(some_known, {"source_ranges": [false, true]}) == {{"path": ["source_ranges", 1], "text": text}}
	_ssh({"allow": [{"protocol": "tcp", "ports": ["443"]}]}, {"source_ranges": true}) == set()
}

test_openings_at_deferred_parts_of_allow if {
	_ssh(_world, {"allow": true}) == {{
		"path": ["allow"],
		"text": "may be open to 0.0.0.0/0, as `allow` is known only after apply",
	}}
	_ssh(object.union(_world, {"allow": [{"protocol": "tcp"}]}), {"allow": [{"ports": true}]}) == {{
		"path": ["allow", 0, "ports"],
		"text": "may be open to 0.0.0.0/0, as `ports` is known only after apply",
	}}
	_ssh(object.union(_world, {"allow": [{"ports": ["22"]}]}), {"allow": [{"protocol": true}]}) == {{
		"path": ["allow", 0, "protocol"],
		"text": "may be open to 0.0.0.0/0, as `protocol` is known only after apply",
	}}
}

test_openings_say_nothing_of_deferred_parts_that_do_not_matter if {
	_ssh(object.union(_world, {"allow": [{"protocol": "udp"}]}), {"allow": [{"ports": true}]}) == set()
	_ssh(object.union(_world, {"allow": [{"ports": ["443"]}]}), {"allow": [{"protocol": true}]}) == set()
	_ssh(
		object.union(_world, {"allow": [{"protocol": "tcp"}, {"protocol": "tcp", "ports": ["22"]}]}),
		{"allow": [{"ports": true}, {}]},
	) == {{"path": ["source_ranges", 0], "text": "is open to 0.0.0.0/0"}}
}
