//! The Rego engine: evaluating rules under limits, and running Rego tests.
//!
//! The embedded rules run on regorus' virtual machine, one program a rule; tests show for every fixture that the
//! interpreter says the same. Rules of users run on the interpreter: in regorus 0.14.1 the machine goes on after
//! `x := <undefined>`, where Rego says that the body fails, and nobody has compared the two for those rules.

use std::collections::BTreeSet;
use std::num::{NonZeroU32, NonZeroU64};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use rayon::prelude::*;
use regorus::rvm::program::DeserializationResult;
use regorus::rvm::vm::RegoVM;
use regorus::utils::limits::ExecutionTimerConfig;
use regorus::{Engine, MemoryBudgetConfig, Value};

use crate::compile::{self, Data, Params, from_engine};
use crate::error::RuleError;
use crate::module::Module;

/// How many instructions pass between two looks at the clock.
const CLOCK_INTERVAL: NonZeroU32 = match NonZeroU32::new(1024) {
    Some(interval) => interval,
    None => NonZeroU32::MIN,
};

/// What one evaluation may use up. Far beyond what a sound rule needs: they end runaways, they don't measure.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Instructions of the virtual machine.
    pub instructions: usize,
    /// Wall-clock time.
    pub time: Duration,
    /// Bytes that an evaluation on the virtual machine may allocate and hold.
    pub memory: NonZeroU64,
    /// Bytes that the whole process may hold while the interpreter evaluates.
    pub process_memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            instructions: 2_000_000_000,
            time: Duration::from_secs(30),
            memory: NonZeroU64::new(2 << 30).unwrap_or(NonZeroU64::MAX),
            process_memory: 16 << 30,
        }
    }
}

/// Which of the two machines evaluates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Machine {
    /// The virtual machine for rules that were compiled for it, else the interpreter.
    Best,
    /// The interpreter, for comparison.
    Interpreter,
}

/// A rule that is ready to be evaluated.
#[derive(Debug)]
pub(crate) struct Program {
    entry: String,
    file: String,
    data: Data,
    form: Form,
}

/// In which form, and so on which machine.
#[derive(Debug)]
enum Form {
    Compiled(Arc<regorus::rvm::Program>),
    /// Cloned for each evaluation.
    Interpreted(Box<Engine>),
}

impl Program {
    /// Takes the bytes of a program that was compiled before; `None` where another version of the engine wrote them.
    pub(crate) fn compiled(rule: &Module, bytes: &[u8], data: &Data) -> Option<Self> {
        match regorus::rvm::Program::deserialize_binary(bytes) {
            Ok(DeserializationResult::Complete(program)) => {
                Some(Self::new(rule, data, Form::Compiled(Arc::new(program))))
            }
            _ => None,
        }
    }

    /// Checks a rule for the interpreter.
    ///
    /// # Errors
    /// Rego that is not valid, or that defines no `deny`.
    pub(crate) fn interpreted(rule: &Module, helpers: &[&Module], data: &Data) -> Result<Self, RuleError> {
        let modules = std::iter::once(rule).chain(helpers.iter().copied());
        let engine = compile::engine(modules, data)?;
        compile::analyse(&mut engine.clone(), rule)?;
        Ok(Self::new(rule, data, Form::Interpreted(Box::new(engine))))
    }

    fn new(rule: &Module, data: &Data, form: Form) -> Self {
        Self { entry: compile::entry(rule), file: rule.file.clone(), data: data.clone(), form }
    }

    /// Whether it runs on the virtual machine.
    pub(crate) fn is_fast(&self) -> bool {
        matches!(self.form, Form::Compiled(_))
    }
}

/// Evaluates a rule's `deny` over `input`.
pub(crate) fn evaluate(program: &Program, input: Value, limits: Limits) -> Result<Value, RuleError> {
    let run = || match &program.form {
        Form::Compiled(compiled) => on_vm(program, compiled, input, limits),
        Form::Interpreted(engine) => on_interpreter(program, Engine::clone(engine), input, limits),
    };
    // An engine that panics must cost one rule and not the answer of the others.
    catch_unwind(AssertUnwindSafe(run))
        .unwrap_or_else(|_| Err(RuleError::at(&program.file, 0, "the Rego engine panicked while evaluating it")))
}

fn on_vm(
    program: &Program,
    vm_program: &Arc<regorus::rvm::Program>,
    input: Value,
    limits: Limits,
) -> Result<Value, RuleError> {
    let mut vm = RegoVM::new();
    vm.load_program(Arc::clone(vm_program));
    vm.set_max_instructions(limits.instructions);
    vm.set_execution_timer_config(Some(timer(limits)));
    vm.set_memory_budget_config(Some(MemoryBudgetConfig { limit: limits.memory }));
    vm.set_strict_builtin_errors(false);
    vm.set_input(input);
    vm.set_data(program.data.clone())
        .and_then(|()| vm.execute_entry_point_by_name(&program.entry))
        .map_err(|error| from_vm(&error.to_string(), program, vm_program))
}

fn on_interpreter(program: &Program, mut engine: Engine, input: Value, limits: Limits) -> Result<Value, RuleError> {
    regorus::set_global_memory_limit(Some(limits.process_memory));
    engine.set_execution_timer_config(timer(limits));
    engine.set_input(input);
    engine.eval_rule(program.entry.clone()).map_err(|error| {
        let error = from_engine(&error.to_string(), &program.file);
        RuleError { message: without_values(&error.message).to_owned(), ..error }
    })
}

