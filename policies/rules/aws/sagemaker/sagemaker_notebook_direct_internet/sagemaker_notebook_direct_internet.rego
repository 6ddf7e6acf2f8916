# METADATA
# title: Notebook reaches the internet past the VPC
# description: |
#   The instance has a way to the internet through a network of SageMaker, which no route, firewall or flow log of
#   the VPC sees: code from anywhere gets in, and data gets out. It is on unless it is turned off, which takes a
#   subnet.
# related_resources:
#   - https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html
# custom:
#   id: aws-sagemaker-notebook-direct-internet
#   severity: medium
#   domain: exposure
#   resources: [aws_sagemaker_notebook_instance]
#   attributes: [direct_internet_access]
#   remediation: |
#     Set `direct_internet_access = "Disabled"` with `subnet_id` and `security_groups`, and let the subnet have what
#     the notebook needs.
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

_choice := {"bad": {"Enabled"}, "default": "Enabled"}

deny contains found if {
	notebooks := object.get(input.resources, "aws_sagemaker_notebook_instance", [])
	some found in setting.one_of(notebooks, ["direct_internet_access"], _choice, "traffic goes past the VPC")
}
