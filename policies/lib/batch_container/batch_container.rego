# The containers of jobs of AWS Batch, which stand in a text of JSON with keys in any letter case.
package lib.batch_container

import rego.v1

# The containers of the three forms: alone, of the tasks, and of ranges of nodes, which have either form.
in_text(text) := [container |
	json.is_valid(text)
	properties := json.unmarshal(text)
	is_object(properties)
	roots := array.concat([properties], _members([properties], "noderangeproperties"))
	tasks := _members(array.concat(roots, _members(roots, "ecsproperties")), "taskproperties")
	alone := array.concat(roots, _members(roots, "container"))
	some container in array.concat(alone, _members(tasks, "containers"))
]

# What the objects have under a name, in any letter case; lists as their elements.
_members(objects, name) := array.concat(
	[value |
		some object_ in objects
		some key, value in object_
		lower(key) == name
		is_object(value)
	],
	[value |
		some object_ in objects
		some key, values in object_
		lower(key) == name
		is_array(values)
		some value in values
		is_object(value)
	],
)
