# Address ranges: which of them are so much of the internet that they keep nobody out.
package lib.net

import rego.v1

_world_prefix := {4: data.params.world_prefix_ipv4, 6: data.params.world_prefix_ipv6}

# Ranges that no host on the internet has an address of.
_never_public := {
	4: [
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
		"172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/4", "240.0.0.0/4",
	],
	6: ["fc00::/7", "fe80::/10", "ff00::/8"],
}

# Where an attribute, a range or a list of ranges, holds the world: at the ranges that do, or at the list
# if only all of it does. `path` leads on from the attribute, `text` names what is there.
worlds(ranges) := {{"path": [], "text": ranges} | is_world(ranges)} if is_string(ranges)

worlds(ranges) := elements | together if {
	is_array(ranges)
	elements := {{"path": [i], "text": cidr} |
		some i, cidr in ranges
		is_world(cidr)
	}
	together := {{"path": [], "text": text} |
		count(elements) == 0
		is_world_together(ranges)
		text := "ranges that hold much of the internet together"
	}
}

# Where such an attribute is known only after apply, given its element of `unknown`.
deferred(unknown) := {{"path": [], "text": "a range known only after apply"}} if unknown == true

deferred(unknown) := {{"path": [i], "text": "a range known only after apply"} | some i, true in unknown} if {
	is_array(unknown)
}

# The range holds so much of the internet that it keeps nobody out. The prefix is looked at first, as a
# text, since nearly all ranges end there.
is_world(cidr) if {
	split(cidr, "/")[1] in _short_prefixes[4]
	not contains(cidr, ":")
	_is_public(_parse(cidr))
}

is_world(cidr) if {
	split(cidr, "/")[1] in _short_prefixes[6]
	contains(cidr, ":")
	range := _parse(cidr)
	range.prefix < _world_prefix[range.family]
	_is_public(range)
}

# Prefixes of the world. An IPv6 range may be an IPv4 range in other clothes.
_short_prefixes := {
	4: {sprintf("%d", [prefix]) | some prefix in numbers.range(0, 128); prefix < _world_prefix[4]},
	6: {sprintf("%d", [prefix]) | some prefix in numbers.range(0, 128); prefix < _world_prefix[6]} |
		{sprintf("%d", [prefix + 96]) | some prefix in numbers.range(0, 32); prefix < _world_prefix[4]},
}

# The ranges of a list hold as many addresses together as the smallest range that is the world. Ranges lie
# apart or inside one another, so sizes add up once what lies inside another is left out.
is_world_together(cidrs) if {
	count(cidrs) > 1
	_has_a_big_one(cidrs)
	some family, prefix in _world_prefix
	enough := 2 * _size({"family": family, "prefix": prefix})
	ranges := {range |
		some cidr in cidrs
		range := _parse(cidr)
		range.family == family
	}
	sum([_size(range) | some range in ranges]) >= enough
	distinct := [_size(range) |
		some range in ranges
		_is_public(range)
		not _is_inside_another(range, ranges)
	]
	sum(distinct) >= enough
}

# Without one, no list of a sane length adds up to the world. Most lists end here.
_has_a_big_one(cidrs) if {
	some cidr in cidrs
	split(cidr, "/")[1] in _big_prefixes
	not cidr in {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"}
}

_has_a_big_one(cidrs) if count(cidrs) > 256

_big_prefixes := {sprintf("%d", [first + length]) |
	some first in [0, 96]
	some length in numbers.range(0, max([_world_prefix[4], _world_prefix[6]]) + 8)
}

# `space` is the range of all addresses that are written alike.
_parse(cidr) := {"cidr": cidr, "space": "0.0.0.0/0", "family": 4, "prefix": prefix} if {
	not contains(cidr, ":")
	prefix := _prefix(cidr)
}

_parse(cidr) := {"cidr": cidr, "space": "::/0", "family": 6, "prefix": prefix} if {
	contains(cidr, ":")
	prefix := _prefix(cidr)
	not _is_mapped(cidr, prefix)
}

_parse(cidr) := {"cidr": cidr, "space": "::/0", "family": 4, "prefix": prefix - 96} if {
	contains(cidr, ":")
	prefix := _prefix(cidr)
	_is_mapped(cidr, prefix)
}

_prefix(cidr) := prefix if {
	[_, digits] := split(cidr, "/")
	digits in _prefixes
	prefix := to_number(digits)
}

_prefixes := {sprintf("%d", [prefix]) | some prefix in numbers.range(0, 128)}

_is_mapped(cidr, prefix) if {
	prefix >= 96
	net.cidr_contains("::ffff:0:0/96", cidr)
}

# Not so for what is no range at all: `net.cidr_contains` is undefined then.
_is_public(range) if {
	net.cidr_contains(range.space, range.cidr)
	every private in array.concat(_never_public[range.family], data.params.trusted_cidrs) {
		not net.cidr_contains(private, range.cidr)
	}
}

# Of two spellings of one range the first in order counts.
_is_inside_another(range, ranges) if {
	some other in ranges
	[other.prefix, other.cidr] < [range.prefix, range.cidr]
	net.cidr_contains(other.cidr, range.cidr)
}

# In units that make the smallest range that matters 1: an address of IPv4, 2^64 of IPv6.
_size(range) := bits.lsh(1, 32 - range.prefix) if range.family == 4

_size(range) := bits.lsh(1, 64 - range.prefix) if {
	range.family == 6
	range.prefix <= 64
}

_size(range) := 0 if {
	range.family == 6
	range.prefix > 64
}
