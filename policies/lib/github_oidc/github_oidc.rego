# Tokens of GitHub Actions, which every repository of GitHub can get.
package lib.github_oidc

import rego.v1

# The issuer of the tokens of all accounts. One with a path after it is of a single enterprise.
is_issuer(url) if regex.match(`^https://token\.actions\.githubusercontent\.com/*$`, lower(url))

# The claims that tell whose repository a workflow belongs to. Branches, environments, names of workflows and the
# people who start them are the same in anybody's repository.
owner_claims := [
	"sub", "repository", "repository_id", "repository_owner", "repository_owner_id",
	"enterprise", "enterprise_id", "job_workflow_ref", "workflow_ref",
]
