//! `plangate input`: shows what rules see of a resource.

use plangate_policy::InspectError;

use crate::args::InputArgs;
use crate::choice;
use crate::config::{Setup, set_up};
use crate::diagnostic::{self, CliError, Stop};
use crate::inputs;
use crate::terminal::{Terminal, document};
use crate::terraform::Terraform;
use crate::{exit, write_stdout};

/// Runs the command.
pub(crate) fn input(arguments: &InputArgs, terminal: &Terminal) -> Result<u8, Stop> {
    let inputs = inputs::resolve(std::slice::from_ref(&arguments.plan))?;
    let [input] = inputs.as_slice() else {
        return Err(CliError::ManyPlans { argument: arguments.plan.clone() }.into());
    };
    let Setup { bundle, config, terminal } =
        set_up(&arguments.config, &arguments.rules.policy, &inputs::directories(&inputs), terminal)?;
    let rules = choice::chosen(&bundle, &arguments.rules, &[], &config)?;
    let unreadable = |error: inputs::InputError| CliError::Plan {
        file: input.to_string(),
        message: error.to_string(),
        help: miette::Diagnostic::help(&error).map(|help| help.to_string()),
    };
    let source = input.read(&Terraform::new(arguments.read.terraform.as_deref())).map_err(unreadable)?;
    let plan = source.document.plan().map_err(|error| unreadable(source.error(error)))?;
    let (json, problems) =
        plangate_policy::inspect(&plan, &rules, &arguments.address).map_err(|error| match error {
            InspectError::Read(error) => unreadable(source.error(error)),
            error => CliError::Inspect { help: help(&error), error },
        })?;
    let text = document(&json);
    for problem in &problems {
        diagnostic::print(&format!("not all of {input} is shown: {problem}"), &[], None, &terminal);
    }
    let code = if bundle.errors().is_empty() && problems.is_empty() { exit::PASS } else { exit::COULD_NOT_JUDGE };
    write_stdout(text.as_bytes(), code)
}

fn help(error: &InspectError) -> Option<String> {
    match error {
        InspectError::NoResource { nearest: Some(nearest), .. } => Some(format!("did you mean `{nearest}`?")),
        InspectError::NoResource { nearest: None, .. } => {
            Some("give the address as the plan has it, quoted for the shell: 'aws_s3_bucket.b[\"key\"]'".to_owned())
        }
        InspectError::Read(_) | InspectError::Resource { .. } => None,
    }
}
