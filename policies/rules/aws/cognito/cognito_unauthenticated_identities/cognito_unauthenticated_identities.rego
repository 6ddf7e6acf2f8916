# METADATA
# title: Identity pool gives credentials to guests
# description: |
#   Whoever knows the id of the pool, which stands in every client, gets AWS credentials without signing in.
#   They carry the rights of the pool's role for guests, from anywhere and as often as one likes. Off is the
#   default.
# related_resources:
#   - https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html
# custom:
#   id: aws-cognito-unauthenticated-identities
#   severity: high
#   domain: iam
#   resources: [aws_cognito_identity_pool]
#   attributes: [allow_unauthenticated_identities]
#   remediation: |
#     Set `allow_unauthenticated_identities = false` and let users sign in. Where guests are meant, give
#     their role almost nothing.
#   example: |
#     resource "aws_cognito_identity_pool" "shop" {
#       identity_pool_name               = "shop"
#       allow_unauthenticated_identities = false
#
#       cognito_identity_providers {
#         client_id     = aws_cognito_user_pool_client.shop.id
#         provider_name = aws_cognito_user_pool.shop.endpoint
#       }
#     }
#   controls:
#     nist_800_53: ["AC-3", "AC-14"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_366]
package rules.aws.cognito.cognito_unauthenticated_identities

import rego.v1

import data.lib.finding

deny contains finding.at(resource, ["allow_unauthenticated_identities"], msg) if {
	some resource in input.resources.aws_cognito_identity_pool
	resource.values.allow_unauthenticated_identities == true
	msg := "guests get credentials: `allow_unauthenticated_identities` is true"
}
