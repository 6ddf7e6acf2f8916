# METADATA
# title: CloudTrail does not record what is done with S3 objects
# description: |
#   A trail records data events only where it is told to, and pays for each. Without them nobody can tell later who
#   read, wrote or deleted an object. All trails of an account in the plan count together; a selector for some buckets
#   is taken for a choice. Another configuration may record them, or access logs of the buckets do.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-cloudtrail-logging-for-s3.html
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
# custom:
#   id: aws-s3-object-level-logging
#   severity: low
#   domain: logging
#   opt_in: true
#   resources: [aws_cloudtrail]
#   attributes: []
#   context: [aws_cloudtrail]
#   never_computed:
#     - event_selector
#     - event_selector.data_resource
#     - advanced_event_selector
#     - advanced_event_selector.field_selector
#   remediation: Add an event selector for the reads and writes of `AWS::S3::Object`.
#   example: |
#     resource "aws_cloudtrail" "main" {
#       name                       = "main"
#       s3_bucket_name             = aws_s3_bucket.trail.id
#       is_multi_region_trail      = true
#       enable_log_file_validation = true
#
#       event_selector {
#         read_write_type           = "All"
#         include_management_events = true
#
#         data_resource {
#           type   = "AWS::S3::Object"
#           values = ["arn:aws:s3"]
#         }
#       }
#     }
#   controls:
#     cis_aws: ["3.8", "3.9"]
#     nist_800_53: ["AU-2", "AU-12"]
#     pci_dss: ["10.2.1"]
#     soc2: ["CC7.2"]
#   aliases: [AWS-0171, AVD-AWS-0171, AWS-0172, AVD-AWS-0172, FG_R00354, FG_R00355]
package rules.aws.s3.s3_object_level_logging

import rego.v1

import data.lib.attribute
import data.lib.cloudtrail
import data.lib.finding

_trails := [trail |
	some trail in input.resources.aws_cloudtrail
	cloudtrail.is_logging(trail)
]

deny contains finding.at(trail, path, msg) if {
	some trail in _trails
	account := [other |
		some other in _trails
		object.get(other, "provider_config", "") == object.get(trail, "provider_config", "")
	]
	recorded := {kind | some other in account; some kind in _recorded(other)}
	missing := {"reads", "writes"} - recorded
	count(missing) > 0
	unknown := {{"trail": other.address, "path": path} | some other in account; some path in _unknown(other)}
	some path in _places(trail, unknown)
	msg := sprintf("%s of S3 objects are not recorded", [concat(" and ", sort(missing))])
}

# Where the fault of a trail lies; what is not known of any trail of the account may mend it.
_places(trail, unknown) := deferred | plain if {
	deferred := {place.path |
		some place in unknown
		place.trail == trail.address
	}
	plain := {[key] |
		count(unknown) == 0
		some key in ["advanced_event_selector", "event_selector"]
		key == _selector(trail)
	}
}

_selector(trail) := "advanced_event_selector" if attribute.is_set(trail.values, "advanced_event_selector")

_selector(trail) := "event_selector" if not attribute.is_set(trail.values, "advanced_event_selector")

# What the trail records of objects.
_recorded(trail) := basic | advanced if {
	basic := {kind |
		some selector in trail.values.event_selector
		some data_ in selector.data_resource
		data_.type == "AWS::S3::Object"
		some kind in object.get(_kinds, object.get(selector, "read_write_type", "All"), [])
	}
	advanced := {kind |
		some selector in trail.values.advanced_event_selector
		some type in selector.field_selector
		type.field == "resources.type"
		"AWS::S3::Object" in type.equals
		some kind in _kinds_of(selector)
	}
}

_kinds := {
	"All": ["reads", "writes"],
	"ReadOnly": ["reads"],
	"WriteOnly": ["writes"],
	"true": ["reads"],
	"false": ["writes"],
}

_kinds_of(selector) := all_ | some_ if {
	flags := [flag |
		some flag in selector.field_selector
		flag.field == "readOnly"
	]
	all_ := {kind |
		count(flags) == 0
		some kind in _kinds.All
	}
	some_ := {kind |
		some flag in flags
		some value in flag.equals
		some kind in object.get(_kinds, value, [])
	}
}

# What decides whether objects are recorded and is known only after apply.
_unknown(trail) := {path |
	some path in _deciding(trail)
	object.get(trail.unknown, path, false) == true
}

_deciding(trail) := whole | basic | resources | advanced | fields if {
	whole := {["event_selector"], ["advanced_event_selector"]}
	basic := {["event_selector", i, key] |
		some i, _ in trail.values.event_selector
		some key in ["data_resource", "read_write_type"]
	}
	resources := {["event_selector", i, "data_resource", j, "type"] |
		some i, selector in trail.values.event_selector
		some j, _ in selector.data_resource
	}
	advanced := {["advanced_event_selector", i, "field_selector"] |
		some i, _ in trail.values.advanced_event_selector
	}
	fields := {["advanced_event_selector", i, "field_selector", j, "equals"] |
		some i, selector in trail.values.advanced_event_selector
		some j, field in selector.field_selector
		object.get(field, "field", "") in {"", "resources.type", "readOnly"}
	}
}
