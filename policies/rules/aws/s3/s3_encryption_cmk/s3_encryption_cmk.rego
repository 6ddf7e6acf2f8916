# METADATA
# title: S3 bucket is not encrypted with a key of the customer
# description: |
#   Since January 2023 S3 encrypts every new object with a key of its own (SSE-S3), so nothing lies there in clear.
#   A KMS key of the customer's own adds who may use it, a record of each use, and a way to take all access
#   back; hence the low severity. A key that AWS manages (`aws/s3`) has none of that and cannot be shared with
#   other accounts. Buckets that S3 or an application or classic load balancer logs to are not judged: these
#   services write to SSE-S3 only.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
# custom:
#   id: aws-s3-encryption-cmk
#   severity: low
#   domain: encryption
#   opt_in: true
#   resources: [aws_s3_bucket, aws_s3_bucket_server_side_encryption_configuration]
#   attributes: []
#   linked:
#     - aws_s3_bucket
#     - aws_s3_bucket_server_side_encryption_configuration.bucket
#     - aws_s3_bucket_logging.target_bucket
#     - aws_lb.access_logs
#     - aws_lb.connection_logs
#     - aws_alb.access_logs
#     - aws_alb.connection_logs
#     - aws_elb.access_logs
#   subject: [bucket]
#   satisfied_by:
#     rule.apply_server_side_encryption_by_default.kms_master_key_id:
#       [aws_kms_key, aws_kms_alias, aws_kms_replica_key, aws_kms_external_key, aws_kms_replica_external_key]
#   never_computed: [rule]
#   remediation: |
#     Set `sse_algorithm` to `aws:kms` or `aws:kms:dsse`, and `kms_master_key_id` to a key of your own.
#   example: |
#     resource "aws_s3_bucket_server_side_encryption_configuration" "reports" {
#       bucket = aws_s3_bucket.reports.id
#
#       rule {
#         bucket_key_enabled = true
#
#         apply_server_side_encryption_by_default {
#           sse_algorithm     = "aws:kms"
#           kms_master_key_id = aws_kms_key.reports.arn
#         }
#       }
#     }
#   controls:
#     nist_800_53: ["SC-12", "SC-28"]
#     soc2: ["CC6.1"]
#   aliases: [CKV_AWS_145, AWS-0132, AVD-AWS-0132]
package rules.aws.s3.s3_encryption_cmk

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding

_encryption := "aws_s3_bucket_server_side_encryption_configuration"

deny contains found if {
	some bucket in input.resources.aws_s3_bucket
	count(_writers(bucket)) == 0
	some fault in _faults(bucket)
	some found in _findings(bucket, fault)
}

deny contains finding.at(encryption, companion.path_without_bucket(encryption, fault.path), fault.msg) if {
	some encryption in input.resources[_encryption]
	companion.is_without_bucket(encryption)
	some fault in _faults_of(encryption, [])
}

_balancers := ["aws_lb", "aws_alb", "aws_elb"]

# What logs to the bucket in a way that wants SSE-S3.
_writers(bucket) := [log |
	some log in _logs(object.get(bucket, "linked", {}))
	count(_deferred_switches(log)) == 0
]

# What may do so for all that is known: the resource, and the path of what decides.
_doubts(bucket) := switches | possible if {
	switches := {{"resource": log.resource, "path": path} |
		some log in _logs(object.get(bucket, "linked", {}))
		some path in _deferred_switches(log)
	}
	possible := {log |
		some log in _logs(object.get(bucket, "maybe_linked", {}))
		not object.get(log.resource.unknown, log.path, {}) in [{}, false]
	}
}

# The logs of some neighbours to the bucket, each with its resource and the path of what says where they go.
_logs(neighbours) := separate | inline | of_balancers if {
	separate := {{"resource": logging, "path": ["target_bucket"]} |
		some logging in neighbours.aws_s3_bucket_logging
	}
	inline := {{"resource": other, "path": ["logging"]} |
		some other in neighbours.aws_s3_bucket
		companion.is_named_in(other, "logging.target_bucket")
	}
	of_balancers := {{"resource": balancer, "path": [block]} |
		some type in _balancers
		some balancer in neighbours[type]
		object.get(balancer.values, "load_balancer_type", "application") != "network"
		some block in ["access_logs", "connection_logs"]
		companion.is_named_in(balancer, sprintf("%s.bucket", [block]))
		object.get(balancer.values, [block, 0, "enabled"], true) == true
	}
}

