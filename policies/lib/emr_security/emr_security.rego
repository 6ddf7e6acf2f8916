# What security configurations of EMR, JSON in a text, say of encryption.
package lib.emr_security

import rego.v1

# The security configurations of which the text is known, each with its `resource` and its `encryption`.
readable(resources) := [one |
	some resource in resources
	written := object.get(resource.values, "configuration", "")
	json.is_valid(written)
	document := json.unmarshal(written)
	is_object(document)
	encryption := object.get(document, "EncryptionConfiguration", {})
	is_object(encryption)
	one := {"resource": resource, "encryption": encryption}
]

# The switch is not on. JSON writers of some tools make texts of booleans.
is_off(object_, key) if object.get(object_, key, null) in {false, "false", null}
