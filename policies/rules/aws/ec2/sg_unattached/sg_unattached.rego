# METADATA
# title: Security group is attached to nothing
# description: |
#   Nothing in the plan that can have a security group has this one. Groups that are left over hide the ones that
#   matter, and the rules of one that nobody looks at apply at once to whatever it is attached to. What is attached
#   by another configuration, by a controller of Kubernetes or by hand is not seen here.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
# custom:
#   id: aws-sg-unattached
#   severity: low
#   domain: network
#   opt_in: true
#   resources: [aws_security_group]
#   attributes: []
#   linked:
#     - aws_alb.security_groups
#     - aws_apigatewayv2_vpc_link.security_group_ids
#     - aws_apprunner_vpc_connector.security_groups
#     - aws_appstream_fleet.vpc_config
#     - aws_appstream_image_builder.vpc_config
#     - aws_batch_compute_environment.compute_resources
#     - aws_bedrock_custom_model.vpc_config
#     - aws_bedrockagentcore_agent_runtime.network_configuration
#     - aws_bedrockagentcore_browser.network_configuration
#     - aws_bedrockagentcore_code_interpreter.network_configuration
#     - aws_cloudwatch_event_target.ecs_target
#     - aws_codebuild_fleet.vpc_config
#     - aws_codebuild_project.environment
#     - aws_codebuild_project.vpc_config
#     - aws_codeconnections_host.vpc_configuration
#     - aws_codestarconnections_host.vpc_configuration
#     - aws_comprehend_document_classifier.vpc_config
#     - aws_comprehend_entity_recognizer.vpc_config
#     - aws_datasync_agent.security_group_arns
#     - aws_datasync_location_efs.ec2_config
#     - aws_datasync_location_fsx_lustre_file_system.security_group_arns
#     - aws_datasync_location_fsx_ontap_file_system.security_group_arns
#     - aws_datasync_location_fsx_openzfs_file_system.security_group_arns
#     - aws_datasync_location_fsx_windows_file_system.security_group_arns
#     - aws_dax_cluster.security_group_ids
#     - aws_db_instance.vpc_security_group_ids
#     - aws_db_option_group.option
#     - aws_db_proxy.vpc_security_group_ids
#     - aws_db_proxy_endpoint.vpc_security_group_ids
#     - aws_devicefarm_test_grid_project.vpc_config
#     - aws_dms_replication_config.compute_config
#     - aws_dms_replication_instance.vpc_security_group_ids
#     - aws_docdb_cluster.vpc_security_group_ids
#     - aws_docdbelastic_cluster.vpc_security_group_ids
#     - aws_drs_replication_configuration_template.replication_servers_security_groups_ids
#     - aws_ec2_client_vpn_endpoint.security_group_ids
#     - aws_ec2_instance_connect_endpoint.security_group_ids
#     - aws_ecs_capacity_provider.managed_instances_provider
#     - aws_ecs_express_gateway_service.network_configuration
#     - aws_ecs_service.network_configuration
#     - aws_ecs_task_set.network_configuration
#     - aws_efs_mount_target.security_groups
#     - aws_eks_cluster.vpc_config
#     - aws_elasticache_cluster.security_group_ids
#     - aws_elasticache_replication_group.security_group_ids
#     - aws_elasticache_replication_group.security_group_names
#     - aws_elasticache_serverless_cache.security_group_ids
#     - aws_elasticsearch_domain.vpc_options
#     - aws_elasticsearch_vpc_endpoint.vpc_options
#     - aws_elb.security_groups
#     - aws_emr_cluster.ec2_attributes
#     - aws_emr_studio.engine_security_group_id
#     - aws_emr_studio.workspace_security_group_id
#     - aws_emrserverless_application.network_configuration
#     - aws_finspace_kx_cluster.vpc_configuration
#     - aws_fsx_file_cache.security_group_ids
#     - aws_fsx_lustre_file_system.security_group_ids
#     - aws_fsx_ontap_file_system.security_group_ids
#     - aws_fsx_openzfs_file_system.security_group_ids
#     - aws_fsx_windows_file_system.security_group_ids
#     - aws_glue_connection.physical_connection_requirements
#     - aws_glue_dev_endpoint.security_group_ids
#     - aws_grafana_workspace.vpc_configuration
#     - aws_imagebuilder_infrastructure_configuration.security_group_ids
#     - aws_instance.security_groups
#     - aws_instance.vpc_security_group_ids
#     - aws_iot_topic_rule_destination.vpc_configuration
#     - aws_kinesis_firehose_delivery_stream.elasticsearch_configuration
#     - aws_kinesis_firehose_delivery_stream.opensearch_configuration
#     - aws_kinesis_firehose_delivery_stream.opensearchserverless_configuration
#     - aws_kinesisanalyticsv2_application.application_configuration
#     - aws_lambda_capacity_provider.vpc_config
#     - aws_lambda_function.vpc_config
#     - aws_launch_configuration.security_groups
#     - aws_launch_template.network_interfaces
#     - aws_launch_template.security_group_names
#     - aws_launch_template.vpc_security_group_ids
#     - aws_lb.security_groups
#     - aws_m2_environment.security_group_ids
#     - aws_medialive_channel.vpc
#     - aws_medialive_input.vpc
#     - aws_memorydb_cluster.security_group_ids
#     - aws_mq_broker.security_groups
#     - aws_msk_cluster.broker_node_group_info
#     - aws_msk_replicator.kafka_cluster
#     - aws_msk_serverless_cluster.vpc_config
#     - aws_msk_vpc_connection.security_groups
#     - aws_mskconnect_connector.kafka_cluster
#     - aws_mwaa_environment.network_configuration
#     - aws_neptune_cluster.vpc_security_group_ids
#     - aws_network_interface.security_groups
#     - aws_network_interface_sg_attachment.security_group_id
#     - aws_opensearch_domain.vpc_options
#     - aws_opensearch_vpc_endpoint.vpc_options
#     - aws_opensearchserverless_vpc_endpoint.security_group_ids
#     - aws_osis_pipeline.vpc_options
#     - aws_pipes_pipe.source_parameters
#     - aws_pipes_pipe.target_parameters
#     - aws_prometheus_scraper.source
#     - aws_quicksight_vpc_connection.security_group_ids
#     - aws_rds_cluster.vpc_security_group_ids
#     - aws_redshift_cluster.vpc_security_group_ids
#     - aws_redshift_endpoint_access.vpc_security_group_ids
#     - aws_redshiftserverless_endpoint_access.vpc_security_group_ids
#     - aws_redshiftserverless_workgroup.security_group_ids
#     - aws_route53_resolver_endpoint.security_group_ids
#     - aws_s3outposts_endpoint.security_group_id
#     - aws_sagemaker_data_quality_job_definition.network_config
#     - aws_sagemaker_domain.default_space_settings
#     - aws_sagemaker_domain.default_user_settings
#     - aws_sagemaker_domain.domain_settings
#     - aws_sagemaker_model.vpc_config
#     - aws_sagemaker_notebook_instance.security_groups
#     - aws_sagemaker_user_profile.user_settings
#     - aws_sagemaker_workforce.workforce_vpc_config
#     - aws_scheduler_schedule.target
#     - aws_spot_fleet_request.launch_specification
#     - aws_spot_instance_request.security_groups
#     - aws_spot_instance_request.vpc_security_group_ids
#     - aws_synthetics_canary.vpc_config
#     - aws_timestreaminfluxdb_db_cluster.vpc_security_group_ids
#     - aws_timestreaminfluxdb_db_instance.vpc_security_group_ids
#     - aws_transfer_server.endpoint_details
#     - aws_verifiedaccess_endpoint.security_group_ids
#     - aws_vpc_endpoint.security_group_ids
#     - aws_vpc_endpoint_security_group_association.security_group_id
#     - aws_vpclattice_resource_gateway.security_group_ids
#     - aws_vpclattice_service_network_vpc_association.security_group_ids
#     - aws_workspaces_directory.workspace_creation_properties
#     - aws_workspacesweb_network_settings.security_group_ids
#   remediation: |
#     Attach the group, or remove it.
#   example: |
#     resource "aws_instance" "web" {
#       ami                    = "ami-0123456789abcdef0"
#       instance_type          = "t3.small"
#       vpc_security_group_ids = [aws_security_group.web.id]
#     }
#   controls:
#     nist_800_53: ["CM-7"]
#     soc2: ["CC6.6"]
#   aliases: [CKV2_AWS_5]
package rules.aws.ec2.sg_unattached

