# METADATA
# title: DMS replication instance is publicly accessible
# description: |
#   The instance gets a public address. It holds the credentials of the databases that it copies from and to, and
#   reaches both. Calls of the API that say nothing turn this on; Terraform turns it off.
# related_resources:
#   - https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.PublicPrivate.html
# custom:
#   id: aws-dms-public
#   severity: high
#   domain: exposure
#   resources: [aws_dms_replication_instance]
#   attributes: [publicly_accessible]
#   remediation: |
#     Set `publicly_accessible = false`, and reach databases elsewhere over a VPN, peering or a NAT gateway.
#   example: |
#     resource "aws_dms_replication_instance" "move" {
#       replication_instance_id    = "move"
#       replication_instance_class = "dms.t3.medium"
#       publicly_accessible        = false
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_89]
package rules.aws.dms.dms_public

import rego.v1

import data.lib.setting

deny contains found if {
	instances := object.get(input.resources, "aws_dms_replication_instance", [])
	some found in setting.on(instances, ["publicly_accessible"], "the instance has a public address")
}
