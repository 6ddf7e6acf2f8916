# METADATA
# title: EMR cluster's security group is open to the world
# description: |
#   A security group that the plan gives an EMR cluster lets any address in. What listens on the nodes, such as YARN,
#   Spark, Hue or Livy, mostly asks for no password and runs what it is told. Groups of clusters in private
#   subnets are reported as well: the subnet is then all that keeps the world out.
# related_resources:
#   - https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-man-sec-groups.html
#   - https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-block-public-access.html
# custom:
#   id: aws-emr-sg-open
#   severity: high
#   domain: network
#   resources:
#     - aws_security_group
#     - aws_default_security_group
#     - aws_security_group_rule
#     - aws_vpc_security_group_ingress_rule
#   attributes: [type]
#   linked:
#     - aws_emr_cluster.ec2_attributes
#     - aws_security_group_rule.security_group_id
#     - aws_vpc_security_group_ingress_rule.security_group_id
#   subject: [security_group_id]
#   never_computed: [cidr_blocks, ipv6_cidr_blocks, cidr_ipv4, cidr_ipv6]
#   satisfied_by:
#     cidr_ipv4:
#       [aws_vpc, aws_subnet, aws_eip, aws_instance, aws_nat_gateway, data.aws_vpc, data.aws_subnet, data.aws_eip]
#     cidr_ipv6: [aws_vpc, aws_subnet, aws_instance, data.aws_vpc, data.aws_subnet]
#   remediation: |
#     Narrow the source to the networks that need the cluster, and reach consoles through a tunnel or Session Manager.
#   example: |
#     resource "aws_vpc_security_group_ingress_rule" "livy" {
#       security_group_id = aws_security_group.emr_master.id
#       cidr_ipv4         = "10.20.0.0/16"
#       ip_protocol       = "tcp"
#       from_port         = 8998
#       to_port           = 8998
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [CKV2_AWS_7]
package rules.aws.emr.emr_sg_open

import rego.v1

import data.lib.attribute
import data.lib.aws_ingress
import data.lib.companion
import data.lib.finding

_groups := [
	"emr_managed_master_security_group",
	"emr_managed_slave_security_group",
	"additional_master_security_groups",
	"additional_slave_security_groups",
	"service_access_security_group",
]

deny contains found if {
	some type in ["aws_security_group", "aws_default_security_group"]
	some group in input.resources[type]
	_may_be_of_a_cluster(group)
	some opening in _openings(group)
	some found in _findings(group, opening)
}

_may_be_of_a_cluster(group) if companion.has(group, "aws_emr_cluster")

_may_be_of_a_cluster(group) if count(companion.possible(group, "aws_emr_cluster")) > 0

# The openings of a group, inline and in rules of their own, each with its `resource`.
_openings(group) := inline | separate | possible if {
	inline := {object.union(opening, {"resource": group}) |
		some opening in aws_ingress.openings_of_any_port(group)
	}
	separate := {object.union(opening, {"resource": rule}) |
		some type in _rule_types
		some rule in companion.certain(group, type)
		some opening in aws_ingress.openings_of_any_port(rule)
	}
	possible := {object.union(opening, {"resource": rule, "path": ["security_group_id"]}) |
		some type in _rule_types
		some rule in companion.possible(group, type)
		attribute.is_deferred(rule, ["security_group_id"])
		some opening in aws_ingress.openings_of_any_port(rule)
	}
}

_rule_types := ["aws_security_group_rule", "aws_vpc_security_group_ingress_rule"]

_findings(group, opening) := sure | unsure if {
	clusters := sort([cluster.address | some cluster in companion.certain(group, "aws_emr_cluster")])
	sure := {finding.at(opening.resource, opening.path, _message(opening, clusters[0])) | count(clusters) > 0}
	unsure := {finding.beside(opening.resource, opening.path, cluster, path, _message(opening, cluster.address)) |
		count(clusters) == 0
		some cluster in companion.possible(group, "aws_emr_cluster")
		path := _deferred_groups(cluster)
		count(path) > 0
	}
}

# Where the cluster names a group that is not known yet.
_deferred_groups(cluster) := path if {
	keys := [key |
		some key in _groups
		companion.is_named_in(cluster, sprintf("ec2_attributes.%s", [key]))
		attribute.is_deferred(cluster, ["ec2_attributes", 0, key])
	]
	path := [step | count(keys) > 0; some step in ["ec2_attributes", 0, keys[0]]]
}

_message(opening, cluster) := sprintf("a group of %s %s", [cluster, opening.text])
