# Attachments of managed policies to identities of AWS.
package lib.iam_attachment

import rego.v1

# The types that attach managed policies.
types := [
	"aws_iam_role",
	"aws_iam_policy_attachment",
	"aws_iam_role_policy_attachment",
	"aws_iam_user_policy_attachment",
	"aws_iam_group_policy_attachment",
	"aws_iam_role_policy_attachments_exclusive",
	"aws_iam_user_policy_attachments_exclusive",
	"aws_iam_group_policy_attachments_exclusive",
	"aws_ssoadmin_managed_policy_attachment",
]

# The paths at which a resource attaches the managed policy of AWS with this name, in any partition.
paths(resource, name) := scalars | lists if {
	scalars := {[key] |
		some key in ["policy_arn", "managed_policy_arn"]
		_is_named(resource.values[key], name)
	}
	lists := {[key, i] |
		some key in ["managed_policy_arns", "policy_arns"]
		some i, arn in resource.values[key]
		_is_named(arn, name)
	}
}

_is_named(arn, name) if {
	endswith(arn, sprintf(":iam::aws:policy/%s", [name]))
	startswith(arn, "arn:")
}
