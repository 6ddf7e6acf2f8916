# METADATA
# title: Default security group lets traffic through
# description: |
#   Machines, load balancers and databases that name no security group get the default one of their VPC, so whatever
#   it allows is allowed to what nobody thought about. AWS makes it with all traffic among its members and to
#   everywhere. Rules that let in others are of severity medium; rules for members or outwards alone, and a VPC
#   whose default group nothing empties, are of severity low.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
# custom:
#   id: aws-default-sg-open
#   severity: medium
#   domain: network
#   resources: [aws_default_security_group, aws_vpc, aws_default_vpc]
#   attributes: []
#   linked:
#     - aws_default_security_group.vpc_id
#     - aws_security_group_rule.security_group_id
#     - aws_vpc_security_group_ingress_rule.security_group_id
#   remediation: |
#     Take over the default group with an `aws_default_security_group` that has no rules, and give everything a group
#     of its own.
#   example: |
#     resource "aws_default_security_group" "main" {
#       vpc_id = aws_vpc.main.id
#     }
#   controls:
#     cis_aws: ["5.4"]
#     nist_800_53: ["AC-4", "CM-7", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [CKV2_AWS_12, AWS-0173, AVD-AWS-0173, FG_R00089]
package rules.aws.ec2.default_sg_open

import rego.v1

import data.lib.companion
import data.lib.finding
import data.lib.text

_group := "aws_default_security_group"

deny contains found if {
	some group in input.resources[_group]
	some found in _blocks(group) | _rules(group)
}

deny contains finding.graded(finding.without(vpc, [], {_group}, msg), "low") if {
	some type in ["aws_vpc", "aws_default_vpc"]
	some vpc in input.resources[type]
	not companion.has(vpc, _group)
	msg := "the default security group is as AWS makes it: open among its members, and outwards"
}

_blocks(group) := others | members | outwards if {
	others := {_at(group, "ingress", i, sprintf("lets %s in", [text.several(sources)])) |
		some i, rule in group.values.ingress
		sources := _sources(group, "ingress", i, rule)
		count(sources) > 0
	}
	members := {finding.graded(_at(group, "ingress", i, "lets its members reach each other"), "low") |
		some i, rule in group.values.ingress
		count(_sources(group, "ingress", i, rule)) == 0
	}
	outwards := {finding.graded(_at(group, "egress", i, msg), "low") |
		count(object.get(group.values, "ingress", [])) == 0
		some i, rule in group.values.egress
		msg := sprintf("lets its members reach %s", [text.several(_ends(_sources(group, "egress", i, rule)))])
	}
}

# It is there, whatever is not yet known of it.
_at(group, direction, i, msg) := finding.known(finding.at(
	group,
	[direction, i],
	sprintf("the default security group %s", [msg]),
))

_rules(group) := {finding.whole(group, sprintf("the default security group lets traffic in by %s", [rule.address])) |
	some type in ["aws_security_group_rule", "aws_vpc_security_group_ingress_rule"]
	some rule in companion.certain(group, type)
	object.get(rule.values, "type", "ingress") == "ingress"
}

_source_keys := ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups"]

# Those that a rule names beside the members of the group.
_sources(group, direction, i, rule) := array.concat(named, deferred) if {
	named := [source |
		some key in _source_keys
		some source in rule[key]
		is_string(source)
	]
	deferred := ["what only apply knows" |
		unknown := [key |
			some key in _source_keys
			not object.get(group.unknown, [direction, i, key], false) in {false, []}
		]
		count(unknown) > 0
		count(named) == 0
	]
}

_ends(sources) := sources if count(sources) > 0

_ends(sources) := ["each other"] if count(sources) == 0
