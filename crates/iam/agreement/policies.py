"""Writes identity policies around the known ways to more rights, one JSON object a line: python policies.py [SEED]"""

import json
import random
import sys

from cloudsplaining.shared.constants import PRIVILEGE_ESCALATION_METHODS
from policy_sentry.querying.all import get_all_actions

random.seed(int(sys.argv[1]) if len(sys.argv) > 1 else 20261122)

# Ways that the other table does not have.
OTHERS = """
apprunner:UpdateService
cloudformation:UpdateStack
codebuild:StartBuild
codebuild:UpdateProject
ecs:ExecuteCommand
ec2-instance-connect:SendSSHPublicKey
identitystore:CreateGroupMembership
lambda:UpdateFunctionConfiguration
ssm:SendCommand
ssm:StartSession
sts:AssumeRole
sso:PutInlinePolicyToPermissionSet sso:ProvisionPermissionSet
iam:PassRole autoscaling:CreateLaunchConfiguration autoscaling:CreateAutoScalingGroup
iam:PassRole batch:RegisterJobDefinition batch:SubmitJob
iam:PassRole cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet
iam:PassRole datapipeline:CreatePipeline datapipeline:PutPipelineDefinition datapipeline:ActivatePipeline
iam:PassRole ec2:AssociateIamInstanceProfile
iam:PassRole elasticmapreduce:RunJobFlow
iam:PassRole glue:CreateSession glue:RunStatement
iam:PassRole sagemaker:CreateNotebookInstance sagemaker:CreatePresignedNotebookInstanceUrl
iam:PassRole scheduler:CreateSchedule
iam:PassRole ssm:StartAutomationExecution
iam:PassRole states:CreateStateMachine states:StartExecution
"""
NAMES = {name.lower(): name for name in get_all_actions()}
WAYS = [[NAMES.get(name, name) for name in actions] for actions in PRIVILEGE_ESCALATION_METHODS.values()]
WAYS += [line.split() for line in OTHERS.strip().splitlines()]


def allow(action, resource="*", **more):
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action, resource="*", **more):
    return {"Effect": "Deny", "Action": action, "Resource": resource, **more}


# The services whose name is not that of their ARNs.
ARNS = {"ec2-instance-connect": "ec2", "sso": "sso", "identitystore": "identitystore"}


def one_arn(action):
    service, name = action.split(":")
    if service in ("iam", "sts"):
        kinds = [kind for kind in ("User", "Group", "Role", "AccessKey", "LoginProfile", "AssumeRolePolicy") if kind in name]
        kind = {"User": "user", "Group": "group", "Role": "role", "AssumeRolePolicy": "role"}.get(kinds[0] if kinds else "", "")
        kind = kind or ("user" if kinds else "policy")
        return f"arn:aws:iam::111111111111:{kind}/app"
    return f"arn:aws:{ARNS.get(service, service)}:eu-west-1:111111111111:app/one"


def all_arns(action):
    service, _ = action.split(":")
    return "arn:aws:iam::*:*" if service in ("iam", "sts") else f"arn:aws:{ARNS.get(service, service)}:*:*:*"


def cases(way):
    yield "whole", [allow(way)]
    yield "in lower case", [allow([action.lower() for action in way]), deny(way[0].lower())]
    yield "split", [allow(action) for action in way]
    yield "wildcards", [allow([action[:-1] + "*" for action in way])]
    yield "of the services", [allow(sorted({action.split(":")[0] + ":*" for action in way if not action.startswith("iam:")} | {a for a in way if a.startswith("iam:")}))]
    for short in random.sample(way, 1) if len(way) > 1 else []:
        yield "one action short", [allow([action for action in way if action != short])]
    one = random.choice(way)
    rest = [allow([action for action in way if action != one])] if len(way) > 1 else []
    yield "one action on one resource", [allow(one, one_arn(one)), *rest]
    yield "on all resources of their kinds", [allow(action, all_arns(action)) for action in way]
    yield "one action denied", [allow(way), deny(one)]
    yield "one action denied on one resource", [allow(way), deny(one, one_arn(one))]
    yield "denied without MFA", [allow(way), deny("*", Condition={"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}})]
    yield "allowed with MFA", [allow(way, Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}})]
    yield "one of them with a tag", [allow(one, Condition={"StringEquals": {"aws:ResourceTag/team": "blue"}}), *rest]
    if "iam:passrole" in [action.lower() for action in way]:
        others = [action for action in way if action.lower() != "iam:passrole"]
        to = {"StringEquals": {"iam:PassedToService": "ses.amazonaws.com"}}
        yield "to another service", [allow("iam:PassRole", Condition=to), allow(others)]


def main():
    made = [(name, statements) for way in WAYS for name, statements in cases(way)]
    keep = random.sample(made, 480)
    keep += [
        ("everything", [allow("*")]),
        ("everything but IAM", [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]),
        ("everything but S3", [{"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}]),
        ("all of IAM", [allow("iam:*")]),
        ("everything, IAM denied", [allow("*"), deny("iam:*")]),
        ("everything, all but S3 denied", [allow("*"), {"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"}]),
        ("everything on buckets", [allow("*", "arn:aws:s3:::*")]),
        ("all but one resource", [{"Effect": "Allow", "Action": "iam:AttachRolePolicy", "NotResource": "arn:aws:iam::111111111111:role/admin"}]),
        ("reading", [allow(["iam:Get*", "iam:List*", "s3:Get*"])]),
        ("own user", [allow("iam:CreateAccessKey", "arn:aws:iam::*:user/${aws:username}")]),
        ("own user's policies", [allow("iam:PutUserPolicy", "arn:aws:iam::*:user/${aws:username}")]),
    ]
    for name, statements in keep:
        print(json.dumps({"name": name, "policy": {"Version": "2012-10-17", "Statement": statements}}))


main()
