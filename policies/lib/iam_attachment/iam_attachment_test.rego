package lib.iam_attachment_test

import rego.v1

import data.lib.iam_attachment

_arn := "arn:aws-us-gov:iam::aws:policy/IAMFullAccess"

_paths(values) := iam_attachment.paths({"values": values, "unknown": {}}, "IAMFullAccess")

test_paths if {
	_paths({"policy_arn": _arn}) == {["policy_arn"]}
	_paths({"managed_policy_arn": _arn}) == {["managed_policy_arn"]}
	_paths({"managed_policy_arns": ["arn:aws:iam::aws:policy/ReadOnlyAccess", _arn]}) == {["managed_policy_arns", 1]}
	_paths({"policy_arns": [null, _arn]}) == {["policy_arns", 1]}
}

test_paths_of_other_policies if {
	_paths({"policy_arn": "arn:aws:iam::aws:policy/IAMFullAccessX"}) == set()
	_paths({"policy_arn": "arn:aws:iam::123456789012:policy/IAMFullAccess"}) == set()
	_paths({"policy_arn": "arn:aws:iam::aws:policy/job-function/IAMFullAccess"}) == set()
	_paths({}) == set()
}
