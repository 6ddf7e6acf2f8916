//! Paths that pass a role to a service, which then acts with it.

use super::arns::{
    APP, BATCH_DEFINITION, BATCH_QUEUE, BUILD, DOCUMENT, ECS_SERVICE, FUNCTION, GLUE_JOB, GLUE_SESSION, GLUE_TRIGGER,
    INSTANCE, INTERPRETER, LAUNCH, MACHINE, NONE, NOTEBOOK, PIPELINE, PROCESSING, SCALING, SCHEDULE, SPOT, STACK,
    STACK_SET, TASK_DEFINITION, TRAINING,
};
use super::{PASS, Path, passing};

const EC2: &[&str] = &["ec2.amazonaws.com"];
const LAMBDA: &[&str] = &["lambda.amazonaws.com"];
const GLUE: &[&str] = &["glue.amazonaws.com"];
const CLOUDFORMATION: &[&str] = &["cloudformation.amazonaws.com"];
const SAGEMAKER: &[&str] = &["sagemaker.amazonaws.com"];
const CODEBUILD: &[&str] = &["codebuild.amazonaws.com"];
const TASKS: &[&str] = &["ecs-tasks.amazonaws.com"];
const APPRUNNER: &[&str] = &["apprunner.amazonaws.com", "tasks.apprunner.amazonaws.com"];
const DATAPIPELINE: &[&str] = &["datapipeline.amazonaws.com", "elasticmapreduce.amazonaws.com"];

