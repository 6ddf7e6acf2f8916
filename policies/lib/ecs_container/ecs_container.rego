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

# The name of a container in words.
title(container) := sprintf("container `%s`", [object.get(container, "name", "")])

# The elements of an attribute of a container that should be a list.
elements(container, path) := [element |
	list := object.get(container, path, [])
	is_array(list)
	some element in list
]