# Where it is known only after apply whether a balancer writes its log.
_deferred_switches(log) := {path |
	log.path[0] in {"access_logs", "connection_logs"}
	some rest in [[], [0], [0, "enabled"]]
	path := array.concat(log.path, rest)
	object.get(log.resource.unknown, path, false) == true
}

# A fault has the `resource` and the `path` of the value at fault, and says whether another resource could mend it.
_faults(bucket) := separate | inline | missing if {
	separate := {object.union(fault, {"resource": encryption, "missing": false}) |
		some encryption in companion.certain(bucket, _encryption)
		some fault in _faults_of(encryption, [])
	}
	inline := {object.union(fault, {"resource": bucket, "missing": true}) |
		not companion.has(bucket, _encryption)
		some path in _inline_paths(bucket)
		some fault in _faults_of(bucket, path)
	}
	missing := {{"resource": bucket, "missing": true, "path": path, "msg": msg} |
		not companion.has(bucket, _encryption)
		not attribute.is_set(bucket.values, "server_side_encryption_configuration")
		path := [key |
			some key in ["server_side_encryption_configuration"]
			attribute.is_deferred(bucket, [key])
		]
		msg := "objects are encrypted with a key of S3: no encryption is configured"
	}
}

_inline_paths(bucket) := {["server_side_encryption_configuration", i] |
	some i, _ in bucket.values.server_side_encryption_configuration
}

# Where the rules at a path name no key of the customer.
_faults_of(resource, path) := rules | whole if {
	place := array.concat(path, ["rule"])
	rules := {fault |
		some i, rule in object.get(resource.values, place, [])
		some fault in _faults_of_rule(resource, array.concat(place, [i]), rule)
	}
	whole := {{"path": place, "msg": "`rule` is known only after apply"} | attribute.is_deferred(resource, place)}
}

_default := "apply_server_side_encryption_by_default"

_faults_of_rule(resource, path, rule) := missing | algorithms | keys if {
	missing := {{"path": array.concat(path, [_default]), "msg": msg} |
		not attribute.is_set(rule, _default)
		msg := sprintf("objects are encrypted with a key of S3: `%s` is not set", [_default])
	}
	algorithms := {{"path": place, "msg": msg} |
		some i, block in rule[_default]
		not object.get(block, "sse_algorithm", "") in _with_kms
		place := array.concat(path, [_default, i, "sse_algorithm"])
		msg := sprintf("objects are encrypted with a key of S3: `sse_algorithm` is %s", [_word(resource, block, place)])
	}
	keys := {{"path": array.concat(path, [_default, i, "kms_master_key_id"]), "msg": msg} |
		some i, block in rule[_default]
		block.sse_algorithm in _with_kms
		not _is_own_key(object.get(block, "kms_master_key_id", ""))
		msg := "objects are encrypted with a key that AWS manages, unless `kms_master_key_id` names another"
	}
}

_with_kms := {"aws:kms", "aws:kms:dsse"}

_word(resource, _, path) := "known only after apply" if attribute.is_deferred(resource, path)

_word(resource, block, path) := object.get(block, "sse_algorithm", "not set") if {
	not attribute.is_deferred(resource, path)
}

_is_own_key(key) if {
	key != ""
	not endswith(key, "alias/aws/s3")
}

# Whether something else logs to the bucket may decide.
_findings(bucket, fault) := besides | plain | without if {
	doubts := [doubt |
		not attribute.is_deferred(fault.resource, fault.path)
		some doubt in _doubts(bucket)
	]
	besides := {finding.beside(fault.resource, fault.path, doubt.resource, doubt.path, fault.msg) |
		some doubt in doubts
	}
	plain := {finding.at(fault.resource, fault.path, fault.msg) |
		count(doubts) == 0
		not fault.missing
	}
	without := {finding.without(fault.resource, fault.path, {_encryption}, fault.msg) |
		count(doubts) == 0
		fault.missing
	}
}