import rego.v1

import data.lib.companion
import data.lib.finding

# The types of `linked`.
_users := {
	"aws_alb", "aws_apigatewayv2_vpc_link", "aws_apprunner_vpc_connector", "aws_appstream_fleet",
	"aws_appstream_image_builder", "aws_batch_compute_environment", "aws_bedrock_custom_model",
	"aws_bedrockagentcore_agent_runtime", "aws_bedrockagentcore_browser", "aws_bedrockagentcore_code_interpreter",
	"aws_cloudwatch_event_target", "aws_codebuild_fleet", "aws_codebuild_project", "aws_codeconnections_host",
	"aws_codestarconnections_host", "aws_comprehend_document_classifier", "aws_comprehend_entity_recognizer",
	"aws_datasync_agent", "aws_datasync_location_efs", "aws_datasync_location_fsx_lustre_file_system",
	"aws_datasync_location_fsx_ontap_file_system", "aws_datasync_location_fsx_openzfs_file_system",
	"aws_datasync_location_fsx_windows_file_system", "aws_dax_cluster", "aws_db_instance", "aws_db_option_group",
	"aws_db_proxy", "aws_db_proxy_endpoint", "aws_devicefarm_test_grid_project", "aws_dms_replication_config",
	"aws_dms_replication_instance", "aws_docdb_cluster", "aws_docdbelastic_cluster",
	"aws_drs_replication_configuration_template", "aws_ec2_client_vpn_endpoint",
	"aws_ec2_instance_connect_endpoint", "aws_ecs_capacity_provider", "aws_ecs_express_gateway_service",
	"aws_ecs_service", "aws_ecs_task_set", "aws_efs_mount_target", "aws_eks_cluster", "aws_elasticache_cluster",
	"aws_elasticache_replication_group", "aws_elasticache_serverless_cache", "aws_elasticsearch_domain",
	"aws_elasticsearch_vpc_endpoint", "aws_elb", "aws_emr_cluster", "aws_emr_studio",
	"aws_emrserverless_application", "aws_finspace_kx_cluster", "aws_fsx_file_cache", "aws_fsx_lustre_file_system",
	"aws_fsx_ontap_file_system", "aws_fsx_openzfs_file_system", "aws_fsx_windows_file_system",
	"aws_glue_connection", "aws_glue_dev_endpoint", "aws_grafana_workspace",
	"aws_imagebuilder_infrastructure_configuration", "aws_instance", "aws_iot_topic_rule_destination",
	"aws_kinesis_firehose_delivery_stream", "aws_kinesisanalyticsv2_application", "aws_lambda_capacity_provider",
	"aws_lambda_function", "aws_launch_configuration", "aws_launch_template", "aws_lb", "aws_m2_environment",
	"aws_medialive_channel", "aws_medialive_input", "aws_memorydb_cluster", "aws_mq_broker", "aws_msk_cluster",
	"aws_msk_replicator", "aws_msk_serverless_cluster", "aws_msk_vpc_connection", "aws_mskconnect_connector",
	"aws_mwaa_environment", "aws_neptune_cluster", "aws_network_interface", "aws_network_interface_sg_attachment",
	"aws_opensearch_domain", "aws_opensearch_vpc_endpoint", "aws_opensearchserverless_vpc_endpoint",
	"aws_osis_pipeline", "aws_pipes_pipe", "aws_prometheus_scraper", "aws_quicksight_vpc_connection",
	"aws_rds_cluster", "aws_redshift_cluster", "aws_redshift_endpoint_access",
	"aws_redshiftserverless_endpoint_access", "aws_redshiftserverless_workgroup", "aws_route53_resolver_endpoint",
	"aws_s3outposts_endpoint", "aws_sagemaker_data_quality_job_definition", "aws_sagemaker_domain",
	"aws_sagemaker_model", "aws_sagemaker_notebook_instance", "aws_sagemaker_user_profile",
	"aws_sagemaker_workforce", "aws_scheduler_schedule", "aws_spot_fleet_request", "aws_spot_instance_request",
	"aws_synthetics_canary", "aws_timestreaminfluxdb_db_cluster", "aws_timestreaminfluxdb_db_instance",
	"aws_transfer_server", "aws_verifiedaccess_endpoint", "aws_vpc_endpoint",
	"aws_vpc_endpoint_security_group_association", "aws_vpclattice_resource_gateway",
	"aws_vpclattice_service_network_vpc_association", "aws_workspaces_directory",
	"aws_workspacesweb_network_settings",
}

deny contains finding.without(group, [], _users, "nothing in the plan has the security group") if {
	some group in input.resources.aws_security_group
	linked := [type |
		some type in _users
		companion.has(group, type)
	]
	count(linked) == 0
}
