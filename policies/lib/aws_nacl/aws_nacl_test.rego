package lib.aws_nacl_test

import rego.v1

import data.lib.aws_nacl

_entry(number, action, protocol, from, to, cidr) := {
	"rule_no": number, "action": action, "protocol": protocol, "from_port": from, "to_port": to, "cidr_block": cidr,
}

_acl(ingress, unknown) := {
	"address": "aws_network_acl.a",
	"type": "aws_network_acl",
	"values": {"ingress": ingress},
	"unknown": unknown,
}

_own(name, number, action, ports, values, unknown) := {
	"address": sprintf("aws_network_acl_rule.%s", [name]),
	"type": "aws_network_acl_rule",
	"values": object.union(
		{
			"rule_number": number, "rule_action": action, "protocol": "tcp",
			"from_port": ports[0], "to_port": ports[1], "cidr_block": "0.0.0.0/0",
		},
		values,
	),
	"unknown": unknown,
}

_ssh(resources) := aws_nacl.port_findings(resources, ["tcp"], 22, "SSH")

_ssh_of(entries) := {found.path | some found in _ssh({"aws_network_acl": [_acl(entries, {})]})}

_every_of(entries) := {found.path |
	some found in aws_nacl.every_port_findings({"aws_network_acl": [_acl(entries, {})]})
}

_world := "0.0.0.0/0"

_msg := "SSH is open to 0.0.0.0/0"

_found(address, path) := {"address": address, "path": path, "msg": _msg}

_beside(address, path, other, other_path) := object.union(
	_found(address, path),
	{"beside": {"address": other, "path": other_path}},
)

test_port_findings_follow_the_order_of_numbers if {
	open := _entry(200, "allow", "tcp", 0, 1024, _world)
	_ssh_of([open]) == {["ingress", 0, "cidr_block"]}
	_ssh_of([open, _entry(100, "deny", "tcp", 22, 22, _world)]) == set()
	_ssh_of([_entry(100, "deny", "-1", 0, 0, _world), open]) == set()
	_ssh_of([open, _entry(300, "deny", "tcp", 22, 22, _world)]) == {["ingress", 0, "cidr_block"]}
}

test_port_findings_in_spite_of_a_denial_of_something_else if {
	open := _entry(200, "allow", "tcp", 0, 1024, _world)
	every denial in [
		_entry(100, "deny", "tcp", 23, 80, _world),
		_entry(100, "deny", "udp", 22, 22, _world),
		_entry(100, "deny", "tcp", 22, 22, "203.0.113.0/24"),
		_entry(100, "deny", "tcp", 22, 22, "::/0"),
	] {
		_ssh_of([open, denial]) == {["ingress", 0, "cidr_block"]}
	}
}

test_port_findings_leave_every_port_alone_unless_one_is_kept_out if {
	everything := _entry(200, "allow", "-1", 0, 0, _world)
	_ssh_of([everything]) == set()
	_ssh_of([everything, _entry(100, "deny", "tcp", 3389, 3389, _world)]) == {["ingress", 0, "cidr_block"]}
	_ssh_of([everything, _entry(100, "deny", "tcp", 22, 22, _world)]) == set()
}

test_every_port_findings if {
	_every_of([_entry(200, "allow", "-1", 0, 0, _world)]) == {["ingress", 0, "cidr_block"]}
	_every_of([_entry(200, "allow", "tcp", 0, 65535, _world)]) == {["ingress", 0, "cidr_block"]}
	_every_of([_entry(200, "allow", "tcp", 1024, 65535, _world)]) == set()
	_every_of([_entry(200, "allow", "icmp", 0, 0, _world)]) == set()
	_every_of([_entry(200, "allow", "-1", 0, 0, "10.0.0.0/8")]) == set()
	_every_of([_entry(200, "allow", "tcp", 0, 65535, _world), _entry(100, "deny", "tcp", 22, 22, _world)]) == set()
	icmp := _entry(100, "deny", "icmp", 0, 0, _world)
	_every_of([_entry(200, "allow", "-1", 0, 0, _world), icmp]) == {["ingress", 0, "cidr_block"]}
}

test_every_port_findings_at_blocks_that_are_deferred if {
	found := aws_nacl.every_port_findings({"aws_network_acl": [_acl([], {"ingress": true})]})
	found == {{
		"address": "aws_network_acl.a", "path": ["ingress"],
		"msg": "every port may be open, as `ingress` is known only after apply",
	}}
}

