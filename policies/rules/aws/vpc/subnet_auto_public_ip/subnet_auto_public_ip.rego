# METADATA
# title: Subnet gives machines a public address by themselves
# description: |
#   Whatever is started in the subnet gets a public address without anybody asking for one. Where the subnet has a
#   route to an internet gateway, one security group that is too wide is enough to expose it. A default subnet of
#   AWS does so unless it is told not to.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
# custom:
#   id: aws-subnet-auto-public-ip
#   severity: medium
#   domain: network
#   resources: [aws_subnet, aws_default_subnet]
#   attributes: [map_public_ip_on_launch]
#   remediation: |
#     Set `map_public_ip_on_launch = false`, and give an address to the few that need one.
#   example: |
#     resource "aws_subnet" "public" {
#       vpc_id                  = aws_vpc.main.id
#       cidr_block              = "10.0.1.0/24"
#       map_public_ip_on_launch = false
#     }
#   controls:
#     nist_800_53: ["AC-4", "SC-7"]
#     pci_dss: ["1.3.1"]
#     soc2: ["CC6.6"]
#   aliases: [CKV_AWS_130, AWS-0164, AVD-AWS-0164]
package rules.aws.vpc.subnet_auto_public_ip

import rego.v1

import data.lib.setting

_path := ["map_public_ip_on_launch"]

_fault := "machines get a public address by themselves"

deny contains found if {
	some found in setting.on(object.get(input.resources, "aws_subnet", []), _path, _fault)
}

deny contains found if {
	subnets := object.get(input.resources, "aws_default_subnet", [])
	some found in setting.one_of(subnets, _path, {"bad": {true}, "default": true}, _fault)
}
