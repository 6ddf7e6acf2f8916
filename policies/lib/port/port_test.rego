package lib.port_test

import rego.v1

import data.lib.port

test_carries_names_and_numbers if {
	every protocol in ["tcp", "TCP", "6", "-1", "all", "ALL", "*", -1, 6] {
		port.carries(protocol, "tcp")
	}
	every protocol in ["udp", "Udp", "17", "-1", "*"] {
		port.carries(protocol, "udp")
	}
	every protocol in ["udp", "17", "icmp", "1", "icmpv6", "", "60", null, 17] {
		not port.carries(protocol, "tcp")
	}
}

test_is_any_protocol if {
	every protocol in ["-1", "all", "All", "*", -1] {
		port.is_any_protocol(protocol)
	}
	not port.is_any_protocol("tcp")
	not port.is_any_protocol("1")
}

test_range_holds_a_port if {
	every specification in ["22", " 22 ", "*", "20-30", "0-65535", "22-22", "1 - 22"] {
		port.range_holds(specification, 22)
	}
	every specification in ["2", "220", "23-30", "1-21", "", "ssh", "a-b", "-", "22-", "20-30-40", null, []] {
		not port.range_holds(specification, 22)
	}
}
