# METADATA
# title: API of the EKS cluster is open to the world
# description: |
#   The public endpoint of the API server takes calls from every address, so that IAM and the API server alone stand
#   between the internet and the cluster: a credential that leaks works from anywhere, and so does a hole in the
#   server. Public access from 0.0.0.0/0 is the default of EKS.
# related_resources:
#   - https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
# custom:
#   id: aws-eks-public-endpoint-open-cidr
#   severity: high
#   domain: exposure
#   resources: [aws_eks_cluster]
#   attributes: []
#   never_computed: [vpc_config]
#   remediation: |
#     Name the ranges of your networks in `public_access_cidrs`, or set `endpoint_public_access = false` and
#     `endpoint_private_access = true`.
#   example: |
#     resource "aws_eks_cluster" "main" {
#       name     = "main"
#       role_arn = aws_iam_role.cluster.arn
#
#       vpc_config {
#         subnet_ids              = [aws_subnet.a.id, aws_subnet.b.id]
#         endpoint_private_access = true
#         public_access_cidrs     = ["203.0.113.0/24"]
#       }
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_38, AWS-0041, AVD-AWS-0041]
package rules.aws.eks.eks_public_endpoint_open_cidr

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.net

deny contains finding.at(cluster, path, msg) if {
	some cluster in input.resources.aws_eks_cluster
	some i, config in cluster.values.vpc_config
	object.get(config, "endpoint_public_access", true) == true
	some opening in _openings(cluster, i, config)
	some path in _places(cluster, i, opening.path)
	msg := sprintf("the API of the cluster is open to %s", [opening.text])
}

deny contains finding.at(cluster, ["vpc_config"], "the API of the cluster may be open to the world") if {
	some cluster in input.resources.aws_eks_cluster
	attribute.is_deferred(cluster, ["vpc_config"])
}

# What the endpoint takes calls from. Paths lead on from the list of ranges.
_openings(cluster, i, config) := default_ | worlds | deferred if {
	default_ := {{"path": [], "text": "0.0.0.0/0: `public_access_cidrs` is not set"} |
		not attribute.is_set(config, "public_access_cidrs")
		not attribute.is_deferred(cluster, ["vpc_config", i, "public_access_cidrs"])
	}
	worlds := {opening | some opening in net.worlds(config.public_access_cidrs)}
	deferred := {opening |
		some opening in net.deferred(object.get(cluster.unknown, ["vpc_config", i, "public_access_cidrs"], false))
	}
}

# Where it is known only after apply whether there is a public endpoint, that decides.
_places(cluster, i, rest) := switch | range if {
	switch := {path |
		some path in [["vpc_config", i, "endpoint_public_access"]]
		attribute.is_deferred(cluster, path)
	}
	range := {path |
		count(switch) == 0
		path := array.concat(["vpc_config", i, "public_access_cidrs"], rest)
	}
}
