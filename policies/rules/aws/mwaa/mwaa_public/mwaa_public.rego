# METADATA
# title: Airflow's web server is on the internet
# description: |
#   Everybody reaches the web server of the environment, and IAM alone decides who gets in: a leaked key or a wide
#   policy is enough to see and start every workflow from anywhere. The default is a web server that only the VPC
#   reaches.
# related_resources:
#   - https://docs.aws.amazon.com/mwaa/latest/userguide/configuring-networking.html
# custom:
#   id: aws-mwaa-public
#   severity: medium
#   domain: exposure
#   resources: [aws_mwaa_environment]
#   attributes: [webserver_access_mode]
#   remediation: Set `webserver_access_mode = "PRIVATE_ONLY"`, and reach the web server through the VPC.
#   example: |
#     resource "aws_mwaa_environment" "etl" {
#       name                  = "etl"
#       dag_s3_path           = "dags/"
#       execution_role_arn    = aws_iam_role.airflow.arn
#       source_bucket_arn     = aws_s3_bucket.airflow.arn
#       webserver_access_mode = "PRIVATE_ONLY"
#
#       network_configuration {
#         security_group_ids = [aws_security_group.airflow.id]
#         subnet_ids         = aws_subnet.private[*].id
#       }
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     soc2: ["CC6.1"]
#   aliases: [CKV2_AWS_66]
package rules.aws.mwaa.mwaa_public

import rego.v1

import data.lib.setting

_choice := {"bad": {"PUBLIC_ONLY"}}

deny contains found if {
	environments := object.get(input.resources, "aws_mwaa_environment", [])
	some found in setting.one_of(environments, ["webserver_access_mode"], _choice, "the web server is on the internet")
}
