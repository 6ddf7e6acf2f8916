# Policy documents of AWS: which resources have them, and what is concluded about them.
package lib.iam

import rego.v1

import data.lib.companion
import data.lib.finding
import data.lib.text

# The types whose policies say what an identity may do.
identity_types := [
	"aws_iam_policy",
	"aws_iam_role_policy",
	"aws_iam_user_policy",
	"aws_iam_group_policy",
	"aws_iam_role",
	"aws_ssoadmin_permission_set_inline_policy",
	"data.aws_iam_policy_document",
]

# The types of those who get policies.
principal_types := ["aws_iam_role", "aws_iam_user", "aws_iam_group", "aws_ssoadmin_permission_set"]

# What takes the place of the policy that a resource has itself. Beside it the resource only repeats what was so
# before the change.
policy_companions := {
	"aws_api_gateway_rest_api": "aws_api_gateway_rest_api_policy",
	"aws_elasticsearch_domain": "aws_elasticsearch_domain_policy",
	"aws_kms_external_key": "aws_kms_key_policy",
	"aws_kms_key": "aws_kms_key_policy",
	"aws_kms_replica_external_key": "aws_kms_key_policy",
	"aws_kms_replica_key": "aws_kms_key_policy",
	"aws_opensearch_domain": "aws_opensearch_domain_policy",
	"aws_s3_access_point": "aws_s3control_access_point_policy",
	"aws_s3_bucket": "aws_s3_bucket_policy",
	"aws_secretsmanager_secret": "aws_secretsmanager_secret_policy",
	"aws_sns_topic": "aws_sns_topic_policy",
	"aws_sqs_queue": "aws_sqs_queue_policy",
	"aws_vpc_endpoint": "aws_vpc_endpoint_policy",
}

# The conclusions of a kind about the documents of a resource, each with its document. A data source whose document a
# resource has is left to that.
concluded(resource, kind) := [pair |
	some document in object.get(resource, "documents", {})
	not document.used == true
	some conclusion in object.get(document, ["conclusions", kind], [])
	pair := {"document": document, "conclusion": conclusion}
]

# The same of identity policies: a data source may hold those of resources as well.
concluded_of_identity(resource, kind) := [pair |
	some pair in concluded(resource, kind)
	pair.document.kind == "identity"
]

# The findings that say what is concluded.
findings(resource, kind) := {found |
	some pair in concluded(resource, kind)
	some found in stated(resource, pair)
}

# The findings about one conclusion with its document: none if a companion has another policy.
stated(resource, pair) := in_place(resource, finding.stated(resource, pair.document, pair.conclusion))

# A finding about a policy, as far as it is the one that counts.
in_place(resource, found) := lasting | unless if {
	lasting := {found | not resource.type in object.keys(policy_companions)}
	unless := {object.union(found, {"without": {companion_}}) |
		some type, companion_ in policy_companions
		type == resource.type
		not companion.has(resource, companion_)
	}
}

# The finding about what all policies of a principal give together, and none of the plan alone: the first conclusion of a
# kind, and how many more there are. What the managed policies give that rules of their own name is left to these.
split_findings(principal, kind) := {finding.whole(principal, msg) |
	split := [conclusion |
		some conclusion in object.get(principal, ["principal", "conclusions", kind], [])
		conclusion.split == true
		not _is_named(conclusion.sources)
	]
	some first in array.slice(split, 0, 1)
	sources := text.several(first.sources)
	msg := sprintf("%s %s (from %s)%s", [first.label, first.reason, sources, _more(count(split) - 1)])
}

_is_named(sources) if {
	every source in sources {
		regex.match("^arn:[^:]+:iam::aws:policy/(AdministratorAccess|IAMFullAccess)$", source)
	}
}

# The first conclusion of a kind for each document of a resource, and how many more there are.
first_findings(resource, kind) := {found |
	some document in object.get(resource, "documents", {})
	not document.used == true
	conclusions := object.get(document, ["conclusions", kind], [])
	some first in array.slice(conclusions, 0, 1)
	reason := sprintf("%s%s", [first.reason, _more(count(conclusions) - 1)])
	found := finding.stated(resource, document, {"label": first.label, "reason": reason})
}

_more(number) := "" if number == 0

_more(number) := sprintf(" and %d more", [number]) if number > 0

# The account of a conclusion is neither that of the document nor a trusted one.
is_foreign(pair, trusted) if {
	pair.conclusion.account != object.get(pair.document, "account", "")
	not pair.conclusion.account in trusted
}