fn timer(limits: Limits) -> ExecutionTimerConfig {
    ExecutionTimerConfig { limit: limits.time, check_interval: CLOCK_INTERVAL }
}

/// Looks up the line of the instruction that the machine's words name: `... (pc=12)`.
fn from_vm(text: &str, program: &Program, vm: &regorus::rvm::Program) -> RuleError {
    let pc = text
        .rsplit_once("pc=")
        .and_then(|(_, rest)| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<usize>().ok());
    let span = pc.and_then(|pc| vm.get_instruction_span(pc));
    let file = span.and_then(|span| vm.get_source_name(span.source_index)).unwrap_or(&program.file);
    RuleError::at(file, span.map_or(0, |span| span.line), without_values(text))
}

/// The engine's words up to where values of the plan may begin, which must not reach a message.
fn without_values(text: &str) -> &str {
    let end = text.find(['(', '"', '{', '[']).unwrap_or(text.len());
    text.get(..end).unwrap_or(text).trim_end_matches([' ', ':', '-', '>', '\n'])
}

/// The outcome of one Rego test.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TestOutcome {
    /// `data.<package>.<test>`.
    pub name: String,
    /// Why it failed; `None` where it passed.
    pub failure: Option<String>,
}

/// Runs every `test_*` rule of the modules on the interpreter, in parallel; each module with those of the others that it needs.
///
/// # Errors
/// A module that does not load.
pub fn run_tests(modules: &[Module], params: &Params) -> Result<Vec<TestOutcome>, RuleError> {
    let data = compile::data(params);
    let run = |module: &Module| {
        let names = test_names(&module.text);
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let others = module.needs(modules).into_iter().filter(|other| other.file != module.file);
        let engine = compile::engine(std::iter::once(module).chain(others), &data)?;
        let outcome = |test: &str| {
            let name = format!("data.{}.{test}", module.package);
            let failure = match engine.clone().eval_rule(name.clone()) {
                Ok(Value::Bool(true)) => None,
                Ok(other) => Some(format!("is {other}")),
                Err(error) => Some(error.to_string()),
            };
            TestOutcome { name, failure }
        };
        Ok(names.into_iter().map(outcome).collect())
    };
    let outcomes: Vec<Result<Vec<TestOutcome>, RuleError>> = modules.par_iter().map(run).collect();
    Ok(outcomes.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

fn test_names(text: &str) -> BTreeSet<&str> {
    let name = |line: &'_ str| -> usize { line.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(line.len()) };
    text.lines().filter(|line| line.starts_with("test_")).filter_map(|line| line.get(..name(line))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDLESS: &str = "package rules.x\nimport rego.v1\n\ndeny contains n if {\n\tsome a in numbers.range(1, 30000)\n\
        \tsome b in numbers.range(1, 30000)\n\tn := a * b\n}\n";

    fn program(text: &str, compiled: bool) -> Program {
        let rule = Module { file: "x.rego".to_owned(), package: "rules.x".to_owned(), text: Arc::from(text) };
        let data = compile::data(&Params::new());
        if !compiled {
            return Program::interpreted(&rule, &[], &data).unwrap();
        }
        let mut engine = compile::engine(std::iter::once(&rule), &data).unwrap();
        let analysed = compile::analyse(&mut engine, &rule).unwrap();
        Program::new(&rule, &data, Form::Compiled(compile::program(&analysed, &rule).unwrap()))
    }

    fn error(program: &Program, limits: Limits) -> String {
        evaluate(program, Value::new_object(), limits).unwrap_err().to_string()
    }

    #[test]
    fn a_runaway_ends_at_each_limit_and_is_named_with_its_line() {
        let on_vm = program(ENDLESS, true);
        let instructions = error(&on_vm, Limits { instructions: 10_000, ..Limits::default() });
        assert!(instructions.starts_with("x.rego:"), "{instructions}");
        assert!(instructions.contains("exceeded maximum instruction limit of 10000"), "{instructions}");
        let memory = error(&on_vm, Limits { memory: NonZeroU64::new(1 << 20).unwrap(), ..Limits::default() });
        assert!(memory.contains("exceeded memory budget"), "{memory}");
        let short = Limits { time: Duration::from_millis(50), ..Limits::default() };
        for compiled in [true, false] {
            let time = error(&program(ENDLESS, compiled), short);
            assert!(time.contains("exceeded time limit"), "{time}");
        }
    }

    #[test]
    fn an_undefined_assignment_fails_the_body_as_in_opa() {
        let text = "package rules.x\nimport rego.v1\n\ndeny contains \"found\" if {\n\
            \tx := input.nothing\n\tnot startswith(x, \"a\")\n}\n";
        let deny = evaluate(&program(text, false), Value::new_object(), Limits::default()).unwrap();
        assert_eq!(deny.as_set().unwrap().len(), 0);
    }

    #[test]
    fn no_value_of_a_plan_is_in_the_words_of_an_error() {
        assert_eq!(without_values("Cannot iterate over String(\"secret\") (pc=3)"), "Cannot iterate over String");
        assert_eq!(without_values("no values"), "no values");
    }
}
