# METADATA
# title: Launch configuration gives instances public addresses
# description: |
#   Each instance of the Auto Scaling group gets an address on the internet, so that only security groups keep
#   everybody from connecting to it. Behind a load balancer they need none. Launch configurations are outdated, too:
#   AWS gives no new features to them and advises to use launch templates.
# related_resources:
#   - https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-configurations.html
# custom:
#   id: aws-launch-config-public-ip
#   severity: medium
#   domain: exposure
#   resources: [aws_launch_configuration]
#   attributes: [associate_public_ip_address]
#   remediation: |
#     Leave out `associate_public_ip_address` or set it to false, and put the instances into private subnets.
#   example: |
#     resource "aws_launch_configuration" "web" {
#       image_id                    = data.aws_ami.base.id
#       instance_type               = "t3.small"
#       associate_public_ip_address = false
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_389, AWS-0009, AVD-AWS-0009]
package rules.aws.ec2.launch_config_public_ip

import rego.v1

import data.lib.setting

deny contains found if {
	configurations := object.get(input.resources, "aws_launch_configuration", [])
	some found in setting.on(configurations, ["associate_public_ip_address"], "instances have public addresses")
}
