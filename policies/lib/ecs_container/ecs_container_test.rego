package lib.ecs_container_test

import rego.v1

import data.lib.ecs_container

_known(text) := ecs_container.known({"values": {"container_definitions": text}})

test_known_containers if {
	_known(`[{"name": "web"}, {"name": "log"}]`) == [{"name": "web"}, {"name": "log"}]
}

test_members_in_any_letter_case if {
	ecs_container.member({"Name": "web"}, "name") == "web"
	ecs_container.member({"readonlyrootfilesystem": false}, "readonlyRootFilesystem") == false
	not ecs_container.member({"names": "web"}, "name")
	not ecs_container.member("name", "name")
	ecs_container.title({"NAME": "web"}) == "container `web`"
	ecs_container.title({}) == "container ``"
	ecs_container.elements({"Environment": [{"Name": "A"}]}, ["environment"]) == [{"Name": "A"}]
	added := {"LinuxParameters": {"Capabilities": {"Add": ["ALL"]}}}
	ecs_container.elements(added, ["linuxParameters", "capabilities", "add"]) == ["ALL"]
}

test_texts_that_hold_no_containers if {
	every text in ["", "no JSON", `{"name": "web"}`, `["web"]`, "null", 5] {
		_known(text) == []
	}
	ecs_container.known({"values": {}}) == []
}

test_elements_and_title if {
	container := {"name": "web", "environment": [{"name": "A"}], "linuxParameters": {"capabilities": {"add": "ALL"}}}
	ecs_container.title(container) == "container `web`"
	ecs_container.elements(container, ["environment"]) == [{"name": "A"}]
	ecs_container.elements(container, ["linuxParameters", "capabilities", "add"]) == []
	ecs_container.elements(container, ["secrets"]) == []
}
