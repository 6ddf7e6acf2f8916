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

# What says how a resource is configured: its companions of the type or, if it has none, the resource itself. Beside
# a companion the resource only repeats what was so before the change.
holders(resource, type) := certain(resource, type) if has(resource, type)

holders(resource, type) := [resource] if not has(resource, type)

# The neighbour refers to the resource with the attribute, keys joined by dots, or with a block that holds it and of
# which no more is known.
is_named_in(neighbour, attribute_) if attribute_ in neighbour.via.there

is_named_in(neighbour, attribute_) if {
	some block in neighbour.via.there
	startswith(attribute_, sprintf("%s.", [block]))
}

# No bucket of the plan is that of the resource, so that what belongs to a bucket is judged alone. A policy may name
# other buckets, too.
is_without_bucket(resource) if {
	own := [bucket.address |
		some bucket in certain(resource, "aws_s3_bucket")
		"bucket" in bucket.via.here
	]
	count(own) == 0
}

# Where the fault of a resource lies that is judged without its bucket, which may make it good: at the given
# path or, if the bucket is known only after apply, at what names it.
path_without_bucket(resource, _) := ["bucket"] if attribute.is_deferred(resource, ["bucket"])

path_without_bucket(resource, path) := path if not attribute.is_deferred(resource, ["bucket"])
