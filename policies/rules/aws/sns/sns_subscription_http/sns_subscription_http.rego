# METADATA
# title: SNS delivers messages over plain HTTP
# description: |
#   The subscription posts every message to an HTTP endpoint, so whoever is on the way reads them, and an endpoint in
#   between may take its place. An HTTPS endpoint gets the same messages over TLS.
# related_resources:
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html
# custom:
#   id: aws-sns-subscription-http
#   severity: medium
#   domain: encryption
#   resources: [aws_sns_topic_subscription]
#   attributes: [protocol]
#   subject: [topic_arn]
#   remediation: Set `protocol = "https"`, with an endpoint that has a certificate.
#   example: |
#     resource "aws_sns_topic_subscription" "orders" {
#       topic_arn = aws_sns_topic.orders.arn
#       protocol  = "https"
#       endpoint  = "https://shop.example.com/orders"
#     }
#   controls:
#     nist_800_53: ["SC-8"]
#     pci_dss: ["4.2.1"]
#     soc2: ["CC6.7"]
#   aliases: [FG_R00052]
package rules.aws.sns.sns_subscription_http

import rego.v1

import data.lib.setting

deny contains found if {
	subscriptions := object.get(input.resources, "aws_sns_topic_subscription", [])
	some found in setting.one_of(subscriptions, ["protocol"], {"bad": {"http"}}, "messages are sent in clear")
}
