# Routes of VPCs: in a route table, and on their own.
package lib.aws_route

import rego.v1

import data.lib.net

# Those of the routes that lead everywhere, or who knows where, each with the `path` of the range and a `text` for it.
to_world(some_routes) := [found |
	some route in some_routes
	some key in ["cidr_block", "ipv6_cidr_block", "destination_cidr_block", "destination_ipv6_cidr_block"]
	some range in _ranges(route, key)
	found := object.union(route, {"path": array.concat(route.prefix, [key]), "text": range.text})
]

_ranges(route, key) := net.worlds(route.values[key])

_ranges(route, key) := net.deferred(route.unknown[key]) if route.unknown[key] == true

# The routes, each with its `resource`, the `prefix` of its attributes, and its `values` and `unknown`.
routes(resources) := array.concat(blocks, alone) if {
	blocks := [route |
		some type in ["aws_route_table", "aws_default_route_table"]
		some table in resources[type]
		some i, values in table.values.route
		route := {
			"resource": table,
			"prefix": ["route", i],
			"values": values,
			"unknown": object.get(table.unknown, ["route", i], {}),
		}
	]
	alone := [route |
		some resource in resources.aws_route
		route := {"resource": resource, "prefix": [], "values": resource.values, "unknown": resource.unknown}
	]
}
