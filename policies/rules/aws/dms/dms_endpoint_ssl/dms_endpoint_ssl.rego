# METADATA
# title: DMS reads or writes a database in clear
# description: |
#   The connection to the endpoint has no TLS, so a whole database may go over the network readable for whoever is
#   on the way, with the password that opens it. That is the default for databases and Kafka. Endpoints that always
#   use TLS, such as S3, Kinesis, DynamoDB, OpenSearch and Redshift, are not judged.
# related_resources:
#   - https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.SSL.html
#   - https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Target.Kafka.html
# custom:
#   id: aws-dms-endpoint-ssl
#   severity: medium
#   domain: encryption
#   resources: [aws_dms_endpoint]
#   attributes: [ssl_mode, kafka_settings.security_protocol, redis_settings.ssl_security_protocol]
#   never_computed: [kafka_settings, redis_settings]
#   remediation: |
#     Set `ssl_mode` to `verify-full`, or to the best that the engine knows, and `security_protocol` for Kafka to
#     `sasl-ssl`.
#   example: |
#     resource "aws_dms_endpoint" "source" {
#       endpoint_id                     = "shop"
#       endpoint_type                   = "source"
#       engine_name                     = "postgres"
#       database_name                   = "shop"
#       ssl_mode                        = "verify-full"
#       certificate_arn                 = aws_dms_certificate.shop.certificate_arn
#       secrets_manager_arn             = aws_secretsmanager_secret.shop.arn
#       secrets_manager_access_role_arn = aws_iam_role.dms.arn
#     }
#   controls:
#     nist_800_53: ["SC-8"]
#     pci_dss: ["4.2.1"]
#     soc2: ["CC6.7"]
#   aliases: [CKV2_AWS_49]
package rules.aws.dms.dms_endpoint_ssl

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.setting

_engines := {
	"aurora", "aurora-postgresql", "aurora-postgresql-serverless", "aurora-serverless", "azure-sql-managed-instance",
	"azuredb", "babelfish", "db2", "db2-zos", "docdb", "mariadb", "mongodb", "mysql", "oracle", "postgres",
	"sqlserver", "sybase",
}

_fault := "the connection is not encrypted"

_plain := {"bad": {"none"}, "default": "none"}

deny contains found if {
	databases := [endpoint |
		some endpoint in input.resources.aws_dms_endpoint
		endpoint.values.engine_name in _engines
	]
	some found in setting.one_of(databases, ["ssl_mode"], _plain, _fault)
}

deny contains found if {
	some engine, protocol in {
		"kafka": {"path": ["kafka_settings", 0, "security_protocol"], "bad": {"plaintext"}, "default": "plaintext"},
		"redis": {"path": ["redis_settings", 0, "ssl_security_protocol"], "bad": {"plaintext"}},
	}
	endpoints := [endpoint |
		some endpoint in input.resources.aws_dms_endpoint
		endpoint.values.engine_name == engine
	]
	some found in setting.one_of(endpoints, protocol.path, protocol, _fault)
}

deny contains finding.at(endpoint, ["engine_name"], "the connection is not encrypted, if this is a database") if {
	some endpoint in input.resources.aws_dms_endpoint
	attribute.is_deferred(endpoint, ["engine_name"])
	count(setting.one_of([endpoint], ["ssl_mode"], _plain, _fault)) > 0
}
