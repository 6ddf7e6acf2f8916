# Keys of KMS that are the customer's own, and not of AWS.
package lib.own_key

import rego.v1

import data.lib.finding
import data.lib.setting

# The findings at a key that is left out, or that AWS manages. The key of an alias tells who manages it, that of an id
# does not.
missing(resources, path, fault) := unset | managed if {
	unset := setting.unset(resources, path, fault)
	managed := {finding.at(resource, path, msg) |
		some resource in resources
		key := object.get(resource.values, path, "")
		regex.match("(^|:)alias/aws/", key)
		msg := sprintf("%s: `%s` is %s", [fault, path[count(path) - 1], key])
	}
}
