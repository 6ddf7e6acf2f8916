# The containers of ECS task definitions, which stand in a text of JSON.
package lib.ecs_container

import rego.v1

# The containers that are known.
known(task) := [container |
	is_string(task.values.container_definitions)
	json.is_valid(task.values.container_definitions)
	containers := json.unmarshal(task.values.container_definitions)
	is_array(containers)
	some container in containers
	is_object(container)
]

# The member of a name, which the provider takes in any letter case.
member(object_, name) := values[0] if {
	is_object(object_)
	values := [value |
		some key, value in object_
		lower(key) == lower(name)
	]
}

# The name of a container in words.
title(container) := sprintf("container `%s`", [member(container, "name")])

title(container) := "container ``" if not member(container, "name")

# The elements of an attribute of a container that should be a list, at a path of one step or three.
elements(container, path) := [element |
	some list in _lists(container, path)
	is_array(list)
	some element in list
]

_lists(container, path) := [member(container, path[0])] if count(path) == 1

_lists(container, path) := [member(member(member(container, path[0]), path[1]), path[2])] if count(path) == 3
