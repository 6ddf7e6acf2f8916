# METADATA
# title: Redshift is publicly accessible
# description: |
#   The cluster or workgroup gets a public address, so that a mistake in one security group puts the warehouse on
#   the internet. Since January 2025 Redshift leaves this off unless it is asked for, and since version 6 so does
#   Terraform's provider; before, both turned it on for clusters that said nothing.
# related_resources:
#   - https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html
#   - https://docs.aws.amazon.com/redshift/latest/mgmt/behavior-changes.html
# custom:
#   id: aws-redshift-public
#   severity: high
#   domain: exposure
#   resources: [aws_redshift_cluster, aws_redshiftserverless_workgroup]
#   attributes: [publicly_accessible]
#   remediation: Set `publicly_accessible = false` and reach the warehouse from within the VPC.
#   example: |
#     resource "aws_redshift_cluster" "sales" {
#       cluster_identifier     = "sales"
#       node_type              = "ra3.large"
#       master_username        = "app"
#       manage_master_password = true
#       encrypted              = true
#       publicly_accessible    = false
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_87, CKV_AWS_391, FG_R00270]
package rules.aws.redshift.redshift_public

import rego.v1

import data.lib.setting

deny contains found if {
	some type in ["aws_redshift_cluster", "aws_redshiftserverless_workgroup"]
	resources := object.get(input.resources, type, [])
	some found in setting.on(resources, ["publicly_accessible"], "the warehouse has a public address")
}
