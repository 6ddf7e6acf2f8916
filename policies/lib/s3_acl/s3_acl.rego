# What ACLs of S3 give to everybody: in the bucket, or on their own.
package lib.s3_acl

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding
import data.lib.public_access_block

_everyone := "everyone"

_accounts := "everyone with an AWS account"

_groups := {
	"http://acs.amazonaws.com/groups/global/AllUsers": _everyone,
	"http://acs.amazonaws.com/groups/global/AuthenticatedUsers": _accounts,
}

_canned := {
	"public-read": {"READ": _everyone},
	"public-read-write": {"READ": _everyone, "WRITE": _everyone},
	"authenticated-read": {"READ": _accounts},
}

_acl := "aws_s3_bucket_acl"

# The findings about ACLs that give everybody one of the `permissions` and that no public access block ignores
# or keeps from being set. `verb` says what the permissions are for.
findings(resources, permissions, verb) := of_buckets | alone if {
	guard := {
		"lasting": "ignore_public_acls",
		"refusing": "block_public_acls",
		"accounts": object.get(resources, "aws_s3_account_public_access_block", []),
		"companion": _acl,
	}
	of_buckets := {found |
		some bucket in resources.aws_s3_bucket
		some holder in companion.holders(bucket, _acl)
		some fault in faults(holder, permissions, verb)
		some found in public_access_block.open_findings(holder, fault.path, fault.msg, bucket, guard)
	}
	alone := {found |
		some acl in resources[_acl]
		companion.is_without_bucket(acl)
		some fault in faults(acl, permissions, verb)
		some found in _alone(acl, fault, guard)
	}
}

_alone(acl, fault, guard) := public_access_block.open_findings(acl, fault.path, fault.msg, acl, guard) if {
	not attribute.is_deferred(acl, ["bucket"])
}

# Which bucket it is, and so which block it has, is known only after apply.
_alone(acl, fault, _) := {finding.at(acl, ["bucket"], msg)} if {
	attribute.is_deferred(acl, ["bucket"])
	msg := concat("", [fault.msg, ", unless its bucket ignores such ACLs"])
}

# Where a resource gives everybody one of the permissions, or, if it does so nowhere, where that is known only
# after apply.
faults(resource, permissions, verb) := known | deferred if {
	known := _canned_faults(resource, permissions, verb) | {{"path": grant.path, "msg": msg} |
		some grant in _grants(resource)
		some who in _readers(grant.uri)
		some permission in grant.permissions
		permission in permissions
		msg := sprintf("%s is granted to %s", [permission, who])
	}
	deferred := {fault |
		count(known) == 0
		some fault in _deferred(resource, permissions)
	}
}

_canned_faults(resource, permissions, verb) := {{"path": ["acl"], "msg": msg} |
	some canned, rights in _canned
	resource.values.acl == canned
	some permission, who in rights
	permission in permissions
	msg := sprintf("the ACL %s lets %s %s", [canned, who, verb])
}

# S3 takes the group's address with https, too.
_readers(given) := {who |
	some uri, who in _groups
	replace(given, "https://", "http://") == uri
}

# The grants of a resource: the path of who gets them, and what they give. `permission_paths` are those of
# permissions that are deferred.
_grants(resource) := inline | separate if {
	inline := {grant |
		some i, block in resource.values.grant
		path := ["grant", i]
		grant := {
			"path": array.concat(path, ["uri"]),
			"uri": object.get(block, "uri", ""),
			"permissions": object.get(block, "permissions", []),
			"permission_paths": _deferred_at(resource, array.concat(path, ["permissions"])),
		}
	}
	separate := {grant |
		some i, policy in resource.values.access_control_policy
		some j, block in policy.grant
		some k, grantee in block.grantee
		path := ["access_control_policy", i, "grant", j]
		grant := {
			"path": array.concat(path, ["grantee", k, "uri"]),
			"uri": object.get(grantee, "uri", ""),
			"permissions": [object.get(block, "permission", "")],
			"permission_paths": _deferred_at(resource, array.concat(path, ["permission"])),
		}
	}
}

# The paths at an attribute, whole or by element, that are deferred.
_deferred_at(resource, path) := whole | elements if {
	whole := {path | attribute.is_deferred(resource, path)}
	elements := {array.concat(path, [i]) |
		is_array(object.get(resource.unknown, path, false))
		some i, true in object.get(resource.unknown, path, [])
	}
}

_deferred(resource, permissions) := canned | rights | readers | blocks if {
	canned := {{"path": path, "msg": "`acl` is known only after apply"} |
		some path in [["acl"]]
		resource.unknown.acl == true
	}
	rights := {{"path": path, "msg": msg} |
		some grant in _grants(resource)
		some who in _readers(grant.uri)
		some path in grant.permission_paths
		msg := sprintf("a permission known only after apply is granted to %s", [who])
	}
	readers := {{"path": grant.path, "msg": "who is granted access is known only after apply"} |
		some grant in _grants(resource)
		attribute.is_deferred(resource, grant.path)
		_may_give(grant, permissions)
	}
	blocks := {{"path": path, "msg": msg} |
		some path in _deferred_blocks(resource)
		msg := "who is granted access is known only after apply"
	}
}

_may_give(grant, _) if count(grant.permission_paths) > 0

_may_give(grant, permissions) if {
	some permission in grant.permissions
	permission in permissions
}

# The blocks that are deferred as a whole.
_deferred_blocks(resource) := {path |
	some path in _block_paths(resource)
	object.get(resource.unknown, path, false) == true
}

_block_paths(resource) := {["grant"], ["access_control_policy"]} | policies | grants if {
	policies := {path |
		is_array(resource.unknown.access_control_policy)
		some i, _ in resource.unknown.access_control_policy
		some path in [["access_control_policy", i], ["access_control_policy", i, "grant"]]
	}
	grants := {array.concat(path, rest) |
		some path in policies
		is_array(object.get(resource.unknown, path, false))
		some j, _ in object.get(resource.unknown, path, [])
		some rest in [[j], [j, "grantee"]]
	}
}
