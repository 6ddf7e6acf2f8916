package lib.batch_container_test

import rego.v1

import data.lib.batch_container

_images(properties) := [container.image | some container in batch_container.in_text(json.marshal(properties))]

test_containers_of_each_form if {
	"alone" in _images({"image": "alone"})
	"task" in _images({"taskProperties": [{"containers": [{"image": "task"}]}]})
	"node" in _images({"nodeRangeProperties": [{"container": {"image": "node"}}]})
	nodes := {"NodeRangeProperties": [{"EcsProperties": {"TaskProperties": [{"Containers": [{"image": "both"}]}]}}]}
	"both" in _images(nodes)
}

test_texts_that_hold_no_containers if {
	every text in ["", "no JSON", "[]", "null"] {
		batch_container.in_text(text) == []
	}
}
