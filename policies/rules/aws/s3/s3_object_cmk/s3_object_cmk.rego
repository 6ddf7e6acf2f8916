# METADATA
# title: S3 object is not encrypted with a key of the customer
# description: |
#   Since January 2023 S3 encrypts every new object, with the default of its bucket or with a key of its own, so
#   nothing lies there in clear. A KMS key of the customer's own adds who may use it and a record of each use. An
#   object that says nothing takes the default of its bucket, which counts if the plan has it.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-kms-encryption.html
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
# custom:
#   id: aws-s3-object-cmk
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_s3_object, aws_s3_bucket_object, aws_s3_object_copy, aws_s3_bucket]
#   attributes: [kms_key_id, server_side_encryption]
#   linked:
#     - aws_s3_bucket
#     - aws_s3_object.bucket
#     - aws_s3_bucket_object.bucket
#     - aws_s3_object_copy.bucket
#     - aws_s3_bucket_server_side_encryption_configuration.bucket
#   subject: [bucket]
#   satisfied_by:
#     kms_key_id: [aws_kms_key, aws_kms_alias, aws_kms_replica_key, aws_kms_external_key, aws_kms_replica_external_key]
#   remediation: Set `kms_key_id`, or make a KMS key the default of the bucket.
#   example: |
#     resource "aws_s3_object" "rates" {
#       bucket     = aws_s3_bucket.reports.id
#       key        = "rates.json"
#       source     = "rates.json"
#       kms_key_id = aws_kms_key.reports.arn
#     }
#   controls:
#     nist_800_53: ["SC-12", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_181, CKV_AWS_186]
package rules.aws.s3.s3_object_cmk

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding

_types := ["aws_s3_object", "aws_s3_bucket_object", "aws_s3_object_copy"]

_encryption := "aws_s3_bucket_server_side_encryption_configuration"

_block := "server_side_encryption_configuration"

_with_kms := {"aws:kms", "aws:kms:dsse"}

deny contains found if {
	some type in _types
	some object_ in input.resources[type]
	some found in _stated(object_)
}

deny contains finding.at(object_, [], "the object names no key") if {
	some type in _types
	some object_ in input.resources[type]
	_is_silent(object_)
	companion.is_without_bucket(object_)
}

deny contains found if {
	some bucket in input.resources.aws_s3_bucket
	some type in _types
	some object_ in companion.certain(bucket, type)
	_is_silent(object_)
	some found in _by_default(object_, bucket)
}

# What an object says itself outranks the bucket.
_stated(object_) := of_s3 | managed if {
	of_s3 := {finding.at(object_, ["server_side_encryption"], msg) |
		not _has_own_key(object_)
		object_.values.server_side_encryption == "AES256"
		msg := "the object is encrypted with a key of S3: `server_side_encryption` is AES256"
	}
	managed := {finding.at(object_, ["kms_key_id"], "the object is encrypted with a key that AWS manages") |
		not _has_own_key(object_)
		_asks_for_kms(object_)
	}
}

_asks_for_kms(object_) if object_.values.server_side_encryption in _with_kms

_asks_for_kms(object_) if attribute.is_set(object_.values, "kms_key_id")

_is_silent(object_) if {
	every key in ["kms_key_id", "customer_key", "server_side_encryption"] {
		attribute.is_left_out(object_, key)
	}
}

_has_own_key(object_) if {
	some key in ["kms_key_id", "customer_key"]
	attribute.is_given(object_, key)
	not endswith(object.get(object_.values, key, ""), "alias/aws/s3")
}

_by_default(object_, bucket) := sure | unsure if {
	possible := [encryption |
		not companion.has(bucket, _encryption)
		some encryption in companion.possible(bucket, _encryption)
	]
	sure := {finding.at(object_, [], msg) |
		count(possible) == 0
		not _has_default_key(bucket)
		msg := "neither the object nor its bucket names a key"
	}
	unsure := {finding.beside(object_, [], encryption, ["bucket"], "neither the object nor its bucket names a key") |
		some encryption in possible
	}
}

_has_default_key(bucket) if {
	some encryption in companion.certain(bucket, _encryption)
	_is_own(encryption, [])
}

_has_default_key(bucket) if {
	not companion.has(bucket, _encryption)
	some i, _ in bucket.values[_block]
	_is_own(bucket, [_block, i])
}

_has_default_key(bucket) if {
	not companion.has(bucket, _encryption)
	attribute.is_deferred(bucket, [_block])
}

# A key that is known only after apply is the matter of the rule about buckets.
_is_own(resource, path) if {
	default_ := array.concat(path, ["rule", 0, "apply_server_side_encryption_by_default", 0])
	object.get(resource.values, array.concat(default_, ["sse_algorithm"]), "") in _with_kms
	_is_own_key(resource, array.concat(default_, ["kms_master_key_id"]))
}

_is_own(resource, path) if attribute.is_deferred(resource, array.concat(path, ["rule"]))

_is_own_key(resource, path) if attribute.is_deferred(resource, path)

_is_own_key(resource, path) if {
	key := object.get(resource.values, path, "")
	key != ""
	not endswith(key, "alias/aws/s3")
}
