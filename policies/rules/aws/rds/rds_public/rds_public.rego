# METADATA
# title: RDS instance is publicly accessible
# description: |
#   The instance or shard group gets a public address, so that a mistake in one security group puts the database on
#   the internet. Terraform leaves this off for instances unless it is asked for.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
# custom:
#   id: aws-rds-public
#   severity: high
#   domain: exposure
#   resources: [aws_db_instance, aws_rds_cluster_instance, aws_rds_shard_group]
#   attributes: [publicly_accessible]
#   remediation: Set `publicly_accessible = false` and reach the database from within the VPC.
#   example: |
#     resource "aws_db_instance" "main" {
#       engine                      = "postgres"
#       instance_class              = "db.t4g.micro"
#       allocated_storage           = 20
#       username                    = "app"
#       manage_master_user_password = true
#       storage_encrypted           = true
#       publicly_accessible         = false
#     }
#   controls:
#     cis_aws: ["2.3.3"]
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_17, AWS-0180, AVD-AWS-0180, FG_R00278]
package rules.aws.rds.rds_public

import rego.v1

import data.lib.finding

deny contains finding.at(resource, ["publicly_accessible"], "`publicly_accessible` is true") if {
	some type in ["aws_db_instance", "aws_rds_cluster_instance", "aws_rds_shard_group"]
	some resource in input.resources[type]
	resource.values.publicly_accessible == true
}
