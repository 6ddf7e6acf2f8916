"""Holds the ways to more rights that we find against those of cloudsplaining: python escalation.py POLICIES PROGRAM [--all]

PROGRAM is the built example `escalation`.
"""

import json
import subprocess
import sys
from collections import Counter, defaultdict

from cloudsplaining.scan.policy_document import PolicyDocument
from cloudsplaining.shared.constants import PRIVILEGE_ESCALATION_METHODS

flags = sys.argv[3:]


def ours_of(policies):
    text = "".join(json.dumps({"policy": policy}) + "\n" for policy in policies)
    done = subprocess.run([sys.argv[2]], input=text, capture_output=True, text=True, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return [(one["is_full"], {path["id"]: frozenset(path["actions"]) for path in one["paths"]}) for one in found]


def theirs_of(policy):
    return {method["type"]: frozenset(method["actions"]) for method in PolicyDocument(policy).allows_privilege_escalation}


def whole(actions):
    statement = {"Effect": "Allow", "Action": sorted(actions), "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [statement]}


def among(actions, ways):
    """Whether one of some ways needs no more actions."""
    return any(needed <= actions for needed in ways.values())


tests = [json.loads(line) for line in open(sys.argv[1])]
methods = {name: frozenset(actions) for name, actions in PRIVILEGE_ESCALATION_METHODS.items()}
unknown = {name for name, (_, ours) in zip(methods, ours_of([whole(actions) for actions in methods.values()])) if not ours}
counts = Counter()
groups = defaultdict(list)

for test, (is_full, ours) in zip(tests, ours_of([test["policy"] for test in tests]), strict=True):
    theirs = theirs_of(test["policy"])
    differences = [("theirs", name) for name, actions in theirs.items() if not is_full and not among(actions, ours)]
    differences += [("ours", name) for name, actions in ours.items() if not among(actions, theirs)]
    if is_full and not theirs:
        differences.append(("ours", "all of IAM"))
    if not differences:
        counts["alike, and nothing found" if not ours and not is_full else "alike, and something found"] += 1
        continue
    reasons = set()
    for side, name in differences:
        is_known = name not in unknown if side == "theirs" else name == "all of IAM" or among(ours[name], methods)
        reason = f"only {side}, {test['name']}" if is_known else f"only {side}, a way that the other does not know"
        groups[reason].append((name, test["policy"]))
        reasons.add(is_known)
    counts["different" if True in reasons else "different by ways that one does not know"] += 1

print(f"{len(tests)} policies: " + ", ".join(f"{number} {name}" for name, number in sorted(counts.items())))
for reason, found in sorted(groups.items()):
    names = Counter(name for name, _ in found).most_common()
    print(f"{len(found):6}  {reason}: " + ", ".join(f"{name} {number}" for name, number in names))
if "--all" in flags:
    for reason, found in sorted(groups.items()):
        print(f"\n## {reason}")
        for name, policy in found:
            print(name, json.dumps(policy["Statement"]))
