# METADATA
# title: Cloud SQL instance has a public address
# description: |
#   The instance gets a public IPv4 address, and only the list of authorized networks and the passwords keep
#   the internet out. An instance that does not say `ipv4_enabled = false` gets one. Replicas and clones that
#   say nothing are as their original and not judged.
# related_resources:
#   - https://cloud.google.com/sql/docs/mysql/private-ip
# custom:
#   id: google-sql-public-ip
#   severity: high
#   domain: exposure
#   resources: [google_sql_database_instance]
#   attributes: [settings.ip_configuration.ipv4_enabled]
#   satisfied_by:
#     master_instance_name: [google_sql_database_instance, data.google_sql_database_instance]
#   never_computed: [clone, restore_backup_context]
#   remediation: Set `ipv4_enabled = false` and a `private_network`, or connect through Private Service Connect.
#   example: |
#     resource "google_sql_database_instance" "main" {
#       database_version = "POSTGRES_16"
#       region           = "europe-west3"
#
#       settings {
#         tier = "db-custom-2-8192"
#
#         ip_configuration {
#           ipv4_enabled    = false
#           private_network = google_compute_network.main.id
#           ssl_mode        = "ENCRYPTED_ONLY"
#         }
#       }
#     }
#   controls:
#     cis_google: ["6.6"]
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_GCP_60, GCP-0017, AVD-GCP-0017, FG_R00435]
package rules.google.sql.sql_public_ip

import rego.v1

import data.lib.attribute
import data.lib.cloud_sql
import data.lib.finding

deny contains finding.at(resource, path, "the instance has a public address: `ipv4_enabled` is true") if {
	some resource in input.resources.google_sql_database_instance
	some configuration in cloud_sql.ip_configurations(resource)
	configuration.values.ipv4_enabled == true
	path := cloud_sql.path_of(configuration, "ipv4_enabled")
}

deny contains finding.at(resource, unsaid.path, msg) if {
	some resource in input.resources.google_sql_database_instance
	some configuration in cloud_sql.ip_configurations(resource)
	not attribute.is_set(configuration.values, "ipv4_enabled")
	path := cloud_sql.path_of(configuration, "ipv4_enabled")
	not attribute.is_deferred(resource, path)
	some unsaid in cloud_sql.unsaid(resource, path)
	msg := sprintf("the instance has a public address: `ipv4_enabled` is not set%s", [unsaid.doubt])
}
