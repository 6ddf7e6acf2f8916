package rules.aws.emr.emr_sg_open_test

import rego.v1

import data.rules.aws.emr.emr_sg_open as rule

_livy := {"protocol": "tcp", "from_port": 8998, "to_port": 8998, "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]}

_group(ingress, unknown, linked, maybe) := {"resources": {"aws_security_group": [{
	"address": "aws_security_group.g",
	"type": "aws_security_group",
	"values": {"ingress": ingress},
	"unknown": unknown,
	"linked": linked,
	"maybe_linked": maybe,
}]}}

_cluster(unknown, attribute_) := {"aws_emr_cluster": [{
	"address": "aws_emr_cluster.c",
	"type": "aws_emr_cluster",
	"values": {},
	"unknown": {"ec2_attributes": unknown},
	"via": {"here": [], "there": [attribute_]},
}]}

_attached := _cluster([{}], "ec2_attributes.emr_managed_master_security_group")

_rule(unknown) := {"aws_vpc_security_group_ingress_rule": [{
	"address": "aws_vpc_security_group_ingress_rule.r",
	"type": "aws_vpc_security_group_ingress_rule",
	"values": {"ip_protocol": "-1", "cidr_ipv6": "::/0"},
	"unknown": unknown,
}]}

_at_range := {
	"address": "aws_security_group.g",
	"path": ["ingress", 0, "cidr_blocks", 1],
	"msg": "a group of aws_emr_cluster.c is open to 0.0.0.0/0",
}

_at_rule(path) := {
	"address": "aws_vpc_security_group_ingress_rule.r",
	"path": path,
	"msg": "a group of aws_emr_cluster.c is open to ::/0",
}

test_deny_a_group_of_a_cluster if {
	found := rule.deny with input as _group([_livy], {}, _attached, {})
	found == {_at_range}
}

test_deny_a_rule_of_its_own if {
	certain := rule.deny with input as _group([], {}, object.union(_attached, _rule({})), {})
	certain == {_at_rule(["cidr_ipv6"])}
	possible := rule.deny with input as _group([], {}, _attached, _rule({"security_group_id": true}))
	possible == {_at_rule(["security_group_id"])}
}

test_deny_beside_a_group_unknown_at_plan if {
	key := "additional_slave_security_groups"
	path := ["ec2_attributes", 0, key]
	maybe := _cluster([{key: true}], sprintf("ec2_attributes.%s", [key]))
	found := rule.deny with input as _group([_livy], {}, {}, maybe)
	found == {object.union(_at_range, {"beside": {"address": "aws_emr_cluster.c", "path": path}})}
}

test_deny_at_a_range_unknown_at_plan if {
	block := json.remove(_livy, ["cidr_blocks"])
	found := rule.deny with input as _group([block], {"ingress": [{"cidr_blocks": true}]}, _attached, {})
	found == {object.union(_at_range, {
		"path": ["ingress", 0, "cidr_blocks"],
		"msg": "a group of aws_emr_cluster.c is open to a range known only after apply",
	})}
}

test_allow_closed_and_unattached_groups if {
	closed := object.union(_livy, {"cidr_blocks": ["10.0.0.0/8"]})
	narrow := rule.deny with input as _group([closed], {}, _attached, {})
	narrow == set()
	alone := rule.deny with input as _group([_livy], {}, {}, {})
	alone == set()
	subnet := _cluster([{"subnet_id": true}], "ec2_attributes.subnet_id")
	other := rule.deny with input as _group([_livy], {}, {}, subnet)
	other == set()
}

test_allow_a_plan_without_the_type if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
