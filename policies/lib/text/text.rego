# Words for messages.
package lib.text

import rego.v1

# What an attribute is: "`encrypted` is false" or "`encrypted` is not set".
state(values, key) := sprintf("`%s` is %v", [key, values[key]]) if object.get(values, key, null) != null

state(values, key) := sprintf("`%s` is not set", [key]) if object.get(values, key, null) == null

# The first three of several names, and how many more there are.
several(names) := concat(", ", names) if count(names) <= 3

several(names) := sprintf("%s and %d more", [concat(", ", array.slice(names, 0, 3)), count(names) - 3]) if {
	count(names) > 3
}
