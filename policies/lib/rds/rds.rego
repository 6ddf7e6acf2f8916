# Databases of RDS: what they are made from.
package lib.rds

import rego.v1

import data.lib.attribute

_origins := ["replicate_source_db", "replication_source_identifier", "snapshot_identifier", "restore_to_point_in_time"]

# The attributes that make the instance or cluster a copy of something, where they say so or may come to say so.
origins(database) := [key |
	some key in _origins
	attribute.is_given(database, key)
]

# The instance or cluster follows another one, from which it can be made again.
is_replica(database) if {
	some key in ["replicate_source_db", "replication_source_identifier"]
	attribute.is_given(database, key)
}

# Aurora Serverless v1.
is_old_serverless(database) if database.values.engine_mode == "serverless"
