package lib.net_test

import rego.v1

import data.lib.net

test_is_world_by_prefix_however_it_is_spelt if {
	every cidr in [
		"0.0.0.0/0", "1.2.3.4/0", "0.0.0.0/1", "128.0.0.0/7",
		"::/0", "0::/0", "0:0:0:0:0:0:0:0/0", "2000::/3", "2a00::/12", "::ffff:0:0/96", "::FFFF:0.0.0.0/96",
	] {
		net.is_world(cidr)
	}
}

test_is_world_not_for_small_or_private_ranges if {
	every cidr in [
		"8.0.0.0/8", "10.0.0.0/8", "224.0.0.0/4", "240.0.0.0/5", "192.0.2.1/32",
		"fc00::/7", "fe80::/10", "ff00::/8", "2001:db8::/32", "::/16", "::ffff:10.0.0.0/104", "::1/128",
	] {
		not net.is_world(cidr)
	}
}

test_is_world_not_for_garbage if {
	every cidr in [
		"", "/", "/0", "x/0", "0.0.0.0", "0.0.0.0/", "0.0.0.0/x", "0.0.0.0/-1", "0.0.0.0/33", "0.0.0.0/0/0",
		"::/129", "::", ":/0", "0.0.0.0/0.5", null, 0, true, ["0.0.0.0/0"], {},
	] {
		not net.is_world(cidr)
	}
}

test_is_world_follows_the_parameters if {
	net.is_world("16.0.0.0/8") with data.params.world_prefix_ipv4 as 9
	net.is_world("2000::/16") with data.params.world_prefix_ipv6 as 17
	not net.is_world("16.0.0.0/7") with data.params.trusted_cidrs as ["16.0.0.0/4"]
}

test_is_world_together_adds_up if {
	net.is_world_together(["8.0.0.0/8", "9.0.0.0/8"])
	net.is_world_together(["8.0.0.0/9", "8.128.0.0/9", "12.0.0.0/8"])
	net.is_world_together(["2a00::/16", "2b00::/17", "2b00:8000::/17"])
	not net.is_world_together(["8.0.0.0/8", "9.0.0.0/9", "9.128.0.0/10"])
	not net.is_world_together(["8.0.0.0/9", "8.128.0.0/9"])
	not net.is_world_together(["2a00::/17", "2b00::/17", "2c00::/65"])
}

test_is_world_together_counts_an_address_once if {
	not net.is_world_together(["8.0.0.0/8", "8.1.0.0/16", "8.1.2.0/24"])
	not net.is_world_together(["8.0.0.0/8", "8.1.1.1/8"])
	not net.is_world_together(["8.0.0.0/8", "8.1.1.1/8", "9.9.9.9/32"])
	net.is_world_together(["8.0.0.0/8", "8.1.1.1/8", "9.9.9.9/8"])
}

test_is_world_together_leaves_out_private_and_garbage if {
	not net.is_world_together(["10.0.0.0/8", "172.16.0.0/12", "8.0.0.0/8"])
	not net.is_world_together(["8.0.0.0/8", "9.0.0.0/x", "x/8", null, "", 4])
	not net.is_world_together(["8.0.0.0/8"])
	not net.is_world_together([])
}

test_worlds_points_at_the_ranges if {
	net.worlds(["10.0.0.0/8", "0.0.0.0/0", null, "::/0"]) == {
		{"path": [1], "text": "0.0.0.0/0"},
		{"path": [3], "text": "::/0"},
	}
	net.worlds("0.0.0.0/0") == {{"path": [], "text": "0.0.0.0/0"}}
}

test_worlds_points_at_the_list_where_no_range_does_alone if {
	found := net.worlds(["8.0.0.0/8", "9.0.0.0/8"])
	found == {{"path": [], "text": "ranges that hold much of the internet together"}}
}

test_worlds_finds_none if {
	every ranges in [[], ["10.0.0.0/8"], "10.0.0.0/8", "", [null]] {
		net.worlds(ranges) == set()
	}
	every ranges in [null, {}, true] {
		not net.worlds(ranges)
	}
}

test_deferred_points_at_what_is_unknown if {
	net.deferred(true) == {{"path": [], "text": "a range known only after apply"}}
	net.deferred([false, true]) == {{"path": [1], "text": "a range known only after apply"}}
	net.deferred([false]) == set()
	net.deferred([]) == set()
	not net.deferred(null)
	not net.deferred(false)
}
