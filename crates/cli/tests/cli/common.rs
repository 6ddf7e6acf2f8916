//! The one way in which tests run the binary, and what came of it.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;

/// The rule that finds the one fault of every file below `fixtures/invalid`.
pub const SSH: &str = "aws-sg-ingress-ssh";

/// The top of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A fixture's text.
pub fn fixture(path: &str) -> String {
    fs::read_to_string(root().join("fixtures").join(path)).unwrap()
}

/// The scenarios below `fixtures/plans`, each as the path of its plan from the top of the workspace.
pub fn plans() -> Vec<String> {
    fn collect(folder: &str, plans: &mut Vec<String>) {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let below = format!("{folder}/{}", entry.unwrap().file_name().to_str().unwrap());
            let plan = format!("{below}/plan.json");
            match root().join(&plan).exists() {
                true => plans.push(plan),
                false if root().join(&below).is_dir() => collect(&below, plans),
                false => {}
            }
        }
    }
    let mut plans = Vec::new();
    collect("fixtures/plans", &mut plans);
    plans.sort();
    plans
}

/// The rows of `fixtures/invalid/expected.tsv`: file, whether it is read, what it is.
pub fn invalid() -> Vec<(String, bool, String)> {
    let table = fixture("invalid/expected.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| {
        let [file, what, description] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        assert!(matches!(what, "read" | "refused"), "{line}");
        (file.to_owned(), what == "read", description.to_owned())
    })
    .collect()
}

/// A run of the binary: an environment of `NO_COLOR` alone, at the top of the workspace. Without PATH no program is
/// found to read a binary plan, whatever the machine has.
#[derive(Debug)]
pub struct Plangate(Command);

/// A run with these arguments.
pub fn plangate<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Plangate {
    let mut command = cargo_bin_cmd!("plangate");
    command.env_clear().env("NO_COLOR", "1");
    command.current_dir(root()).args(arguments);
    Plangate(command)
}

/// `check`, then these arguments, which may be written in one string.
pub fn check(arguments: &str) -> Plangate {
    plangate(["check"].into_iter().chain(arguments.split_whitespace()))
}

/// What `check` says of a fixture by one rule, or by those that a selector chooses.
pub fn check_by(selector: &str, arguments: &str) -> Answer {
    check(arguments).args(["--select", selector]).run()
}

impl Plangate {
    /// More arguments.
    pub fn args<S: AsRef<std::ffi::OsStr>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        self.0.args(arguments);
        self
    }

    /// Runs in another directory.
    pub fn at(mut self, directory: &Path) -> Self {
        self.0.current_dir(directory);
        self
    }

    /// Gives it something to read.
    pub fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.write_stdin(bytes);
        self
    }

    /// Adds a variable to the environment.
    pub fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Self {
        self.0.env(name, value);
        self
    }

    /// Takes `NO_COLOR` back.
    pub fn with_color(mut self) -> Self {
        self.0.env_remove("NO_COLOR");
        self
    }

    /// Runs it.
    pub fn run(mut self) -> Answer {
        let output = self.0.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).expect("the streams are UTF-8");
        // A signal has no code: a crash is none of the answers that a test may expect.
        let code = output.status.code().unwrap_or(-1);
        Answer { stdout: text(output.stdout), stderr: text(output.stderr), code }
    }
}

/// What a run said.
#[derive(Debug)]
pub struct Answer {
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

impl Answer {
    /// Asserts the exit code; the streams are shown where it differs.
    #[track_caller]
    pub fn code(self, expected: i32) -> Self {
        assert_eq!(self.code, expected, "\n--- stdout\n{}\n--- stderr\n{}", self.stdout, self.stderr);
        self
    }

    /// Asserts that standard error says something, wherever its lines are wrapped.
    #[track_caller]
    pub fn complains(self, words: &str) -> Self {
        assert!(squeezed(&self.stderr).contains(&squeezed(words)), "`{words}` is not said:\n{}", self.stderr);
        self
    }

    /// Asserts that standard error is empty.
    #[track_caller]
    pub fn quiet(self) -> Self {
        assert_eq!(self.stderr, "");
        self
    }

    /// Asserts that standard output says something, in one line.
    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(self.stdout.contains(words), "`{words}` is not said:\n{}", self.stdout);
        self
    }

    /// Asserts that standard output doesn't say something.
    #[track_caller]
    pub fn omits(self, words: &str) -> Self {
        assert!(!self.stdout.contains(words), "`{words}` is said:\n{}", self.stdout);
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }

    /// Both streams.
    pub fn both(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

/// The text without white space and the bars of wrapped lines.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '│').collect()
}

/// Findings of a JSON report as `rule address path`, in its order.
pub fn findings(report: &Value) -> Vec<String> {
    findings_of(report, &["fail", "undecided"])
}

/// As [`findings`], without what is undecided.
pub fn failures(report: &Value) -> Vec<String> {
    findings_of(report, &["fail"])
}

fn findings_of(report: &Value, verdicts: &[&str]) -> Vec<String> {
    let plans = report["plans"].as_array().unwrap().iter();
    let findings = plans.flat_map(|plan| plan["findings"].as_array().unwrap());
    let verdict = |finding: &&Value| verdicts.iter().any(|verdict| finding["verdict"] == *verdict);
    let findings = findings.filter(|finding| finding["provenance"] != "fixed").filter(verdict);
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    findings
        .map(|finding| format!("{} {} {}", word(finding, "rule"), word(finding, "address"), finding["path"]))
        .collect()
}

/// Findings of a JSON report in its order, fixed ones too, as `fail introduced x_door.front ["open"]: message`; behind it
/// what an undecided one depends on.
pub fn facts(report: &Value) -> Vec<String> {
    let plans = report["plans"].as_array().unwrap().iter();
    let fact = |finding: &Value| {
        let word = |key: &str| finding[key].as_str().unwrap();
        let deposed = finding["deposed"].as_str().map(|key| format!(" (deposed {key})")).unwrap_or_default();
        let depends: Vec<&str> =
            finding["depends_on"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        let depends = if depends.is_empty() { String::new() } else { format!(" <- {}", depends.join(", ")) };
        let (verdict, provenance, address) = (word("verdict"), word("provenance"), word("address"));
        format!("{verdict} {provenance} {address}{deposed} {}: {}{depends}", finding["path"], word("message"))
    };
    plans.flat_map(|plan| plan["findings"].as_array().unwrap()).map(fact).collect()
}
