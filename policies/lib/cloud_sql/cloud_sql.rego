# The network settings of a Cloud SQL instance, wherever they are written or left out.
package lib.cloud_sql

import rego.v1

import data.lib.attribute

# The `ip_configuration` of an instance with the `path` that leads to it. One that is left out comes as an
# empty one, with the path of what is missing, unless the instance takes it over from another.
ip_configurations(resource) := written | missing if {
	written := {{"path": ["settings", i, "ip_configuration", j], "values": configuration} |
		some i, settings in resource.values.settings
		some j, configuration in settings.ip_configuration
	}
	missing := {{"path": ["settings", i, "ip_configuration"], "values": {}} |
		some i, settings in resource.values.settings
		not attribute.is_set(settings, "ip_configuration")
		not attribute.is_deferred(resource, ["settings", i, "ip_configuration"])
	}
}

_origins := ["master_instance_name", "clone", "restore_backup_context"]

# The instance starts as a copy, and what it does not say is as in the original.
is_copy(resource) if {
	some key in _origins
	attribute.is_set(resource.values, key)
}

# Where a fault lies in what the instance does not say: at the given path or, if it is known only after apply
# whether it is a copy, at what decides that. `doubt` goes on from the message. A copy has no such fault.
unsaid(resource, path) := sure | unsure if {
	origins := {key |
		some key in _origins
		attribute.is_deferred(resource, [key])
	}
	sure := {{"path": path, "doubt": ""} |
		count(origins) == 0
		not is_copy(resource)
	}
	unsure := {{"path": [key], "doubt": doubt} |
		some key in origins
		not is_copy(resource)
		doubt := sprintf(", unless `%s` makes it a copy", [key])
	}
}

# The path of a member of an `ip_configuration`; where the block is missing, of the block.
path_of(configuration, key) := array.concat(configuration.path, [key]) if count(configuration.path) == 4

path_of(configuration, _) := configuration.path if count(configuration.path) == 3
