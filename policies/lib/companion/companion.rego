# Neighbours of a judged resource: what belongs to it, and what it belongs to.
package lib.companion

import rego.v1

import data.lib.attribute

# The resources of a type that are linked to the resource.
certain(resource, type) := object.get(resource, ["linked", type], [])

# The resources of a type that may be linked to the resource.
possible(resource, type) := object.get(resource, ["maybe_linked", type], [])

# A resource of the type is linked.
has(resource, type) if count(certain(resource, type)) > 0

# No bucket of the plan is that of the resource, so that what belongs to a bucket is judged alone.
is_without_bucket(resource) if {
	buckets := {bucket.address |
		some bucket in certain(resource, "aws_s3_bucket")
		_may_be_its_bucket(resource, bucket)
	}
	count(buckets) == 0
}

# A policy is linked to other buckets, too: it names them.
_may_be_its_bucket(resource, _) if attribute.is_deferred(resource, ["bucket"])

_may_be_its_bucket(resource, bucket) if {
	some key in ["bucket", "id", "arn"]
	resource.values.bucket == bucket.values[key]
}

# Where the fault of a resource lies that is judged without its bucket, which may make it good: at the given
# path or, if the bucket is known only after apply, at what names it.
path_without_bucket(resource, _) := ["bucket"] if attribute.is_deferred(resource, ["bucket"])

path_without_bucket(resource, path) := path if not attribute.is_deferred(resource, ["bucket"])
