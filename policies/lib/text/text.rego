# Words for messages.
package lib.text

import rego.v1

# A value that may be of any length, cut to what a message can hold.
brief(value) := value if count(value) <= 80

brief(value) := sprintf("%s...", [substring(value, 0, 77)]) if count(value) > 80

# What an attribute is: "`encrypted` is false" or "`encrypted` is not set".
state(values, key) := sprintf("`%s` is %v", [key, values[key]]) if object.get(values, key, null) != null

state(values, key) := sprintf("`%s` is not set", [key]) if object.get(values, key, null) == null
