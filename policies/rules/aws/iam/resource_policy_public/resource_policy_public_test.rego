package rules.aws.iam.resource_policy_public_test

import rego.v1

import data.rules.aws.iam.resource_policy_public as rule

_reason := "lets anybody do `kinesis:PutRecord`"

_resource(type, documents, unknown) := {"resources": {type: [{
	"address": sprintf("%s.p", [type]),
	"type": type,
	"values": {},
	"unknown": unknown,
	"documents": documents,
}]}}

_document(kind) := {"path": ["policy"], "conclusions": {kind: [
	{"label": "statement `A`", "reason": _reason, "statements": [0]},
	{"label": "Statement[2]", "reason": _reason, "statements": [2]},
]}}

_findings(type) := {found |
	some label in ["statement `A`", "Statement[2]"]
	msg := sprintf("%s %s", [label, _reason])
	found := {"address": sprintf("%s.p", [type]), "path": ["policy"], "msg": msg, "known": true}
}

test_deny_what_is_concluded_of_a_document if {
	every type in [
		"aws_acmpca_policy",
		"aws_cloudsearch_domain_service_access_policy",
		"aws_cloudwatch_log_delivery_destination_policy",
		"aws_cloudwatch_log_destination_policy",
		"aws_cloudwatch_log_resource_policy",
		"aws_codeartifact_domain_permissions_policy",
		"aws_codeartifact_repository_permissions_policy",
		"aws_codebuild_resource_policy",
		"aws_dynamodb_resource_policy",
		"aws_glue_resource_policy",
		"aws_kinesis_resource_policy",
		"aws_media_store_container_policy",
		"aws_msk_cluster_policy",
		"aws_networkfirewall_resource_policy",
		"aws_oam_sink_policy",
		"aws_organizations_resource_policy",
		"aws_prometheus_resource_policy",
		"aws_redshift_resource_policy",
		"aws_redshiftserverless_resource_policy",
		"aws_s3control_access_grants_instance_resource_policy",
		"aws_s3control_bucket_policy",
		"aws_s3control_object_lambda_access_point_policy",
		"aws_s3tables_table_bucket_policy",
		"aws_s3tables_table_policy",
		"aws_s3vectors_vector_bucket_policy",
		"aws_sagemaker_model_package_group_policy",
		"aws_schemas_registry_policy",
		"aws_ses_identity_policy",
		"aws_sesv2_email_identity_policy",
		"aws_vpclattice_resource_policy",
		"aws_xray_resource_policy",
	] {
		found := rule.deny with input as _resource(type, {"policy": _document("public")}, {})
		found == _findings(type)
	}
}

test_deny_what_is_known_of_a_document_that_is_partly_unknown if {
	partial := object.union(_document("public"), {"partial": true})
	unknown := {"policy": true}
	found := rule.deny with input as _resource("aws_acmpca_policy", {"policy": partial}, unknown)
	found == _findings("aws_acmpca_policy")
}

test_allow_other_conclusions if {
	found := rule.deny with input as _resource("aws_acmpca_policy", {"policy": _document("cross_account")}, {})
	found == set()
}

test_allow_a_document_unknown_at_plan if {
	found := rule.deny with input as _resource("aws_acmpca_policy", {}, {"policy": true})
	found == set()
}

test_allow_a_plan_without_the_types if {
	found := rule.deny with input as {"resources": {}}
	found == set()
}
