# METADATA
# title: Neptune is publicly accessible
# description: |
#   The instance gets a public endpoint, so that one mistake in a security group puts the database on the
#   internet, with nothing but IAM before it. A Neptune Analytics graph with public connectivity has no security
#   group either: whoever has credentials that its IAM policies let in reaches it from anywhere; it is graded
#   medium. Both are off unless turned on.
# related_resources:
#   - https://docs.aws.amazon.com/neptune/latest/userguide/security.html
#   - https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_CreateGraph.html
# custom:
#   id: aws-neptune-public
#   severity: high
#   domain: exposure
#   resources: [aws_neptune_cluster_instance, aws_neptunegraph_graph]
#   attributes: [publicly_accessible, public_connectivity]
#   remediation: |
#     Set `publicly_accessible` or `public_connectivity` to false, and reach the graph from within the VPC.
#   example: |
#     resource "aws_neptune_cluster_instance" "graph" {
#       cluster_identifier  = aws_neptune_cluster.graph.id
#       instance_class      = "db.r6g.large"
#       publicly_accessible = false
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_102]
package rules.aws.neptune.neptune_public

import rego.v1

import data.lib.finding
import data.lib.setting

deny contains found if {
	instances := object.get(input.resources, "aws_neptune_cluster_instance", [])
	some found in setting.on(instances, ["publicly_accessible"], "the instance has a public endpoint")
}

deny contains finding.graded(found, "medium") if {
	graphs := object.get(input.resources, "aws_neptunegraph_graph", [])
	some found in setting.on(graphs, ["public_connectivity"], "the graph has a public endpoint")
}
