package lib.lambda_permission_test

import rego.v1

import data.lib.lambda_permission

_permission(values, unknown) := {"values": values, "unknown": unknown}

test_names_an_owner_known_or_deferred if {
	every key in ["source_account", "principal_org_id", "event_source_token"] {
		lambda_permission.names_an_owner(_permission({key: "123456789012"}, {}))
		lambda_permission.names_an_owner(_permission({}, {key: true}))
	}
	not lambda_permission.names_an_owner(_permission({"source_account": "", "source_arn": "arn:aws:s3:::a"}, {}))
}

test_names_a_source if {
	every arn in [
		"arn:aws:sns:eu-central-1:123456789012:jobs",
		"arn:aws:execute-api:eu-central-1:123456789012:*/*/*",
		"arn:aws-cn:s3:::uploads",
		"arn:aws:apigateway:eu-central-1::/restapis/a1b2c3",
	] {
		lambda_permission.names_a_source(_permission({"source_arn": arn}, {}))
	}
	lambda_permission.names_a_source(_permission({}, {"source_arn": true}))
}

test_names_no_source if {
	every arn in ["", "*", "arn:aws:events:*:*:rule/*", "arn:aws:s3:::*", "arn:aws:s3:::uploads-*"] {
		not lambda_permission.names_a_source(_permission({"source_arn": arn}, {}))
	}
	not lambda_permission.names_a_source(_permission({}, {}))
}
