# METADATA
# title: RDS takes connections without TLS
# description: |
#   A client that does not ask for TLS sends its password and all data in clear, and nothing tells it. The database
#   refuses such connections if its parameters say so: `rds.force_ssl` for PostgreSQL and SQL Server,
#   `require_secure_transport` for MySQL and MariaDB. That is the default since PostgreSQL 15 and Aurora PostgreSQL 17.
#   RDS Proxy refuses them with `require_tls`, which is off by default. Judged are proxies, parameter groups, and
#   databases with the default group of a version that is known. Of other engines and versions, the default of which
#   may be either, only what is written is judged.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.html
# custom:
#   id: aws-rds-transport-encryption
#   severity: medium
#   domain: encryption
#   resources: [aws_db_parameter_group, aws_rds_cluster_parameter_group, aws_db_instance, aws_rds_cluster, aws_db_proxy]
#   attributes: [require_tls]
#   never_computed: [parameter]
#   remediation: |
#     Use a parameter group that sets `rds.force_ssl` (PostgreSQL, SQL Server) or `require_secure_transport` (MySQL,
#     MariaDB) to 1; set `require_tls = true` of a proxy.
#   example: |
#     resource "aws_db_parameter_group" "orders" {
#       name   = "orders"
#       family = "postgres16"
#
#       parameter {
#         name  = "rds.force_ssl"
#         value = "1"
#       }
#     }
#   controls:
#     nist_800_53: ["SC-8"]
#     pci_dss: ["4.2.1"]
#     soc2: ["CC6.7"]
#   aliases: [CKV2_AWS_69]
package rules.aws.rds.rds_transport_encryption

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.rds
import data.lib.setting

_fault := "connections without TLS are taken"

deny contains finding.at(group, ["parameter", i, "value"], sprintf("%s: `%s` is %s", [_fault, name, state])) if {
	some group in _groups
	some i, parameter in group.values.parameter
	name := object.get(parameter, "name", "")
	name in {"rds.force_ssl", "require_secure_transport"}
	some state in _states(group, i)
}

deny contains finding.at(group, path, sprintf("%s, as long as nothing sets `%s`", [_fault, name])) if {
	some group in _groups
	not _is_for_members(group)
	some name in _switches(object.get(group.values, "family", ""))
	parameters := object.get(group.values, "parameter", [])
	not name in [object.get(parameter, "name", "") | some parameter in parameters]
	some path in _places(group, count(parameters))
}

deny contains finding.at(database, [key], msg) if {
	some type, key in {"aws_db_instance": "parameter_group_name", "aws_rds_cluster": "db_cluster_parameter_group_name"}
	some database in input.resources[type]
	_has_default_group(database, key)
	not rds.is_replica(database)
	family := _family(database.values)
	count(_switches(family)) > 0
	msg := sprintf("%s: the default parameters of %s allow them", [_fault, family])
}

deny contains found if {
	some found in setting.off(object.get(input.resources, "aws_db_proxy", []), ["require_tls"], _fault)
}

_groups contains group if {
	some type in ["aws_db_parameter_group", "aws_rds_cluster_parameter_group"]
	some group in input.resources[type]
}

# Of Aurora the parameters of the cluster decide, and not those of its members.
_is_for_members(group) if {
	group.type == "aws_db_parameter_group"
	startswith(object.get(group.values, "family", ""), "aurora")
}

_states(group, i) := off | deferred if {
	off := {value |
		value := object.get(group.values, ["parameter", i, "value"], "")
		lower(value) in {"0", "off", "false"}
	}
	deferred := {"known only after apply" | attribute.is_deferred(group, ["parameter", i, "value"])}
}

# Where a group lacks a parameter: at names that only apply knows, or as a whole.
_places(group, number) := names | {["parameter"] | count(names) == 0} if {
	names := {path |
		some i in numbers.range(0, number)
		path := ["parameter", i, "name"]
		object.get(group.unknown, path, false) == true
	}
}

# The parameter, if any, that the family has and does not turn on by itself.
_switches(family) := mysql | sql_server | postgres if {
	mysql := {"require_secure_transport" |
		family in {
			"aurora-mysql5.7", "aurora-mysql8.0", "mysql5.7", "mysql8.0",
			"mariadb10.5", "mariadb10.6", "mariadb10.11", "mariadb11.4",
		}
	}
	sql_server := {"rds.force_ssl" | startswith(family, "sqlserver-")}
	postgres := {"rds.force_ssl" |
		some engine, first_strict in {"postgres": 15, "aurora-postgresql": 17}
		version := trim_prefix(family, engine)
		regex.match(`^[0-9]+([.][0-9]+)?$`, version)
		to_number(version) < first_strict
	}
}

_has_default_group(database, key) if attribute.is_left_out(database, key)

_has_default_group(database, key) if startswith(object.get(database.values, key, ""), "default.")

# The family of the database, as far as engine and version tell: postgres14, mysql8.0, sqlserver-ee.
_family(values) := sprintf("%s%s", [engine, concat(".", array.slice(numbers, 0, length))]) if {
	engine := object.get(values, "engine", "")
	numbers := split(object.get(values, "engine_version", ""), ".")
	length := object.get(_version_lengths, engine, 0)
}

_version_lengths := {"postgres": 1, "aurora-postgresql": 1, "mysql": 2, "aurora-mysql": 2, "mariadb": 2}
