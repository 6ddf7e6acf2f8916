package lib.rds_test

import rego.v1

import data.lib.rds

_database(values, unknown) := {"address": "x.y", "values": values, "unknown": unknown}

test_origins if {
	rds.origins(_database({"snapshot_identifier": "s", "restore_to_point_in_time": []}, {})) == ["snapshot_identifier"]
	rds.origins(_database({}, {"replicate_source_db": true})) == ["replicate_source_db"]
	rds.origins(_database({"engine": "mysql"}, {})) == []
}

test_is_replica if {
	rds.is_replica(_database({"replicate_source_db": "main"}, {}))
	rds.is_replica(_database({}, {"replication_source_identifier": true}))
	not rds.is_replica(_database({"snapshot_identifier": "s", "replicate_source_db": ""}, {}))
}

test_is_old_serverless if {
	rds.is_old_serverless(_database({"engine_mode": "serverless"}, {}))
	not rds.is_old_serverless(_database({"engine_mode": "provisioned"}, {}))
	not rds.is_old_serverless(_database({}, {}))
}
