# METADATA
# title: IAM policy grants a role to everybody
# description: |
#   The policy that replaces all grants on a resource gives a role to all users, or to everyone with a Google
#   account, which is the same but for a sign-in. What the role allows, anybody on the internet may do. The
#   document of a data source is judged where a resource applies it. Policies of buckets, KMS keys, BigQuery
#   datasets and tables, Cloud Run, Cloud Functions, Pub/Sub, Artifact Registry and Dataproc are judged by the
#   rules about these.
# related_resources:
#   - https://cloud.google.com/iam/docs/principals-overview
#   - https://cloud.google.com/iam/docs/resource-types-with-policies
# custom:
#   id: google-iam-policy-public
#   severity: critical
#   domain: exposure
#   resources: [
#     google_access_context_manager_access_policy_iam_policy, google_api_gateway_api_iam_policy,
#     google_api_gateway_api_config_iam_policy, google_api_gateway_gateway_iam_policy,
#     google_apigee_environment_iam_policy, google_beyondcorp_application_iam_policy,
#     google_beyondcorp_security_gateway_iam_policy, google_beyondcorp_security_gateway_application_iam_policy,
#     google_bigquery_analytics_hub_data_exchange_iam_policy, google_bigquery_analytics_hub_listing_iam_policy,
#     google_bigquery_connection_iam_policy, google_bigquery_datapolicy_data_policy_iam_policy,
#     google_bigtable_instance_iam_policy, google_bigtable_table_iam_policy, google_billing_account_iam_policy,
#     google_binary_authorization_attestor_iam_policy, google_cloud_tasks_queue_iam_policy,
#     google_cloudbuildv2_connection_iam_policy, google_clouddeploy_custom_target_type_iam_policy,
#     google_clouddeploy_delivery_pipeline_iam_policy, google_clouddeploy_target_iam_policy,
#     google_colab_runtime_template_iam_policy, google_compute_backend_bucket_iam_policy,
#     google_compute_backend_service_iam_policy, google_compute_disk_iam_policy, google_compute_image_iam_policy,
#     google_compute_instance_iam_policy, google_compute_instance_template_iam_policy,
#     google_compute_instant_snapshot_iam_policy, google_compute_machine_image_iam_policy,
#     google_compute_region_backend_service_iam_policy, google_compute_region_disk_iam_policy,
#     google_compute_snapshot_iam_policy, google_compute_storage_pool_iam_policy,
#     google_compute_subnetwork_iam_policy, google_container_analysis_note_iam_policy,
#     google_data_catalog_entry_group_iam_policy, google_data_catalog_policy_tag_iam_policy,
#     google_data_catalog_tag_template_iam_policy, google_data_catalog_taxonomy_iam_policy,
#     google_data_fusion_instance_iam_policy, google_dataform_repository_iam_policy,
#     google_dataplex_aspect_type_iam_policy, google_dataplex_asset_iam_policy, google_dataplex_datascan_iam_policy,
#     google_dataplex_entry_group_iam_policy, google_dataplex_entry_type_iam_policy,
#     google_dataplex_glossary_iam_policy, google_dataplex_lake_iam_policy, google_dataplex_task_iam_policy,
#     google_dataplex_zone_iam_policy, google_dns_managed_zone_iam_policy, google_endpoints_service_iam_policy,
#     google_endpoints_service_consumers_iam_policy, google_folder_iam_policy,
#     google_gemini_repository_group_iam_policy, google_gke_backup_backup_plan_iam_policy,
#     google_gke_backup_restore_plan_iam_policy, google_gke_hub_feature_iam_policy,
#     google_gke_hub_membership_iam_policy, google_gke_hub_scope_iam_policy,
#     google_healthcare_consent_store_iam_policy, google_healthcare_dataset_iam_policy,
#     google_healthcare_dicom_store_iam_policy, google_healthcare_fhir_store_iam_policy,
#     google_healthcare_hl7_v2_store_iam_policy, google_iam_workforce_pool_iam_policy,
#     google_iam_workload_identity_pool_iam_policy, google_iap_app_engine_service_iam_policy,
#     google_iap_app_engine_version_iam_policy, google_iap_tunnel_iam_policy, google_iap_tunnel_dest_group_iam_policy,
#     google_iap_tunnel_instance_iam_policy, google_iap_web_iam_policy, google_iap_web_backend_service_iam_policy,
#     google_iap_web_cloud_run_service_iam_policy, google_iap_web_region_backend_service_iam_policy,
#     google_iap_web_type_app_engine_iam_policy, google_iap_web_type_compute_iam_policy,
#     google_logging_log_view_iam_policy, google_network_security_address_group_iam_policy,
#     google_notebooks_instance_iam_policy, google_notebooks_runtime_iam_policy, google_organization_iam_policy,
#     google_privateca_ca_pool_iam_policy, google_privateca_certificate_template_iam_policy,
#     google_project_iam_policy, google_runtimeconfig_config_iam_policy, google_scc_source_iam_policy,
#     google_scc_v2_organization_source_iam_policy, google_secret_manager_regional_secret_iam_policy,
#     google_secret_manager_secret_iam_policy, google_secure_source_manager_instance_iam_policy,
#     google_secure_source_manager_repository_iam_policy, google_service_account_iam_policy,
#     google_service_directory_namespace_iam_policy, google_service_directory_service_iam_policy,
#     google_sourcerepo_repository_iam_policy, google_spanner_database_iam_policy, google_spanner_instance_iam_policy,
#     google_tags_tag_key_iam_policy, google_tags_tag_value_iam_policy, google_vertex_ai_endpoint_iam_policy,
#     google_vertex_ai_feature_group_iam_policy, google_vertex_ai_feature_online_store_iam_policy,
#     google_vertex_ai_feature_online_store_featureview_iam_policy, google_vertex_ai_featurestore_iam_policy,
#     google_vertex_ai_featurestore_entitytype_iam_policy, google_workbench_instance_iam_policy,
#     google_workstations_workstation_iam_policy, google_workstations_workstation_config_iam_policy
#   ]
#   attributes: [policy_data]
#   never_computed: [policy_data]
#   remediation: |
#     Name the groups or service accounts that need the role.
#   example: |
#     data "google_iam_policy" "shop" {
#       binding {
#         role    = "roles/secretmanager.secretAccessor"
#         members = ["serviceAccount:shop@example-shop.iam.gserviceaccount.com"]
#       }
#     }
#
#     resource "google_secret_manager_secret_iam_policy" "shop" {
#       secret_id   = google_secret_manager_secret.shop.secret_id
#       policy_data = data.google_iam_policy.shop.policy_data
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-6"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_GCP_113]
package rules.google.iam.iam_policy_public

import rego.v1

import data.lib.finding
import data.lib.google_iam

deny contains finding.at(resource, grant.path, grant.text) if {
	some resources in input.resources
	some resource in resources
	some grant in google_iam.public(resource)
}