test_port_findings_at_rules_of_their_own if {
	open := _own("open", 200, "allow", [22, 22], {}, {"network_acl_id": true})
	egress := _own("out", 100, "allow", [22, 22], {"egress": true}, {"network_acl_id": true})
	denial := _own("denial", 100, "deny", [22, 22], {}, {"network_acl_id": true})

	joined := [object.union(rule, {"linked": {"aws_network_acl": [_acl([], {})]}}) | some rule in [open, denial]]
	_ssh({"aws_network_acl": [_with_rules([open, egress])]}) == {_found(open.address, ["cidr_block"])}
	_ssh({"aws_network_acl": [_with_rules([open, denial])], "aws_network_acl_rule": joined}) == set()
}

_with_rules(rules) := object.union(_acl([], {}), {"linked": {"aws_network_acl_rule": rules}})

test_port_findings_at_rules_of_an_acl_that_is_elsewhere if {
	open := _own("open", 200, "allow", [22, 22], {"network_acl_id": "acl-1"}, {})
	same := _own("same", 100, "deny", [0, 100], {"network_acl_id": "acl-1"}, {})
	other := _own("other", 100, "deny", [0, 100], {"network_acl_id": "acl-2"}, {})
	_ssh({"aws_network_acl_rule": [open, other]}) == {_found(open.address, ["cidr_block"])}
	_ssh({"aws_network_acl_rule": [open, object.union(same, {"provider_config": "aws.b"})]}) == {_found(
		open.address,
		["cidr_block"],
	)}
	_ssh({"aws_network_acl_rule": [open, same]}) == set()
}

test_port_findings_beside_what_may_deny_before if {
	open := _own("open", 200, "allow", [22, 22], {}, {"network_acl_id": true})
	denial := _own("denial", 100, "deny", [22, 22], {}, {"network_acl_id": true})
	_ssh({"aws_network_acl_rule": [open, denial]}) == {_beside(
		open.address,
		["cidr_block"],
		denial.address,
		["network_acl_id"],
	)}
	blocks := {"maybe_linked": {"aws_network_acl": [_acl([_entry(10, "deny", "-1", 0, 0, _world)], {})]}}
	_ssh({"aws_network_acl_rule": [object.union(open, blocks)]}) == {_beside(
		open.address,
		["cidr_block"],
		open.address,
		["network_acl_id"],
	)}
	acl := _acl([_entry(200, "allow", "tcp", 22, 22, _world)], {})
	_ssh({"aws_network_acl": [object.union(acl, {"maybe_linked": {"aws_network_acl_rule": [denial]}})]}) == {_beside(
		"aws_network_acl.a",
		["ingress", 0, "cidr_block"],
		denial.address,
		["network_acl_id"],
	)}
}

test_port_findings_beside_values_of_a_denial_that_are_deferred if {
	open := _entry(200, "allow", "tcp", 22, 22, _world)
	denial := _entry(100, "deny", "tcp", 22, 22, _world)
	every key in ["rule_no", "protocol", "from_port", "to_port", "cidr_block"] {
		found := _ssh({"aws_network_acl": [_acl([open, json.remove(denial, [key])], {"ingress": [{}, {key: true}]})]})
		found == {_beside("aws_network_acl.a", ["ingress", 0, "cidr_block"], "aws_network_acl.a", ["ingress", 1, key])}
	}
}

_deferred(key) := {found |
	open := _entry(200, "allow", "tcp", 22, 22, _world)
	some found in _ssh({"aws_network_acl": [_acl([json.remove(open, [key])], {"ingress": [{key: true}]})]})
}

_at(key, text) := {"address": "aws_network_acl.a", "path": ["ingress", 0, key], "msg": sprintf("SSH %s", [text])}

test_port_findings_at_values_that_are_deferred if {
	_deferred("cidr_block") == {_at("cidr_block", "is open to a range known only after apply")}
	_deferred("action") == {_at("action", "may be open, as `action` is known only after apply")}
	every key in ["protocol", "from_port", "to_port"] {
		_deferred(key) == {_at(key, sprintf("may be open to 0.0.0.0/0, as `%s` is known only after apply", [key]))}
	}
	_deferred("rule_no") == {_at("cidr_block", "is open to 0.0.0.0/0")}
}

test_port_findings_where_the_direction_is_deferred if {
	open := _own("open", 200, "allow", [22, 22], {"network_acl_id": "acl-1"}, {})
	either := object.union(open, {"unknown": {"egress": true}})
	_ssh({"aws_network_acl_rule": [either]}) == {{
		"address": open.address, "path": ["egress"],
		"msg": "SSH may be open, as `egress` is known only after apply",
	}}
	denial := _own("denial", 100, "deny", [22, 22], {"network_acl_id": "acl-1"}, {"egress": true})
	_ssh({"aws_network_acl_rule": [open, denial]}) == {_beside(
		open.address,
		["cidr_block"],
		denial.address,
		["egress"],
	)}
}

test_findings_of_nothing if {
	_ssh({}) == set()
	aws_nacl.every_port_findings({}) == set()
}
