//! The ARN templates of what the paths are on.

pub(super) const USER: &str = "arn:${Partition}:iam::${Account}:user/${Name}";
pub(super) const GROUP: &str = "arn:${Partition}:iam::${Account}:group/${Name}";
pub(super) const ROLE: &str = "arn:${Partition}:iam::${Account}:role/${Name}";
pub(super) const POLICY: &str = "arn:${Partition}:iam::${Account}:policy/${Name}";
pub(super) const INSTANCE: &str = "arn:${Partition}:ec2:${Region}:${Account}:instance/${Id}";
pub(super) const SPOT: &str = "arn:${Partition}:ec2:${Region}:${Account}:spot-instances-request/${Id}";
pub(super) const FUNCTION: &str = "arn:${Partition}:lambda:${Region}:${Account}:function:${Name}";
pub(super) const GLUE_ENDPOINT: &str = "arn:${Partition}:glue:${Region}:${Account}:devEndpoint/${Name}";
pub(super) const GLUE_JOB: &str = "arn:${Partition}:glue:${Region}:${Account}:job/${Name}";
pub(super) const GLUE_TRIGGER: &str = "arn:${Partition}:glue:${Region}:${Account}:trigger/${Name}";
pub(super) const GLUE_SESSION: &str = "arn:${Partition}:glue:${Region}:${Account}:session/${Id}";
pub(super) const STACK: &str = "arn:${Partition}:cloudformation:${Region}:${Account}:stack/${Name}/${Id}";
pub(super) const STACK_SET: &str = "arn:${Partition}:cloudformation:${Region}:${Account}:stackset/${Name}:${Id}";
pub(super) const PIPELINE: &str = "arn:${Partition}:datapipeline:${Region}:${Account}:pipeline/${Id}";
pub(super) const NOTEBOOK: &str = "arn:${Partition}:sagemaker:${Region}:${Account}:notebook-instance/${Name}";
pub(super) const NOTEBOOK_CONFIG: &str =
    "arn:${Partition}:sagemaker:${Region}:${Account}:notebook-instance-lifecycle-config/${Name}";
pub(super) const TRAINING: &str = "arn:${Partition}:sagemaker:${Region}:${Account}:training-job/${Name}";
pub(super) const PROCESSING: &str = "arn:${Partition}:sagemaker:${Region}:${Account}:processing-job/${Name}";
pub(super) const BUILD: &str = "arn:${Partition}:codebuild:${Region}:${Account}:project/${Name}";
pub(super) const TASK_DEFINITION: &str =
    "arn:${Partition}:ecs:${Region}:${Account}:task-definition/${Name}:${Revision}";
pub(super) const ECS_SERVICE: &str = "arn:${Partition}:ecs:${Region}:${Account}:service/${Cluster}/${Name}";
pub(super) const TASK: &str = "arn:${Partition}:ecs:${Region}:${Account}:task/${Cluster}/${Id}";
pub(super) const LAUNCH_TEMPLATE: &str = "arn:${Partition}:ec2:${Region}:${Account}:launch-template/${Id}";
pub(super) const LAUNCH: &str =
    "arn:${Partition}:autoscaling:${Region}:${Account}:launchConfiguration:${Id}:launchConfigurationName/${Name}";
pub(super) const SCALING: &str =
    "arn:${Partition}:autoscaling:${Region}:${Account}:autoScalingGroup:${Id}:autoScalingGroupName/${Name}";
pub(super) const APP: &str = "arn:${Partition}:apprunner:${Region}:${Account}:service/${Name}/${Id}";
pub(super) const BATCH_DEFINITION: &str = "arn:${Partition}:batch:${Region}:${Account}:job-definition/${Name}";
pub(super) const BATCH_QUEUE: &str = "arn:${Partition}:batch:${Region}:${Account}:job-queue/${Name}";
pub(super) const MACHINE: &str = "arn:${Partition}:states:${Region}:${Account}:stateMachine:${Name}";
pub(super) const DOCUMENT: &str = "arn:${Partition}:ssm:${Region}:${Account}:document/${Name}";
/// It belongs to AWS, and runs what one says.
pub(super) const SHELL_SCRIPT: &str = "arn:${Partition}:ssm:${Region}::document/AWS-RunShellScript";
pub(super) const SCHEDULE: &str = "arn:${Partition}:scheduler:${Region}:${Account}:schedule/${Group}/${Name}";
pub(super) const INTERPRETER: &str =
    "arn:${Partition}:bedrock-agentcore:${Region}:${Account}:code-interpreter-custom/${Id}";
pub(super) const PERMISSION_SET: &str = "arn:${Partition}:sso:::permissionSet/${Instance}/${Id}";
pub(super) const DIRECTORY_GROUP: &str = "arn:${Partition}:identitystore:::group/${Id}";
pub(super) const NONE: &str = "";
