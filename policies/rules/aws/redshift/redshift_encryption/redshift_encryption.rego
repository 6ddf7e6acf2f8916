# METADATA
# title: Redshift cluster is not encrypted
# description: |
#   The cluster and its snapshots hold the data in clear. Since January 2025 Redshift encrypts new clusters with a
#   key of AWS, and version 6 of Terraform's provider asks for it, so a cluster that says nothing is fine; older
#   versions of the provider fill in that it is off. Redshift Serverless always encrypts.
# related_resources:
#   - https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html
#   - https://docs.aws.amazon.com/redshift/latest/mgmt/behavior-changes.html
# custom:
#   id: aws-redshift-encryption
#   severity: high
#   domain: encryption
#   resources: [aws_redshift_cluster]
#   attributes: [encrypted]
#   remediation: Set `encrypted = true`, and `kms_key_id` if the key is to be your own.
#   example: |
#     resource "aws_redshift_cluster" "sales" {
#       cluster_identifier     = "sales"
#       node_type              = "ra3.large"
#       master_username        = "app"
#       manage_master_password = true
#       encrypted              = true
#     }
#   controls:
#     nist_800_53: ["SC-28"]
#     pci_dss: ["3.5.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_64, AWS-0084, AVD-AWS-0084]
package rules.aws.redshift.redshift_encryption

import rego.v1

import data.lib.setting

# The attribute is a text since version 6 of the provider, which takes all of these.
_off := {false, "false", "False", "FALSE", "f", "F", "0"}

deny contains found if {
	clusters := object.get(input.resources, "aws_redshift_cluster", [])
	some found in setting.one_of(clusters, ["encrypted"], {"bad": _off}, "the warehouse is not encrypted")
}
