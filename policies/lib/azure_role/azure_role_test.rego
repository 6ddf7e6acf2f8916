package lib.azure_role_test

import rego.v1

import data.lib.azure_role

test_is_every_action if {
	every pattern in ["*", "*/*", "Microsoft.*", "Microsoft.*/*"] {
		azure_role.is_every_action(pattern)
	}
	every pattern in ["*/read", "Microsoft.Compute/*", "Microsoft.Compute/virtualMachines/read", ""] {
		not azure_role.is_every_action(pattern)
	}
}

test_holds if {
	action := "microsoft.authorization/roleassignments/write"
	every pattern in ["*", "*/write", "Microsoft.Authorization/*", "Microsoft.Authorization/roleAssignments/write"] {
		azure_role.holds(pattern, action)
	}
	every pattern in ["*/read", "Microsoft.Authorization", "MicrosoftXAuthorization/*", "Microsoft.Compute/*"] {
		not azure_role.holds(pattern, action)
	}
}

test_leaves_out if {
	action := "microsoft.authorization/roleassignments/write"
	azure_role.leaves_out({"not_actions": ["*/read", "Microsoft.Authorization/*/Write"]}, action)
	not azure_role.leaves_out({"not_actions": ["*/read"]}, action)
	not azure_role.leaves_out({}, action)
}

test_is_wide if {
	every scope in [
		"/",
		"/subscriptions/1",
		"/Subscriptions/1/",
		"/providers/Microsoft.Management/managementGroups/shop",
	] {
		azure_role.is_wide(scope)
	}
	every scope in ["", "/subscriptions/1/resourceGroups/shop", "x"] {
		not azure_role.is_wide(scope)
	}
}

test_faults if {
	paths := {["a"], ["b"]}
	here := azure_role.faults({"values": {"scope": "/subscriptions/1"}, "unknown": {}}, paths)
	here == {{"path": path, "text": "in /subscriptions/1"} | some path in paths}
	narrow := azure_role.faults(
		{
			"values": {"scope": "/subscriptions/1", "assignable_scopes": ["/subscriptions/1/resourceGroups/shop"]},
			"unknown": {},
		},
		paths,
	)
	narrow == set()
	later := azure_role.faults({"values": {}, "unknown": {"assignable_scopes": [false, true]}}, paths)
	later == set()
	unknown := azure_role.faults({"values": {}, "unknown": {"scope": true}}, paths)
	unknown == {{"path": ["scope"], "text": "in `scope`, which is known only after apply"}}
	none := azure_role.faults({"values": {}, "unknown": {"scope": true}}, set())
	none == set()
}
