package lib.google_iam_test

import rego.v1

import data.lib.google_iam

_of(type, values, unknown) := {"address": "a", "type": type, "values": values, "unknown": unknown}

_binding(values) := object.union(
	{"role": "r", "path": ["role"], "members": [], "deferred": set(), "condition": ""},
	values,
)

test_bindings_of_a_member if {
	found := google_iam.bindings(_of(
		"google_x_iam_member",
		{"role": "r", "member": "user:a@example.com", "condition": [{"title": "t", "expression": "e"}]},
		{},
	))
	found == {_binding({"members": [{"name": "user:a@example.com", "path": ["member"]}], "condition": "e"})}
	unknown := google_iam.bindings(_of("google_x_iam_member", {}, {"role": true, "member": true}))
	unknown == {_binding({"role": "", "deferred": {["member"]}})}
}

test_bindings_of_a_binding if {
	found := google_iam.bindings(_of(
		"google_x_iam_binding",
		{"role": "r", "members": ["a", null]},
		{"members": [false, true]},
	))
	found == {_binding({"members": [{"name": "a", "path": ["members", 0]}], "deferred": {["members", 1]}})}
}

test_bindings_of_a_policy if {
	found := google_iam.bindings(_of(
		"google_x_iam_policy",
		{"policy_data": json.marshal({"bindings": [
			{"role": "r", "members": ["a"]},
			{"role": "s", "members": ["b"], "condition": {"expression": "e"}},
		]})},
		{},
	))
	found == {
		_binding({"path": ["policy_data"], "members": [{"name": "a", "path": ["policy_data"]}]}),
		_binding({
			"role": "s",
			"path": ["policy_data"],
			"members": [{"name": "b", "path": ["policy_data"]}],
			"condition": "e",
		}),
	}
	every text in ["", "{", "null", "[]", `{"bindings": {}}`, `{"bindings": ["x"]}`] {
		none := google_iam.bindings(_of("google_x_iam_policy", {"policy_data": text}, {}))
		none == set()
	}
	other := google_iam.bindings(_of("google_x", {"role": "r", "member": "a"}, {}))
	other == set()
}

test_public if {
	found := google_iam.public(_of("google_x_iam_binding", {"members": ["a", "allusers"]}, {"role": true}))
	found == {{"path": ["members", 1], "text": "a role known later is granted to allUsers"}}
	every expression, expected in {
		"request.time < timestamp('2027-01-01T00:00:00Z')": 1,
		"'x' in request.auth.access_levels": 0,
		"'x' in request.auth.access_levels || true": 1,
		"!('x' in request.auth.access_levels)": 1,
	} {
		public := google_iam.public(_of(
			"google_x_iam_member",
			{"role": "r", "member": "allUsers", "condition": [{"expression": expression}]},
			{},
		))
		count(public) == expected
	}
}

test_is_narrow if {
	every condition in [
		"resource.name.startsWith('projects/_/buckets/shop')",
		"resource.matchTag('1/env', 'test')",
		"request.time < timestamp('2027-01-01T00:00:00Z')",
		"api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly(['roles/viewer'])",
	] {
		google_iam.is_narrow(condition)
	}
	every condition in ["", "true", "request.time > timestamp('2027-01-01T00:00:00Z')", "resource.type == 'x'", "resource.name != 'x'"] {
		not google_iam.is_narrow(condition)
	}
}

test_faults if {
	resource := _of("google_x_iam_binding", {}, {})
	binding := _binding({"members": [{"name": name, "path": ["members"]} | some name in ["a", "b", "c"]]})
	all := google_iam.faults(resource, binding, set())
	all == {{"path": ["role"], "who": "a and 2 more"}}
	one := google_iam.faults(resource, binding, {"a", "c"})
	one == {{"path": ["role"], "who": "b"}}
	none := google_iam.faults(resource, binding, {"a", "b", "c"})
	none == set()
	narrow := google_iam.faults(resource, object.union(binding, {"condition": "resource.name == 'x'"}), set())
	narrow == set()
}

test_faults_of_what_is_unknown if {
	binding := _binding({"deferred": {["members", 1]}})
	members := google_iam.faults(_of("google_x_iam_binding", {}, {"members": [false, true]}), binding, set())
	members == {{"path": ["members", 1], "who": "members known only after apply"}}
	known := _binding({"members": [{"name": "a", "path": ["member"]}]})
	condition := google_iam.faults(_of("google_x_iam_member", {}, {"condition": [{"expression": true}]}), known, set())
	condition == {{"path": ["condition", 0, "expression"], "who": "a"}}
	block := google_iam.faults(_of("google_x_iam_member", {}, {"condition": true}), known, set())
	block == {{"path": ["condition"], "who": "a"}}
}

test_faults_of_an_account_of_the_plan if {
	account := {"address": "s", "via": {"here": ["member"], "there": []}}
	resource := object.union(
		_of("google_x_iam_member", {}, {"member": true}),
		{"linked": {"google_service_account": [account]}},
	)
	google_iam.is_account_of_plan(resource)
	found := google_iam.faults(resource, _binding({"deferred": {["member"]}}), set())
	found == {{"path": ["role"], "who": "a service account of the plan"}}
	not google_iam.is_account_of_plan(_of("google_x_iam_member", {}, {"member": true}))
}

test_is_agent if {
	every name in [
		"serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com",
		"serviceAccount:123456789012@cloudservices.gserviceaccount.com",
	] {
		google_iam.is_agent(name)
	}
	every name in [
		"serviceAccount:ci@shop.iam.gserviceaccount.com",
		"serviceAccount:123456789012@cloudbuild.gserviceaccount.com",
		"user:service-1@x.iam.gserviceaccount.com",
	] {
		not google_iam.is_agent(name)
	}
}

test_default_accounts if {
	compute := google_iam.default_accounts("serviceAccount:123456789012-compute@developer.gserviceaccount.com")
	compute == {"Compute Engine"}
	app := google_iam.default_accounts("serviceAccount:shop@appspot.gserviceaccount.com")
	app == {"App Engine"}
	own := google_iam.default_accounts("serviceAccount:ci@shop.iam.gserviceaccount.com")
	own == set()
}

test_impersonations if {
	resource := _of(
		"google_project_iam_member",
		{"role": "roles/iam.workloadIdentityUser", "member": "group:a@example.com"},
		{},
	)
	found := google_iam.impersonations(resource, "project")
	found == {{
		"path": ["role"],
		"text": "roles/iam.workloadIdentityUser of the whole project is granted to group:a@example.com",
	}}
}

test_level if {
	google_iam.level({"type": "google_organization_iam_policy"}) == "organization"
	google_iam.level({"type": "google_project_iam_member"}) == "project"
}

test_who if {
	google_iam.who(["a"]) == "a"
	google_iam.who(["a", "b"]) == "a and 1 more"
}
