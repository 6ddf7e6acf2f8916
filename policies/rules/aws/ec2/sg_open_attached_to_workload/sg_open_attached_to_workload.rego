# METADATA
# title: Security group open on every port guards a workload
# description: |
#   A security group lets any address reach every port, and the plan attaches it to something that listens: an
#   instance, a load balancer, a database, a container service. Whatever starts to listen there, by mistake
#   or by intrusion, is on the internet as far as the group is concerned. Lambda functions are left out:
#   nothing can connect to them.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
#   - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   id: aws-sg-open-attached-to-workload
#   severity: high
#   domain: network
#   resources:
#     - aws_security_group
#     - aws_default_security_group
#     - aws_security_group_rule
#     - aws_vpc_security_group_ingress_rule
#   attributes: [type]
#   linked:
#     - aws_security_group_rule.security_group_id
#     - aws_vpc_security_group_ingress_rule.security_group_id
#     - aws_alb.security_groups
#     - aws_dax_cluster.security_group_ids
#     - aws_db_instance.vpc_security_group_ids
#     - aws_dms_replication_instance.vpc_security_group_ids
#     - aws_docdb_cluster.vpc_security_group_ids
#     - aws_ecs_service.network_configuration
#     - aws_efs_mount_target.security_groups
#     - aws_eks_cluster.vpc_config
#     - aws_elasticache_cluster.security_group_ids
#     - aws_elasticache_replication_group.security_group_ids
#     - aws_elasticsearch_domain.vpc_options
#     - aws_elb.security_groups
#     - aws_instance.security_groups
#     - aws_instance.vpc_security_group_ids
#     - aws_launch_configuration.security_groups
#     - aws_launch_template.network_interfaces
#     - aws_launch_template.vpc_security_group_ids
#     - aws_lb.security_groups
#     - aws_memorydb_cluster.security_group_ids
#     - aws_mq_broker.security_groups
#     - aws_msk_cluster.broker_node_group_info
#     - aws_neptune_cluster.vpc_security_group_ids
#     - aws_network_interface.security_groups
#     - aws_network_interface_sg_attachment.security_group_id
#     - aws_opensearch_domain.vpc_options
#     - aws_rds_cluster.vpc_security_group_ids
#     - aws_redshift_cluster.vpc_security_group_ids
#     - aws_sagemaker_notebook_instance.security_groups
#     - aws_spot_instance_request.vpc_security_group_ids
#   subject: [security_group_id]
#   never_computed: [cidr_blocks, ipv6_cidr_blocks, cidr_ipv4, cidr_ipv6]
#   satisfied_by:
#     cidr_ipv4: [aws_vpc, aws_subnet, aws_eip, aws_instance, aws_nat_gateway, data.aws_vpc, data.aws_subnet, data.aws_eip]
#     cidr_ipv6: [aws_vpc, aws_subnet, aws_instance, data.aws_vpc, data.aws_subnet]
#   remediation: |
#     Open only the ports that the workload serves, to the ranges or groups that need them.
#   example: |
#     resource "aws_vpc_security_group_ingress_rule" "https" {
#       security_group_id = aws_security_group.web.id
#       cidr_ipv4         = "0.0.0.0/0"
#       ip_protocol       = "tcp"
#       from_port         = 443
#       to_port           = 443
#     }
#   controls:
#     cis_aws: ["5.2", "5.3"]
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [FG_R00102, FG_R00103, FG_R00104]
package rules.aws.ec2.sg_open_attached_to_workload

import rego.v1

import data.lib.attribute
import data.lib.aws_ingress
import data.lib.companion
import data.lib.finding

# What groups are attached to, and where that says so, keys joined by dots.
_attachments := {
	"aws_alb": ["security_groups"],
	"aws_dax_cluster": ["security_group_ids"],
	"aws_db_instance": ["vpc_security_group_ids"],
	"aws_dms_replication_instance": ["vpc_security_group_ids"],
	"aws_docdb_cluster": ["vpc_security_group_ids"],
	"aws_ecs_service": ["network_configuration.security_groups"],
	"aws_efs_mount_target": ["security_groups"],
	"aws_eks_cluster": ["vpc_config.security_group_ids"],
	"aws_elasticache_cluster": ["security_group_ids"],
	"aws_elasticache_replication_group": ["security_group_ids"],
	"aws_elasticsearch_domain": ["vpc_options.security_group_ids"],
	"aws_elb": ["security_groups"],
	"aws_instance": ["security_groups", "vpc_security_group_ids"],
	"aws_launch_configuration": ["security_groups"],
	"aws_launch_template": ["network_interfaces.security_groups", "vpc_security_group_ids"],
	"aws_lb": ["security_groups"],
	"aws_memorydb_cluster": ["security_group_ids"],
	"aws_mq_broker": ["security_groups"],
	"aws_msk_cluster": ["broker_node_group_info.security_groups"],
	"aws_neptune_cluster": ["vpc_security_group_ids"],
	"aws_network_interface": ["security_groups"],
	"aws_network_interface_sg_attachment": ["security_group_id"],
	"aws_opensearch_domain": ["vpc_options.security_group_ids"],
	"aws_rds_cluster": ["vpc_security_group_ids"],
	"aws_redshift_cluster": ["vpc_security_group_ids"],
	"aws_sagemaker_notebook_instance": ["security_groups"],
	"aws_spot_instance_request": ["vpc_security_group_ids"],
}

deny contains found if {
	some type in ["aws_security_group", "aws_default_security_group"]
	some group in input.resources[type]
	some opening in _openings(group)
	some found in _findings(group, opening)
}

# The openings of a group, inline and in rules of their own, each with its `resource`.
_openings(group) := inline | separate | possible if {
	inline := {object.union(opening, {"resource": group}) |
		some opening in aws_ingress.openings_of_every_port(group)
	}
	separate := {object.union(opening, {"resource": rule}) |
		some type in _rule_types
		some rule in companion.certain(group, type)
		some opening in aws_ingress.openings_of_every_port(rule)
	}
	possible := {object.union(opening, {"resource": rule, "path": ["security_group_id"]}) |
		some type in _rule_types
		some rule in companion.possible(group, type)
		attribute.is_deferred(rule, ["security_group_id"])
		some opening in aws_ingress.openings_of_every_port(rule)
	}
}

_rule_types := ["aws_security_group_rule", "aws_vpc_security_group_ingress_rule"]

_findings(group, opening) := sure | unsure if {
	workloads := sort([workload.address |
		some type, _ in _attachments
		some workload in companion.certain(group, type)
	])
	sure := {finding.at(opening.resource, opening.path, _message(opening, workloads)) | count(workloads) > 0}
	unsure := {finding.beside(opening.resource, opening.path, workload, [key], _message(opening, [workload.address])) |
		count(workloads) == 0
		some type, attributes in _attachments
		some workload in companion.possible(group, type)
		some attribute_ in attributes
		companion.is_named_in(workload, attribute_)
		some key in array.slice(split(attribute_, "."), 0, 1)
		_is_deferred_within(workload, key)
	}
}

_is_deferred_within(resource, key) if not object.get(resource.unknown, key, null) in {null, false}

_message(opening, workloads) := sprintf("every port %s, and the group is attached to %s", words) if {
	words := [opening.text, _in_words(workloads)]
}

_in_words(workloads) := workloads[0] if count(workloads) == 1

_in_words(workloads) := sprintf("%s and %d more", [workloads[0], count(workloads) - 1]) if count(workloads) > 1
