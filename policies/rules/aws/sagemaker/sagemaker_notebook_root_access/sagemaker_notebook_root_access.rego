# METADATA
# title: Notebook users are root on the instance
# description: |
#   Whoever uses the notebook may read and change all of the instance, what runs in the background and what
#   watches it included. Root access is on unless it is turned off. Lifecycle scripts run as root all the
#   same.
# related_resources:
#   - https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-root-access.html
# custom:
#   id: aws-sagemaker-notebook-root-access
#   severity: medium
#   domain: iam
#   resources: [aws_sagemaker_notebook_instance]
#   attributes: [root_access]
#   remediation: Set `root_access = "Disabled"`, and install what needs root in a lifecycle script.
#   example: |
#     resource "aws_sagemaker_notebook_instance" "research" {
#       name          = "research"
#       role_arn      = aws_iam_role.research.arn
#       instance_type = "ml.t3.medium"
#       root_access   = "Disabled"
#     }
#   controls:
#     nist_800_53: ["AC-6"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_307]
package rules.aws.sagemaker.sagemaker_notebook_root_access

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.text

deny contains finding.at(notebook, ["root_access"], msg) if {
	some notebook in input.resources.aws_sagemaker_notebook_instance
	object.get(notebook.values, "root_access", "Enabled") == "Enabled"
	not attribute.is_deferred(notebook, ["root_access"])
	msg := sprintf("users are root: %s", [text.state(notebook.values, "root_access")])
}