/// All of them, by id.
pub(super) static PASSING: &[Path] = &[
    passing(
        "passrole-apprunner-create-service",
        "run code with any role in App Runner",
        &[PASS, ("apprunner:CreateService", APP)],
        APPRUNNER,
    ),
    passing(
        "passrole-autoscaling-create-group",
        "start instances with any role by a launch configuration",
        &[PASS, ("autoscaling:CreateLaunchConfiguration", LAUNCH), ("autoscaling:CreateAutoScalingGroup", SCALING)],
        EC2,
    ),
    passing(
        "passrole-autoscaling-update-group",
        "start instances with any role by a launch configuration",
        &[PASS, ("autoscaling:CreateLaunchConfiguration", LAUNCH), ("autoscaling:UpdateAutoScalingGroup", SCALING)],
        EC2,
    ),
    passing(
        "passrole-batch-submit-job",
        "run code with any role as a batch job",
        &[PASS, ("batch:RegisterJobDefinition", BATCH_DEFINITION), ("batch:SubmitJob", BATCH_QUEUE)],
        TASKS,
    ),
    passing(
        "passrole-bedrock-code-interpreter",
        "run code with any role in a code interpreter",
        &[
            PASS,
            ("bedrock-agentcore:CreateCodeInterpreter", NONE),
            ("bedrock-agentcore:StartCodeInterpreterSession", INTERPRETER),
            ("bedrock-agentcore:InvokeCodeInterpreter", INTERPRETER),
        ],
        &["bedrock-agentcore.amazonaws.com"],
    ),
    passing(
        "passrole-cloudformation-change-set",
        "create anything with any role by a change set",
        &[PASS, ("cloudformation:CreateChangeSet", STACK), ("cloudformation:ExecuteChangeSet", STACK)],
        CLOUDFORMATION,
    ),
    passing(
        "passrole-cloudformation-create-stack",
        "create anything with any role by a stack",
        &[PASS, ("cloudformation:CreateStack", STACK)],
        CLOUDFORMATION,
    ),
    passing(
        "passrole-cloudformation-create-stack-set",
        "create anything with any role by a stack set",
        &[PASS, ("cloudformation:CreateStackSet", NONE), ("cloudformation:CreateStackInstances", STACK_SET)],
        CLOUDFORMATION,
    ),
    passing(
        "passrole-codebuild-create-project",
        "run commands with any role in a build",
        &[PASS, ("codebuild:CreateProject", BUILD), ("codebuild:StartBuild", BUILD)],
        CODEBUILD,
    ),
    passing(
        "passrole-codebuild-create-project-batch",
        "run commands with any role in a batch of builds",
        &[PASS, ("codebuild:CreateProject", BUILD), ("codebuild:StartBuildBatch", BUILD)],
        CODEBUILD,
    ),
    passing(
        "passrole-codestar-create-project",
        "create a project of CodeStar with any role",
        &[PASS, ("codestar:CreateProject", NONE)],
        &["codestar.amazonaws.com"],
    ),
    passing(
        "passrole-datapipeline-create-pipeline",
        "run commands with any role in a pipeline",
        &[
            PASS,
            ("datapipeline:CreatePipeline", NONE),
            ("datapipeline:PutPipelineDefinition", PIPELINE),
            ("datapipeline:ActivatePipeline", PIPELINE),
        ],
        DATAPIPELINE,
    ),
    passing(
        "passrole-ec2-associate-instance-profile",
        "give any role to any instance",
        &[PASS, ("ec2:AssociateIamInstanceProfile", INSTANCE)],
        EC2,
    ),
    passing(
        "passrole-ec2-replace-instance-profile",
        "give any role to any instance",
        &[PASS, ("ec2:ReplaceIamInstanceProfileAssociation", INSTANCE)],
        EC2,
    ),
    passing(
        "passrole-ec2-request-spot-instances",
        "start an instance with any role",
        &[PASS, ("ec2:RequestSpotInstances", SPOT)],
        EC2,
    ),
    passing(
        "passrole-ec2-run-instances",
        "start an instance with any role",
        &[PASS, ("ec2:RunInstances", INSTANCE)],
        EC2,
    ),
    passing(
        "passrole-ecs-create-service",
        "run code with any role in a service of ECS",
        &[PASS, ("ecs:RegisterTaskDefinition", TASK_DEFINITION), ("ecs:CreateService", ECS_SERVICE)],
        TASKS,
    ),
    passing(
        "passrole-ecs-run-task",
        "run code with any role in a task of ECS",
        &[PASS, ("ecs:RegisterTaskDefinition", TASK_DEFINITION), ("ecs:RunTask", TASK_DEFINITION)],
        TASKS,
    ),
    passing(
        "passrole-ecs-start-task",
        "run code with any role in a task of ECS",
        &[PASS, ("ecs:RegisterTaskDefinition", TASK_DEFINITION), ("ecs:StartTask", TASK_DEFINITION)],
        TASKS,
    ),
    passing(
        "passrole-emr-run-job-flow",
        "run code with any role on a cluster of EMR",
        &[PASS, ("elasticmapreduce:RunJobFlow", NONE)],
        EC2,
    ),
    passing(
        "passrole-glue-create-dev-endpoint",
        "log in to a development endpoint of Glue with any role",
        &[PASS, ("glue:CreateDevEndpoint", NONE)],
        GLUE,
    ),
    passing(
        "passrole-glue-create-job-create-trigger",
        "run code with any role as a job of Glue",
        &[PASS, ("glue:CreateJob", GLUE_JOB), ("glue:CreateTrigger", GLUE_TRIGGER)],
        GLUE,
    ),
    passing(
        "passrole-glue-create-job-start-job-run",
        "run code with any role as a job of Glue",
        &[PASS, ("glue:CreateJob", GLUE_JOB), ("glue:StartJobRun", GLUE_JOB)],
        GLUE,
    ),
    passing(
        "passrole-glue-create-session",
        "run code with any role in a session of Glue",
        &[PASS, ("glue:CreateSession", GLUE_SESSION), ("glue:RunStatement", GLUE_SESSION)],
        GLUE,
    ),
    passing(
        "passrole-glue-update-job-create-trigger",
        "run code with any role as a job of Glue",
        &[PASS, ("glue:UpdateJob", GLUE_JOB), ("glue:CreateTrigger", GLUE_TRIGGER)],
        GLUE,
    ),
    passing(
        "passrole-glue-update-job-start-job-run",
        "run code with any role as a job of Glue",
        &[PASS, ("glue:UpdateJob", GLUE_JOB), ("glue:StartJobRun", GLUE_JOB)],
        GLUE,
    ),
    passing(
        "passrole-lambda-create-function-add-permission",
        "run code with any role in a function",
        &[PASS, ("lambda:CreateFunction", FUNCTION), ("lambda:AddPermission", FUNCTION)],
        LAMBDA,
    ),
    passing(
        "passrole-lambda-create-function-event-source-mapping",
        "run code with any role in a function",
        &[PASS, ("lambda:CreateFunction", FUNCTION), ("lambda:CreateEventSourceMapping", NONE)],
        LAMBDA,
    ),
    passing(
        "passrole-lambda-create-function-invoke",
        "run code with any role in a function",
        &[PASS, ("lambda:CreateFunction", FUNCTION), ("lambda:InvokeFunction", FUNCTION)],
        LAMBDA,
    ),
    passing(
        "passrole-sagemaker-create-notebook",
        "run code with any role in a notebook",
        &[
            PASS,
            ("sagemaker:CreateNotebookInstance", NOTEBOOK),
            ("sagemaker:CreatePresignedNotebookInstanceUrl", NOTEBOOK),
        ],
        SAGEMAKER,
    ),
    passing(
        "passrole-sagemaker-create-processing-job",
        "run code with any role as a processing job",
        &[PASS, ("sagemaker:CreateProcessingJob", PROCESSING)],
        SAGEMAKER,
    ),
    passing(
        "passrole-sagemaker-create-training-job",
        "run code with any role as a training job",
        &[PASS, ("sagemaker:CreateTrainingJob", TRAINING)],
        SAGEMAKER,
    ),
    passing(
        "passrole-scheduler-create-schedule",
        "call AWS with any role by a schedule",
        &[PASS, ("scheduler:CreateSchedule", SCHEDULE)],
        &["scheduler.amazonaws.com"],
    ),
    passing(
        "passrole-ssm-start-automation",
        "call AWS with any role by an automation",
        &[PASS, ("ssm:StartAutomationExecution", DOCUMENT)],
        &["ssm.amazonaws.com"],
    ),
    passing(
        "passrole-states-create-state-machine",
        "call AWS with any role by a state machine",
        &[PASS, ("states:CreateStateMachine", MACHINE), ("states:StartExecution", MACHINE)],
        &["states.amazonaws.com"],
    ),
];
