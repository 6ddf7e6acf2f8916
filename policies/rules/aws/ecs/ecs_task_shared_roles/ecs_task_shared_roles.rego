# METADATA
# title: ECS task runs with its execution role
# description: |
#   One role is the execution role, with which ECS pulls images and reads secrets, and the task role, which
#   the containers have. So the program may read every secret and image that starting it takes, and ECS may do
#   what the program may.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
# custom:
#   id: aws-ecs-task-shared-roles
#   severity: medium
#   domain: iam
#   resources: [aws_ecs_task_definition]
#   attributes: []
#   linked: [aws_iam_role]
#   remediation: Make a role for the task, with what the program needs, and one for the execution.
#   example: |
#     resource "aws_ecs_task_definition" "web" {
#       family                = "web"
#       container_definitions = local.containers
#       execution_role_arn    = aws_iam_role.execution.arn
#       task_role_arn         = aws_iam_role.web.arn
#     }
#   controls:
#     nist_800_53: ["AC-5", "AC-6"]
#     soc2: ["CC6.3"]
#   aliases: [CKV_AWS_249]
package rules.aws.ecs.ecs_task_shared_roles

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding

_execution := "execution_role_arn"

_task := "task_role_arn"

_msg := "one role is execution role and task role"

deny contains finding.at(task, [_task], _msg) if {
	some task in input.resources.aws_ecs_task_definition
	attribute.is_set(task.values, _task)
	task.values[_task] == task.values[_execution]
}

# The role is yet to be made, and both attributes refer to it.
deny contains finding.whole(task, _msg) if {
	some task in input.resources.aws_ecs_task_definition
	_are_deferred(task)
	_is_certain(task)
}

deny contains finding.at(task, [_task], "one role may be execution role and task role") if {
	some task in input.resources.aws_ecs_task_definition
	_are_deferred(task)
	not _is_certain(task)
	not _are_different(task)
}

_are_deferred(task) if {
	attribute.is_deferred(task, [_execution])
	attribute.is_deferred(task, [_task])
}

_is_certain(task) if {
	certain := companion.certain(task, "aws_iam_role")
	count(_named(certain, _execution) & _named(certain, _task)) > 0
}

# Both attributes lead to roles of the plan, and to no role that the other one may lead to.
_are_different(task) if {
	roles := array.concat(companion.certain(task, "aws_iam_role"), companion.possible(task, "aws_iam_role"))
	executing := _named(roles, _execution)
	running := _named(roles, _task)
	count(executing) > 0
	count(running) > 0
	count(executing & running) == 0
}

_named(roles, key) := {role.address |
	some role in roles
	key in role.via.here
}
