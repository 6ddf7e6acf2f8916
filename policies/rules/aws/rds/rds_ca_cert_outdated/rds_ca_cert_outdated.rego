# METADATA
# title: RDS certificate authority has expired
# description: |
#   The certificate of the database is signed by an authority that has expired: rds-ca-2015 in March 2020, rds-ca-2019
#   in 2024. Clients that check it can't connect any more, and those that don't may be talking to somebody else.
#   Databases that name no authority get one that is good for 40 years or more.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL-certificate-rotation.html
# custom:
#   id: aws-rds-ca-cert-outdated
#   severity: medium
#   domain: encryption
#   resources: [aws_db_instance, aws_rds_cluster_instance, aws_rds_cluster]
#   attributes: [ca_cert_identifier, ca_certificate_identifier]
#   remediation: |
#     Give the new root certificates to all clients, and name one of them, such as `rds-ca-rsa2048-g1`.
#   example: |
#     resource "aws_rds_cluster_instance" "main" {
#       cluster_identifier = aws_rds_cluster.main.id
#       engine             = aws_rds_cluster.main.engine
#       instance_class     = "db.r7g.large"
#       ca_cert_identifier = "rds-ca-rsa2048-g1"
#     }
#   controls:
#     nist_800_53: ["SC-8", "SC-17"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_211]
package rules.aws.rds.rds_ca_cert_outdated

import rego.v1

import data.lib.setting

_names := {
	"aws_db_instance": "ca_cert_identifier",
	"aws_rds_cluster_instance": "ca_cert_identifier",
	"aws_rds_cluster": "ca_certificate_identifier",
}

_expired := {"rds-ca-2010", "rds-ca-2015", "rds-ca-2019"}

deny contains found if {
	some type, name in _names
	resources := object.get(input.resources, type, [])
	some found in setting.one_of(resources, [name], {"bad": _expired}, "the authority has expired")
}
