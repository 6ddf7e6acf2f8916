# METADATA
# title: EC2 instance has a public address
# description: |
#   The instance, or each one that a launch template makes, gets an address on the internet, so that only security
#   groups keep everybody from connecting to it. Most servers need none: a load balancer takes what comes in, a NAT
#   gateway lets them out, and Session Manager reaches them for administration.
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
# custom:
#   id: aws-ec2-public-ip
#   severity: medium
#   domain: exposure
#   resources: [aws_instance, aws_spot_instance_request, aws_launch_template, aws_spot_fleet_request]
#   attributes:
#     - associate_public_ip_address
#     - network_interfaces.associate_public_ip_address
#     - launch_specification.associate_public_ip_address
#   never_computed: [network_interfaces, network_interfaces.associate_public_ip_address]
#   remediation: |
#     Leave out `associate_public_ip_address` or set it to false, and put the instance into a private subnet.
#   example: |
#     resource "aws_instance" "web" {
#       ami                         = data.aws_ami.base.id
#       instance_type               = "t4g.small"
#       subnet_id                   = aws_subnet.private.id
#       associate_public_ip_address = false
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_88, FG_R00271]
package rules.aws.ec2.ec2_public_ip

import rego.v1

import data.lib.setting

_flag := "associate_public_ip_address"

deny contains found if {
	some type in ["aws_instance", "aws_spot_instance_request"]
	instances := object.get(input.resources, type, [])
	some found in setting.on(instances, [_flag], "the instance has a public address")
}

# Launch templates have texts for flags.
deny contains found if {
	some type, block in {"aws_launch_template": "network_interfaces", "aws_spot_fleet_request": "launch_specification"}
	some resource in input.resources[type]
	some i, _ in resource.values[block]
	some path in [[block, i, _flag]]
	some found in setting.one_of([resource], path, {"bad": {true, "true"}}, "instances have public addresses")
}
