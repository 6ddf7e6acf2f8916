# METADATA
# title: EMR cluster has Kerberos attributes without a realm
# description: |
#   The cluster is given attributes for Kerberos with an empty realm, the name that all its principals belong
#   to. So nobody can sign in through Kerberos, if the cluster starts at all. The provider asks for `realm`,
#   but takes an empty text.
# related_resources:
#   - https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-kerberos.html
# custom:
#   id: aws-emr-kerberos-realm
#   severity: low
#   domain: iam
#   resources: [aws_emr_cluster]
#   attributes: [kerberos_attributes.realm]
#   never_computed: [kerberos_attributes]
#   remediation: Set `realm` in `kerberos_attributes` to the name of the realm, in capitals by custom.
#   example: |
#     resource "aws_emr_cluster" "batch" {
#       name                   = "batch"
#       release_label          = "emr-7.9.0"
#       service_role           = aws_iam_role.emr.arn
#       security_configuration = aws_emr_security_configuration.kerberos.name
#
#       master_instance_group {
#         instance_type = "m6g.xlarge"
#       }
#
#       kerberos_attributes {
#         kdc_admin_password = var.kdc_admin_password
#         realm              = "BATCH.EXAMPLE.COM"
#       }
#     }
#   controls:
#     nist_800_53: ["IA-2"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_114]
package rules.aws.emr.emr_kerberos_realm

import rego.v1

import data.lib.attribute
import data.lib.finding

deny contains finding.at(cluster, ["kerberos_attributes", i, "realm"], "Kerberos has no realm: `realm` is not set") if {
	some cluster in input.resources.aws_emr_cluster
	some i, kerberos in cluster.values.kerberos_attributes
	not attribute.is_set(kerberos, "realm")
	not attribute.is_deferred(cluster, ["kerberos_attributes", i, "realm"])
}
