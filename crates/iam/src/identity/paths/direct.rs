//! Paths that pass no role.

use super::arns::{
    APP, BUILD, DIRECTORY_GROUP, FUNCTION, GLUE_ENDPOINT, GROUP, INSTANCE, INTERPRETER, LAUNCH_TEMPLATE, NOTEBOOK,
    NOTEBOOK_CONFIG, PERMISSION_SET, POLICY, ROLE, SHELL_SCRIPT, STACK, STACK_SET, TASK, USER,
};
use super::{Only, Path, path, under};

/// All of them, by id.
pub(super) static DIRECT: &[Path] = &[
    path("add-user-to-group", "join any group", &[("iam:AddUserToGroup", GROUP)]),
    path(
        "apprunner-update-service",
        "run code with the role of any App Runner service",
        &[("apprunner:UpdateService", APP)],
    ),
    path("assume-role", "assume any role that trusts the account", &[("sts:AssumeRole", ROLE)]),
    path("attach-group-policy", "attach any policy to any group", &[("iam:AttachGroupPolicy", GROUP)]),
    path("attach-role-policy", "attach any policy to any role", &[("iam:AttachRolePolicy", ROLE)]),
    under(
        Only::OwnUser,
        path("attach-user-policy", "attach any policy to any user", &[("iam:AttachUserPolicy", USER)]),
    ),
    path(
        "bedrock-invoke-code-interpreter",
        "run code with the role of any code interpreter",
        &[
            ("bedrock-agentcore:StartCodeInterpreterSession", INTERPRETER),
            ("bedrock-agentcore:InvokeCodeInterpreter", INTERPRETER),
        ],
    ),
    path(
        "cloudformation-execute-change-set",
        "change any stack with the role that the stack has",
        &[("cloudformation:CreateChangeSet", STACK), ("cloudformation:ExecuteChangeSet", STACK)],
    ),
    path(
        "cloudformation-update-stack",
        "change any stack with the role that the stack has",
        &[("cloudformation:UpdateStack", STACK)],
    ),
    path(
        "cloudformation-update-stack-set",
        "change any stack set with the role that it has",
        &[("cloudformation:UpdateStackSet", STACK_SET)],
    ),
    path(
        "codebuild-start-build",
        "run commands with the role of any build project",
        &[("codebuild:StartBuild", BUILD)],
    ),
    path(
        "codebuild-start-build-batch",
        "run commands with the role of any build project",
        &[("codebuild:StartBuildBatch", BUILD)],
    ),
    path(
        "codebuild-update-project",
        "change what any build project runs with its role",
        &[("codebuild:UpdateProject", BUILD)],
    ),
    path("create-access-key", "make access keys of any user", &[("iam:CreateAccessKey", USER)]),
    path("create-login-profile", "set a first password of any user", &[("iam:CreateLoginProfile", USER)]),
    path("create-policy-version", "rewrite any managed policy", &[("iam:CreatePolicyVersion", POLICY)]),
    under(
        Only::Bounded,
        path(
            "delete-role-permissions-boundary",
            "take off the boundary of any role",
            &[("iam:DeleteRolePermissionsBoundary", ROLE)],
        ),
    ),
    under(
        Only::Bounded,
        path(
            "delete-user-permissions-boundary",
            "take off the boundary of any user",
            &[("iam:DeleteUserPermissionsBoundary", USER)],
        ),
    ),
    path(
        "ec2-create-launch-template-version",
        "run commands on the instances that any launch template starts, with their role",
        &[("ec2:CreateLaunchTemplateVersion", LAUNCH_TEMPLATE), ("ec2:ModifyLaunchTemplate", LAUNCH_TEMPLATE)],
    ),
    path(
        "ec2-instance-connect-send-ssh-public-key",
        "log in to any instance and use its role",
        &[("ec2-instance-connect:SendSSHPublicKey", INSTANCE)],
    ),
    path(
        "ec2-modify-user-data",
        "run commands on any instance with its role",
        &[("ec2:ModifyInstanceAttribute", INSTANCE), ("ec2:StopInstances", INSTANCE), ("ec2:StartInstances", INSTANCE)],
    ),
    path("ecs-execute-command", "run commands in any task with its role", &[("ecs:ExecuteCommand", TASK)]),
    path(
        "glue-update-dev-endpoint",
        "log in to any development endpoint of Glue and use its role",
        &[("glue:UpdateDevEndpoint", GLUE_ENDPOINT)],
    ),
    path(
        "identitystore-create-group-membership",
        "join any group of IAM Identity Center",
        &[("identitystore:CreateGroupMembership", DIRECTORY_GROUP)],
    ),
    path(
        "lambda-update-function-code",
        "replace the code of any function, which runs with its role",
        &[("lambda:UpdateFunctionCode", FUNCTION)],
    ),
    path(
        "lambda-update-function-configuration",
        "add code to any function by a layer, which runs with its role",
        &[("lambda:UpdateFunctionConfiguration", FUNCTION)],
    ),
    path("put-group-policy", "write policies of any group", &[("iam:PutGroupPolicy", GROUP)]),
    under(
        Only::Bounded,
        path(
            "put-role-permissions-boundary",
            "replace the boundary of any role",
            &[("iam:PutRolePermissionsBoundary", ROLE)],
        ),
    ),
    path("put-role-policy", "write policies of any role", &[("iam:PutRolePolicy", ROLE)]),
    under(
        Only::Bounded,
        path(
            "put-user-permissions-boundary",
            "replace the boundary of any user",
            &[("iam:PutUserPermissionsBoundary", USER)],
        ),
    ),
    under(Only::OwnUser, path("put-user-policy", "write policies of any user", &[("iam:PutUserPolicy", USER)])),
    path(
        "sagemaker-create-presigned-notebook-url",
        "log in to any notebook and use its role",
        &[("sagemaker:CreatePresignedNotebookInstanceUrl", NOTEBOOK)],
    ),
    path(
        "sagemaker-notebook-lifecycle-config",
        "run commands in any notebook with its role",
        &[
            ("sagemaker:CreateNotebookInstanceLifecycleConfig", NOTEBOOK_CONFIG),
            ("sagemaker:StopNotebookInstance", NOTEBOOK),
            ("sagemaker:UpdateNotebookInstance", NOTEBOOK),
            ("sagemaker:StartNotebookInstance", NOTEBOOK),
        ],
    ),
    path(
        "set-default-policy-version",
        "bring back any old version of any managed policy",
        &[("iam:SetDefaultPolicyVersion", POLICY)],
    ),
    path(
        "ssm-send-command",
        "run commands on any instance with its role",
        &[("ssm:SendCommand", INSTANCE), ("ssm:SendCommand", SHELL_SCRIPT)],
    ),
    path("ssm-start-session", "log in to any instance and use its role", &[("ssm:StartSession", INSTANCE)]),
    path(
        "sso-attach-managed-policy",
        "attach any policy to any permission set",
        &[("sso:AttachManagedPolicyToPermissionSet", PERMISSION_SET), ("sso:ProvisionPermissionSet", PERMISSION_SET)],
    ),
    path(
        "sso-create-account-assignment",
        "assign any permission set to anybody",
        &[("sso:CreateAccountAssignment", PERMISSION_SET)],
    ),
    path(
        "sso-put-inline-policy",
        "write the policy of any permission set",
        &[("sso:PutInlinePolicyToPermissionSet", PERMISSION_SET), ("sso:ProvisionPermissionSet", PERMISSION_SET)],
    ),
    path("update-assume-role-policy", "write who may assume any role", &[("iam:UpdateAssumeRolePolicy", ROLE)]),
    path("update-login-profile", "change the password of any user", &[("iam:UpdateLoginProfile", USER)]),
];
