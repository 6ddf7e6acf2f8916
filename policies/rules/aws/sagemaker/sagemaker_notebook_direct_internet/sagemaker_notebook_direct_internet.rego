# METADATA
# title: Notebook or Studio domain reaches the internet past the VPC
# description: |
#   The instance, or whatever runs in the domain, has a way to the internet through a network of SageMaker, which no
#   route, firewall or flow log of the VPC sees: code from anywhere gets in, and data gets out. It is on unless it is
#   turned off, which takes a subnet.
# related_resources:
#   - https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html
#   - https://docs.aws.amazon.com/sagemaker/latest/dg/studio-notebooks-and-internet-access.html
# custom:
#   id: aws-sagemaker-notebook-direct-internet
#   severity: medium
#   domain: exposure
#   resources: [aws_sagemaker_notebook_instance, aws_sagemaker_domain]
#   attributes: [direct_internet_access, app_network_access_type]
#   remediation: |
#     Set `direct_internet_access = "Disabled"` with `subnet_id` and `security_groups`, or `app_network_access_type =
#     "VpcOnly"` of a domain, and let the subnet have what notebooks need.
#   example: |
#     resource "aws_sagemaker_notebook_instance" "research" {
#       name                   = "research"
#       role_arn               = aws_iam_role.research.arn
#       instance_type          = "ml.t3.medium"
#       subnet_id              = aws_subnet.research.id
#       security_groups        = [aws_security_group.research.id]
#       direct_internet_access = "Disabled"
#       root_access            = "Disabled"
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_122]
package rules.aws.sagemaker.sagemaker_notebook_direct_internet

import rego.v1

import data.lib.setting

_ways := {
	"aws_sagemaker_notebook_instance": {"key": "direct_internet_access", "open": "Enabled"},
	"aws_sagemaker_domain": {"key": "app_network_access_type", "open": "PublicInternetOnly"},
}

deny contains found if {
	some type, way in _ways
	resources := object.get(input.resources, type, [])
	choice := {"bad": {way.open}, "default": way.open}
	some found in setting.one_of(resources, [way.key], choice, "traffic goes past the VPC")
}
