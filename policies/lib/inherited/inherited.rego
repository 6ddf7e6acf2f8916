# Settings that a resource may take over from what it is made from or belongs to.
package lib.inherited

import rego.v1

import data.lib.attribute
import data.lib.finding
import data.lib.setting

# The findings at a switch that is not on, where none of `sources` is given. Where it is known only after apply
# whether one is, the finding is at the source.
off(resources, path, sources, fault) := own | unsure if {
	own := {found |
		some resource in resources
		count([source | some source in sources; attribute.is_given(resource, source)]) == 0
		some found in setting.off([resource], path, fault)
	}
	unsure := {finding.at(resource, [source], msg) |
		some resource in resources
		attribute.is_off(resource, path)
		count([source | some source in sources; attribute.is_set(resource.values, source)]) == 0
		some source in sources
		attribute.is_deferred(resource, [source])
		msg := sprintf("%s, unless `%s` names a source that is", [fault, source])
	}
}
