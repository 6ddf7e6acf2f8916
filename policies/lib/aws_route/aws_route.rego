# Routes of VPCs: in a route table, and on their own.
package lib.aws_route

import rego.v1

import data.lib.net

# The routes to everywhere, or to who knows where. A route has its `resource`, the `path` of the range with a `text`
# for it, the `prefix` of its attributes, and its `values` and `unknown`.
to_world(resources) := [found |
	some route in _routes(resources)
	some key in ["cidr_block", "ipv6_cidr_block", "destination_cidr_block", "destination_ipv6_cidr_block"]
	some range in _ranges(route, key)
	found := object.union(route, {"path": array.concat(route.prefix, [key]), "text": range.text})
]

_ranges(route, key) := net.worlds(route.values[key])

_ranges(route, key) := net.deferred(route.unknown[key]) if route.unknown[key] == true

_routes(resources) := array.concat(blocks, alone) if {
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
