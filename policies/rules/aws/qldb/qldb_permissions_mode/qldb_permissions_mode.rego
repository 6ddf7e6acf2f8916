# METADATA
# title: QLDB ledger ignores permissions on its tables
# description: |
#   In the mode `ALLOW_ALL` whoever may send statements to the ledger at all may run any PartiQL on any table,
#   and IAM policies about tables and commands do not count. AWS recommends `STANDARD`. QLDB itself came to an
#   end in July 2025, so the rule is about plans and states of before.
# related_resources:
#   - https://docs.aws.amazon.com/qldb/latest/developerguide/getting-started-standard-mode.html
# custom:
#   id: aws-qldb-permissions-mode
#   severity: medium
#   domain: iam
#   resources: [aws_qldb_ledger]
#   attributes: [permissions_mode]
#   remediation: Set `permissions_mode = "STANDARD"`, and grant the commands and tables that are needed.
#   example: |
#     resource "aws_qldb_ledger" "orders" {
#       name             = "orders"
#       permissions_mode = "STANDARD"
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_170]
package rules.aws.qldb.qldb_permissions_mode

import rego.v1

import data.lib.finding

deny contains finding.at(resource, ["permissions_mode"], "`permissions_mode` is ALLOW_ALL") if {
	some resource in input.resources.aws_qldb_ledger
	resource.values.permissions_mode == "ALLOW_ALL"
}
