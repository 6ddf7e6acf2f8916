# METADATA
# title: Role is granted to everybody
# description: |
#   A role on a project, a secret, an image or another resource is given to all users, or to everyone with a
#   Google account, which is the same but for a sign-in. What the role allows, anybody on the internet may do. A
#   condition that asks for an access level keeps others out and is not reported; other conditions do not.
#   Buckets, KMS keys, BigQuery datasets and tables, Cloud Run, Cloud Functions, Pub/Sub, Artifact Registry and
#   Dataproc have rules of their own.
# related_resources:
#   - https://cloud.google.com/iam/docs/principals-overview
#   - https://cloud.google.com/iam/docs/resource-types-with-policies
# custom:
#   id: google-iam-public-member
#   severity: high
#   domain: exposure
#   resources: [
#     google_access_context_manager_access_policy_iam_member, google_access_context_manager_access_policy_iam_binding,
#     google_api_gateway_api_iam_member, google_api_gateway_api_iam_binding, google_api_gateway_api_config_iam_member,
#     google_api_gateway_api_config_iam_binding, google_api_gateway_gateway_iam_member,
#     google_api_gateway_gateway_iam_binding, google_apigee_environment_iam_member,
#     google_apigee_environment_iam_binding, google_beyondcorp_application_iam_member,
#     google_beyondcorp_application_iam_binding, google_beyondcorp_security_gateway_iam_member,
#     google_beyondcorp_security_gateway_iam_binding, google_beyondcorp_security_gateway_application_iam_member,
#     google_beyondcorp_security_gateway_application_iam_binding,
#     google_bigquery_analytics_hub_data_exchange_iam_member, google_bigquery_analytics_hub_data_exchange_iam_binding,
#     google_bigquery_analytics_hub_listing_iam_member, google_bigquery_analytics_hub_listing_iam_binding,
#     google_bigquery_connection_iam_member, google_bigquery_connection_iam_binding,
#     google_bigquery_datapolicy_data_policy_iam_member, google_bigquery_datapolicy_data_policy_iam_binding,
#     google_bigtable_instance_iam_member, google_bigtable_instance_iam_binding, google_bigtable_table_iam_member,
#     google_bigtable_table_iam_binding, google_billing_account_iam_member, google_billing_account_iam_binding,
#     google_binary_authorization_attestor_iam_member, google_binary_authorization_attestor_iam_binding,
#     google_cloud_tasks_queue_iam_member, google_cloud_tasks_queue_iam_binding,
#     google_cloudbuildv2_connection_iam_member, google_cloudbuildv2_connection_iam_binding,
#     google_clouddeploy_custom_target_type_iam_member, google_clouddeploy_custom_target_type_iam_binding,
#     google_clouddeploy_delivery_pipeline_iam_member, google_clouddeploy_delivery_pipeline_iam_binding,
#     google_clouddeploy_target_iam_member, google_clouddeploy_target_iam_binding,
#     google_colab_runtime_template_iam_member, google_colab_runtime_template_iam_binding,
#     google_compute_backend_bucket_iam_member, google_compute_backend_bucket_iam_binding,
#     google_compute_backend_service_iam_member, google_compute_backend_service_iam_binding,
#     google_compute_disk_iam_member, google_compute_disk_iam_binding, google_compute_image_iam_member,
#     google_compute_image_iam_binding, google_compute_instance_iam_member, google_compute_instance_iam_binding,
#     google_compute_instance_template_iam_member, google_compute_instance_template_iam_binding,
#     google_compute_instant_snapshot_iam_member, google_compute_instant_snapshot_iam_binding,
#     google_compute_machine_image_iam_member, google_compute_machine_image_iam_binding,
#     google_compute_region_backend_service_iam_member, google_compute_region_backend_service_iam_binding,
#     google_compute_region_disk_iam_member, google_compute_region_disk_iam_binding,
#     google_compute_snapshot_iam_member, google_compute_snapshot_iam_binding, google_compute_storage_pool_iam_member,
#     google_compute_storage_pool_iam_binding, google_compute_subnetwork_iam_member,
#     google_compute_subnetwork_iam_binding, google_container_analysis_note_iam_member,
#     google_container_analysis_note_iam_binding, google_data_catalog_entry_group_iam_member,
#     google_data_catalog_entry_group_iam_binding, google_data_catalog_policy_tag_iam_member,
#     google_data_catalog_policy_tag_iam_binding, google_data_catalog_tag_template_iam_member,
#     google_data_catalog_tag_template_iam_binding, google_data_catalog_taxonomy_iam_member,
#     google_data_catalog_taxonomy_iam_binding, google_data_fusion_instance_iam_member,
#     google_data_fusion_instance_iam_binding, google_dataform_repository_iam_member,
#     google_dataform_repository_iam_binding, google_dataplex_aspect_type_iam_member,
#     google_dataplex_aspect_type_iam_binding, google_dataplex_asset_iam_member, google_dataplex_asset_iam_binding,
#     google_dataplex_datascan_iam_member, google_dataplex_datascan_iam_binding,
#     google_dataplex_entry_group_iam_member, google_dataplex_entry_group_iam_binding,
#     google_dataplex_entry_type_iam_member, google_dataplex_entry_type_iam_binding,
#     google_dataplex_glossary_iam_member, google_dataplex_glossary_iam_binding, google_dataplex_lake_iam_member,
#     google_dataplex_lake_iam_binding, google_dataplex_task_iam_member, google_dataplex_task_iam_binding,
#     google_dataplex_zone_iam_member, google_dataplex_zone_iam_binding, google_dns_managed_zone_iam_member,
#     google_dns_managed_zone_iam_binding, google_endpoints_service_iam_member, google_endpoints_service_iam_binding,
#     google_endpoints_service_consumers_iam_member, google_endpoints_service_consumers_iam_binding,
#     google_folder_iam_member, google_folder_iam_binding, google_gemini_repository_group_iam_member,
#     google_gemini_repository_group_iam_binding, google_gke_backup_backup_plan_iam_member,
#     google_gke_backup_backup_plan_iam_binding, google_gke_backup_restore_plan_iam_member,
#     google_gke_backup_restore_plan_iam_binding, google_gke_hub_feature_iam_member,
#     google_gke_hub_feature_iam_binding, google_gke_hub_membership_iam_member, google_gke_hub_membership_iam_binding,
#     google_gke_hub_scope_iam_member, google_gke_hub_scope_iam_binding, google_healthcare_consent_store_iam_member,
#     google_healthcare_consent_store_iam_binding, google_healthcare_dataset_iam_member,
#     google_healthcare_dataset_iam_binding, google_healthcare_dicom_store_iam_member,
#     google_healthcare_dicom_store_iam_binding, google_healthcare_fhir_store_iam_member,
#     google_healthcare_fhir_store_iam_binding, google_healthcare_hl7_v2_store_iam_member,
#     google_healthcare_hl7_v2_store_iam_binding, google_iam_workforce_pool_iam_member,
#     google_iam_workforce_pool_iam_binding, google_iam_workload_identity_pool_iam_member,
#     google_iam_workload_identity_pool_iam_binding, google_iap_app_engine_service_iam_member,
#     google_iap_app_engine_service_iam_binding, google_iap_app_engine_version_iam_member,
#     google_iap_app_engine_version_iam_binding, google_iap_tunnel_iam_member, google_iap_tunnel_iam_binding,
#     google_iap_tunnel_dest_group_iam_member, google_iap_tunnel_dest_group_iam_binding,
#     google_iap_tunnel_instance_iam_member, google_iap_tunnel_instance_iam_binding, google_iap_web_iam_member,
#     google_iap_web_iam_binding, google_iap_web_backend_service_iam_member,
#     google_iap_web_backend_service_iam_binding, google_iap_web_cloud_run_service_iam_member,
#     google_iap_web_cloud_run_service_iam_binding, google_iap_web_region_backend_service_iam_member,
#     google_iap_web_region_backend_service_iam_binding, google_iap_web_type_app_engine_iam_member,
#     google_iap_web_type_app_engine_iam_binding, google_iap_web_type_compute_iam_member,
#     google_iap_web_type_compute_iam_binding, google_logging_log_view_iam_member,
#     google_logging_log_view_iam_binding, google_network_security_address_group_iam_member,
#     google_network_security_address_group_iam_binding, google_notebooks_instance_iam_member,
#     google_notebooks_instance_iam_binding, google_notebooks_runtime_iam_member,
#     google_notebooks_runtime_iam_binding, google_organization_iam_member, google_organization_iam_binding,
#     google_privateca_ca_pool_iam_member, google_privateca_ca_pool_iam_binding,
#     google_privateca_certificate_template_iam_member, google_privateca_certificate_template_iam_binding,
#     google_project_iam_member, google_project_iam_binding, google_runtimeconfig_config_iam_member,
#     google_runtimeconfig_config_iam_binding, google_scc_source_iam_member, google_scc_source_iam_binding,
#     google_scc_v2_organization_source_iam_member, google_scc_v2_organization_source_iam_binding,
#     google_secret_manager_regional_secret_iam_member, google_secret_manager_regional_secret_iam_binding,
#     google_secret_manager_secret_iam_member, google_secret_manager_secret_iam_binding,
#     google_secure_source_manager_instance_iam_member, google_secure_source_manager_instance_iam_binding,
#     google_secure_source_manager_repository_iam_member, google_secure_source_manager_repository_iam_binding,
#     google_service_account_iam_member, google_service_account_iam_binding,
#     google_service_directory_namespace_iam_member, google_service_directory_namespace_iam_binding,
#     google_service_directory_service_iam_member, google_service_directory_service_iam_binding,
#     google_sourcerepo_repository_iam_member, google_sourcerepo_repository_iam_binding,
#     google_spanner_database_iam_member, google_spanner_database_iam_binding, google_spanner_instance_iam_member,
#     google_spanner_instance_iam_binding, google_tags_tag_key_iam_member, google_tags_tag_key_iam_binding,
#     google_tags_tag_value_iam_member, google_tags_tag_value_iam_binding, google_vertex_ai_endpoint_iam_member,
#     google_vertex_ai_endpoint_iam_binding, google_vertex_ai_feature_group_iam_member,
#     google_vertex_ai_feature_group_iam_binding, google_vertex_ai_feature_online_store_iam_member,
#     google_vertex_ai_feature_online_store_iam_binding, google_vertex_ai_feature_online_store_featureview_iam_member,
#     google_vertex_ai_feature_online_store_featureview_iam_binding, google_vertex_ai_featurestore_iam_member,
#     google_vertex_ai_featurestore_iam_binding, google_vertex_ai_featurestore_entitytype_iam_member,
#     google_vertex_ai_featurestore_entitytype_iam_binding, google_workbench_instance_iam_member,
#     google_workbench_instance_iam_binding, google_workstations_workstation_iam_member,
#     google_workstations_workstation_iam_binding, google_workstations_workstation_config_iam_member,
#     google_workstations_workstation_config_iam_binding
#   ]
#   attributes: [member, members]
#   never_computed: [member, members]
#   satisfied_by:
#     member:
#       - google_service_account
#       - google_project
#       - google_project_service_identity
#       - google_logging_project_sink
#       - google_logging_folder_sink
#       - google_logging_organization_sink
#       - google_logging_billing_account_sink
#       - google_sql_database_instance
#       - google_bigquery_connection
#       - google_cloud_identity_group
#       - google_iam_workload_identity_pool
#       - google_iam_workforce_pool
#       - data.google_project
#       - data.google_service_account
#       - data.google_app_engine_default_service_account
#       - data.google_bigquery_default_service_account
#       - data.google_compute_default_service_account
#       - data.google_storage_project_service_account
#       - data.google_storage_transfer_project_service_account
#   remediation: |
#     Name the groups or service accounts that need the role.
#   example: |
#     resource "google_secret_manager_secret_iam_member" "shop" {
#       secret_id = google_secret_manager_secret.shop.secret_id
#       role      = "roles/secretmanager.secretAccessor"
#       member    = google_service_account.shop.member
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     soc2: ["CC6.1"]
#   aliases: []
package rules.google.iam.iam_public_member

import rego.v1

import data.lib.finding
import data.lib.google_iam

deny contains finding.at(resource, grant.path, grant.text) if {
	some resources in input.resources
	some resource in resources
	some grant in google_iam.public(resource)
}
