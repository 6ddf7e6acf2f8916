package lib.guard_test

import rego.v1

import data.lib.guard

test_against if {
	guard.against("aws_flow_log") == {"traffic that leaves no trace"}
	guard.against("aws_vpc") == set()
}

_update(before, after, unknown) := {
	"type": "aws_guardduty_detector", "actions": ["update"],
	"before": before, "after": after, "unknown": unknown,
}

test_losses if {
	[loss.name | some loss in guard.losses(_update({"enable": true}, {"enable": false}, {}))] == ["enable"]
	[loss.name | some loss in guard.losses(_update({"enable": true}, {}, {"enable": true}))] == ["enable"]
	guard.losses(_update({"enable": false}, {"enable": true}, {})) == []
	guard.losses(_update({"enable": true}, {}, {})) == []
}

test_was_off if {
	guard.was_off({"type": "aws_guardduty_detector", "before": {"enable": false}})
	not guard.was_off({"type": "aws_guardduty_detector", "before": {"enable": true}})
	not guard.was_off({"type": "aws_guardduty_detector", "before": {}})
	not guard.was_off({"type": "aws_flow_log", "before": {"enabled": false}})
}

_flow_log := {"type": "aws_flow_log", "actions": ["delete"], "before": {"vpc_id": "vpc-1"}, "after": {}, "unknown": {}}

test_goes_with_its_subject if {
	vpc := {"type": "aws_vpc", "actions": ["delete"], "before": {"id": "vpc-1"}, "after": {}, "unknown": {}}
	guard.goes_with_its_subject(_flow_log) with input as {"changes": [vpc]}
	not guard.goes_with_its_subject(_flow_log) with input as {"changes": [_flow_log]}
	other := object.union(vpc, {"before": {"id": "vpc-2"}})
	not guard.goes_with_its_subject(_flow_log) with input as {"changes": [other]}
}

test_is_all_deleted if {
	guard.is_all_deleted with input as {"plan": {"resources": 1}, "changes": [_flow_log]}
	not guard.is_all_deleted with input as {"plan": {"resources": 2}, "changes": [_flow_log]}
}

_moved := object.union(_flow_log, {"actions": ["delete", "create"], "after": {"vpc_id": "vpc-2"}})

_successor := object.union(_moved, {"before": {"vpc_id": "vpc-3"}, "after": {"vpc_id": "vpc-1"}})

_deserted contains subject if {
	some changed in input.changes
	some subject in guard.deserted(changed)
}

_taken_over contains changed.actions if {
	some changed in input.changes
	guard.is_taken_over(changed)
}

test_deserted if {
	subjects := _deserted with input as {"changes": [_moved]}
	subjects == {{"key": "vpc_id", "value": "vpc-1"}}
}

test_deserted_not_where_another_takes_over if {
	other := object.union(_successor, {"before": {"vpc_id": "vpc-1"}, "actions": ["update"]})
	same := _deserted with input as {"changes": [_moved, other]}
	same == {{"key": "vpc_id", "value": "vpc-1"}}
	taken := _deserted with input as {"changes": [_moved, object.union(_successor, {"actions": ["update"]})]}
	taken == set()
}

test_is_taken_over if {
	taken := _taken_over with input as {"changes": [_flow_log, _successor]}
	taken == {["delete"]}
	not_taken := _taken_over with input as {"changes": [_flow_log, _moved]}
	not_taken == set()
}
