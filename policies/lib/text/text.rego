# Words for messages.
package lib.text

import rego.v1

# What an attribute is: "`encrypted` is false" or "`encrypted` is not set".
state(values, key) := sprintf("`%s` is %v", [key, values[key]]) if object.get(values, key, null) != null

state(values, key) := sprintf("`%s` is not set", [key]) if object.get(values, key, null) == null
