# What the password policy of an AWS account asks for. What it leaves out is off, or 0.
package lib.password_policy

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.text

# The findings at a kind of character that passwords need not have. `fault` says what comes of it.
not_required(policies, key, fault) := {finding.at(policy, [key], msg) |
	some policy in policies
	attribute.is_off(policy, [key])
	msg := sprintf("%s: %s", [fault, text.state(policy.values, key)])
}

# The findings at a number that is below `least` or above `most`.
outside(policies, key, range, fault) := {finding.at(policy, [key], msg) |
	some policy in policies
	not attribute.is_deferred(policy, [key])
	not _is_within(object.get(policy.values, key, 0), range)
	msg := sprintf("%s: %s", [fault, text.state(policy.values, key)])
}

_is_within(number, range) if {
	number >= range.least
	number <= range.most
}
