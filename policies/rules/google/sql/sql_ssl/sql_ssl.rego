# METADATA
# title: Cloud SQL accepts connections without TLS
# description: |
#   Clients may talk to the database in clear, passwords and data included. That is so unless `ssl_mode` says
#   otherwise (or, before provider 6, `require_ssl`). Instances that take connections only from the Cloud SQL
#   connectors are fine: these always encrypt. Replicas and clones that say nothing are as their original.
# related_resources:
#   - https://cloud.google.com/sql/docs/postgres/configure-ssl-instance
# custom:
#   id: google-sql-ssl
#   severity: high
#   domain: encryption
#   resources: [google_sql_database_instance]
#   attributes: [settings.ip_configuration.ssl_mode, settings.ip_configuration.require_ssl]
#   satisfied_by:
#     master_instance_name: [google_sql_database_instance, data.google_sql_database_instance]
#   never_computed: [clone, restore_backup_context]
#   remediation: Set `ssl_mode` to `ENCRYPTED_ONLY` or `TRUSTED_CLIENT_CERTIFICATE_REQUIRED`.
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
#     cis_google: ["6.4"]
#     nist_800_53: ["SC-8"]
#     pci_dss: ["4.2.1"]
#     soc2: ["CC6.7"]
#   aliases: [CKV_GCP_6, GCP-0015, AVD-GCP-0015, FG_R00433]
package rules.google.sql.sql_ssl

import rego.v1

import data.lib.attribute
import data.lib.cloud_sql
import data.lib.finding
import data.lib.text

deny contains finding.at(resource, cloud_sql.path_of(configuration, key), msg) if {
	some resource in input.resources.google_sql_database_instance
	some configuration in cloud_sql.ip_configurations(resource)
	some key in _plaintext_keys(configuration)
	not _is_decided_later(resource, configuration)
	not _takes_connectors_only(resource)
	msg := sprintf("connections without TLS are accepted: %s", [text.state(configuration.values, key)])
}

deny contains finding.at(resource, unsaid.path, msg) if {
	some resource in input.resources.google_sql_database_instance
	some configuration in cloud_sql.ip_configurations(resource)
	not attribute.is_set(configuration.values, "ssl_mode")
	not attribute.is_set(configuration.values, "require_ssl")
	not _is_decided_later(resource, configuration)
	not _takes_connectors_only(resource)
	some unsaid in cloud_sql.unsaid(resource, cloud_sql.path_of(configuration, "ssl_mode"))
	msg := sprintf("connections without TLS are accepted: `ssl_mode` is not set%s", [unsaid.doubt])
}

_plaintext_keys(configuration) := {"ssl_mode"} if {
	configuration.values.ssl_mode in {"ALLOW_UNENCRYPTED_AND_ENCRYPTED", "SSL_MODE_UNSPECIFIED"}
}

_plaintext_keys(configuration) := {"require_ssl"} if {
	not attribute.is_set(configuration.values, "ssl_mode")
	configuration.values.require_ssl == false
}

_is_decided_later(resource, configuration) if {
	some key in ["ssl_mode", "require_ssl"]
	attribute.is_deferred(resource, array.concat(configuration.path, [key]))
}

_takes_connectors_only(resource) if {
	some settings in resource.values.settings
	settings.connector_enforcement == "REQUIRED"
}
