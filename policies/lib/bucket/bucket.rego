# S3 buckets and what stands beside them.
package lib.bucket

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding

# The findings about buckets without a companion of the type, and without the inline block of old providers.
lacking(buckets, type, block, msg) := {finding.without(bucket, path, {type}, msg) |
	some bucket in buckets
	not companion.has(bucket, type)
	not attribute.is_set(bucket.values, block)
	path := [key |
		some key in [block]
		attribute.is_deferred(bucket, [key])
	]
}

# The buckets that trails of CloudTrail write to.
of_trails(buckets) := [bucket |
	some bucket in buckets
	_is_of_trail(bucket)
]

# The buckets that trails may write to, for all that is known: each with a trail whose bucket only apply knows.
maybe_of_trails(buckets) := [{"bucket": bucket, "trail": trail} |
	some bucket in buckets
	not _is_of_trail(bucket)
	some trail in companion.possible(bucket, _trail)
	attribute.is_deferred(trail, ["s3_bucket_name"])
]

_trail := "aws_cloudtrail"

_is_of_trail(bucket) if companion.has(bucket, _trail)

# The name of a bucket is unique, also where the trail goes through another configuration of the provider.
_is_of_trail(bucket) if {
	some trail in companion.possible(bucket, _trail)
	trail.values.s3_bucket_name == bucket.values.bucket
}
