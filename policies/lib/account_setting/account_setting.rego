# Settings of an account and region, which decide for the resources there that say nothing themselves.
package lib.account_setting

import rego.v1

import data.lib.attribute
import data.lib.finding

# The settings in force where the resource is. Plans of old providers name no region.
in_force(resource, settings) := [setting |
	some setting in settings
	object.get(setting.values, "region", "") == object.get(resource.values, "region", "")
	object.get(setting, "provider_config", "") == object.get(resource, "provider_config", "")
	not attribute.is_deferred(resource, ["region"])
]

# The finding that stands unless a setting has one of the `good` values at its `path`, null for what is left out: beside
# the settings that may have.
unless(resource, path, msg, decider) := sure | unsure if {
	settings := in_force(resource, decider.settings)
	unknown := [setting | some setting in settings; attribute.is_deferred(setting, decider.path)]
	good := [setting.address |
		some setting in settings
		object.get(setting.values, decider.path, null) in decider.good
		not attribute.is_deferred(setting, decider.path)
	]
	sure := {finding.at(resource, path, msg) | count(good) + count(unknown) == 0}
	unsure := {finding.beside(resource, path, setting, decider.path, msg) |
		count(good) == 0
		some setting in unknown
	}
}
