//! Binary plans, read by a `terraform` or `tofu` that is a script of the test.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::{Answer, Plangate, SSH, check_by, findings, plangate, root};
use crate::making::Place;

/// Lines of a script: prints the JSON of a plan with one fault.
fn prints(fixture: &str) -> String {
    format!("cat '{}'\n", root().join("fixtures").join(fixture).display())
}

fn good() -> String {
    prints("invalid/plain.json")
}

const FAILS: &str = "echo 'Error: no provider' >&2\nexit 3\n";

/// What `terraform plan -out` writes, in a file, and scripts beside it.
struct Stack(Place);

impl Stack {
    /// With binary plans at these places.
    fn with(plans: &[&str]) -> Self {
        let bytes = fs::read(root().join("fixtures/invalid/plan.bin")).unwrap();
        Self(plans.iter().fold(Place::new(), |place, plan| place.file(plan, &bytes)))
    }

    /// With one in `live/tfplan`.
    fn new() -> Self {
        Self::with(&["live/tfplan"])
    }

    fn script(self, path: &str, body: &str) -> Self {
        Self(self.0.script(path, body))
    }

    fn file(self, path: &str) -> Self {
        Self(self.0.file(path, ""))
    }

    /// A directory that links can't lead away from.
    fn path(&self, path: &str) -> PathBuf {
        self.0.path().canonicalize().unwrap().join(path)
    }

    /// `check` of a plan with `bin/` as PATH.
    fn check(&self, plan: &str) -> Plangate {
        plangate(["check", plan, "--select", SSH]).at(self.0.path()).env("PATH", self.path("bin"))
    }

    fn calls(&self) -> Vec<String> {
        self.0.calls()
    }

    fn without_place(&self, text: &str) -> String {
        self.0.without_place(text)
    }

    /// Standard error of a run that could not judge.
    #[track_caller]
    fn refusal(&self, run: Plangate) -> String {
        self.without_place(&run.run().code(2).stderr)
    }
}

#[track_caller]
fn expect_fault(answer: Answer, plan: &str) {
    answer.code(1).quiet().says(&format!("\n{plan}: violations, 1 finding (1 high)\n"));
}

#[test]
fn a_binary_plan_is_shown_by_terraform_and_judged() {
    let stack = Stack::new().script("bin/terraform", &good());
    expect_fault(stack.check("live/tfplan").run(), "live/tfplan");
    assert_eq!(stack.calls(), ["terraform in TOP/live: show -json -no-color TOP/live/tfplan"]);
}

#[test]
fn the_report_is_that_of_the_json() {
    let stack = Stack::new().script("bin/terraform", &good());
    let report = |answer: Answer| answer.code(1).quiet().json()["plans"][0].clone();
    let mut binary = report(stack.check("live/tfplan").args(["--format", "json"]).run());
    assert_eq!(binary["file"], "live/tfplan");
    binary["file"] = json!("fixtures/invalid/plain.json");
    assert_eq!(binary, report(check_by(SSH, "fixtures/invalid/plain.json --format json")));
}

#[test]
fn terraform_goes_before_tofu_and_what_is_named_before_both() {
    let stack = Stack::new()
        .script("bin/terraform", &good())
        .script("bin/tofu", &good())
        .script("other/named", &good())
        .script("other/variable", &good());
    let (named, variable) = (stack.path("other/named"), stack.path("other/variable"));
    let who = |run: Plangate| {
        let _ = fs::remove_file(stack.path("calls"));
        expect_fault(run.run(), "live/tfplan");
        stack.calls().iter().map(|call| call.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let check = || stack.check("live/tfplan");
    assert_eq!(who(check()), ["terraform"]);
    assert_eq!(who(check().env("PLANGATE_TERRAFORM", "")), ["terraform"]);
    assert_eq!(who(check().env("PLANGATE_TERRAFORM", &variable)), ["variable"]);
    assert_eq!(
        who(check().env("PLANGATE_TERRAFORM", &variable).args([OsStr::new("--terraform"), named.as_os_str()])),
        ["named"]
    );
    assert_eq!(who(check().args(["--terraform", "other/named"])), ["named"]);
    assert_eq!(who(check().args(["--terraform", "tofu"])), ["tofu"]);
    fs::remove_file(stack.path("bin/terraform")).unwrap();
    assert_eq!(who(check()), ["tofu"]);
}

#[test]
fn path_is_looked_through_in_its_order_without_what_depends_on_the_working_directory() {
    let stack = Stack::new()
        .script("live/terraform", FAILS)
        .script("terraform", FAILS)
        .script("second/terraform", &good())
        .script("third/terraform", FAILS)
        .file("first/terraform");
    let entries = ["", ".", "live", "TOP/first", "TOP/missing", "TOP/second", "TOP/third"];
    let path = entries.join(":").replace("TOP", stack.path("").to_str().unwrap());
    expect_fault(stack.check("live/tfplan").env("PATH", path).run(), "live/tfplan");
    assert_eq!(stack.calls().len(), 1);
}

#[test]
fn a_plan_that_terraform_can_not_show_may_be_one_of_opentofu() {
    let stack = Stack::new().script("bin/terraform", FAILS).script("bin/tofu", &good());
    expect_fault(stack.check("live/tfplan").run(), "live/tfplan");
    assert_eq!(stack.calls().len(), 2);

    let stack = Stack::new().script("bin/terraform", FAILS).script("bin/tofu", "echo 'Error: other' >&2\nexit 1\n");
    let refusal = stack.refusal(stack.check("live/tfplan"));
    assert!(refusal.contains("no provider") && !refusal.contains("other"), "{refusal}");
    assert_eq!(stack.calls().len(), 2);

    // One that was named is not second-guessed.
    let stack = Stack::new().script("named", FAILS).script("bin/terraform", &good()).script("bin/tofu", &good());
    stack.refusal(stack.check("live/tfplan").args(["--terraform", "./named"]));
    assert_eq!(stack.calls().len(), 1);
}

#[test]
fn without_a_program_it_is_said_how_to_make_the_json() {
    let stack = Stack::new().file("bin/terraform");
    assert_snapshot!(stack.refusal(stack.check("live/tfplan")), @r"
      × could not judge live/tfplan: this is a binary plan file, and neither `terraform` nor `tofu` is on PATH to read it
      help: name the program with `--terraform PATH`, or turn the plan into JSON where it was made: `terraform show -json tfplan > plan.json` (or `tofu show -json`)
    ");
}

#[test]
fn a_program_that_is_named_and_can_not_be_run_is_an_error_that_says_where_it_was_named() {
    // One that could be run does not make up for it.
    let stack = Stack::new().script("bin/terraform", &good()).file("text");
    let with = |option: &str| stack.refusal(stack.check("live/tfplan").args(["--terraform", option]));
    assert_snapshot!(with("./missing"), @r"
      × could not judge live/tfplan: this is a binary plan file, and `./missing`, named by `--terraform`, can't be run to read it: No such file or directory (os error 2)
      help: give the path of `terraform` or `tofu`, or turn the plan into JSON where it was made: `terraform show -json tfplan > plan.json`
    ");
    assert_snapshot!(with("missing"), @r"
      × could not judge live/tfplan: this is a binary plan file, and `missing`, named by `--terraform`, can't be run to read it: it is not on PATH
      help: give the path of `terraform` or `tofu`, or turn the plan into JSON where it was made: `terraform show -json tfplan > plan.json`
    ");
    assert_snapshot!(stack.refusal(stack.check("live/tfplan").env("PLANGATE_TERRAFORM", "./text")), @r"
      × could not judge live/tfplan: this is a binary plan file, and `./text`, named by `PLANGATE_TERRAFORM`, can't be run to read it: Permission denied (os error 13)
      help: give the path of `terraform` or `tofu`, or turn the plan into JSON where it was made: `terraform show -json tfplan > plan.json`
    ");
    assert!(stack.calls().is_empty());
}

#[test]
fn what_is_not_needed_need_not_be_there() {
    check_by(SSH, "fixtures/invalid/plain.json --terraform no/such/program").code(1).quiet();
}

#[test]
fn a_program_that_fails_is_quoted_and_the_other_plans_are_judged() {
    let says = "printf '\\342\\225\\267\\n\\342\\224\\202 Error: no schema\\n\\342\\224\\202 \\n\\342\\224\\202 Run \\033[1minit\\033[0m.\\n\\342\\225\\265\\n' >&2\nexit 1\n";
    let stack = Stack::with(&["a/tfplan", "b/tfplan"])
        .script("bin/terraform", &format!("case $4 in *a/tfplan) {} ;; esac\n{says}", good() + "exit 0"));
    let run = || stack.check("a/tfplan").args(["b/tfplan"]);
    assert_snapshot!(stack.refusal(run()), @r"
      × could not judge b/tfplan: this is a binary plan file, and `TOP/bin/terraform show -json` failed with exit code 1
      ╰─▶ Error: no schema
          Run \u001b[1minit\u001b[0m.
      help: it ran in `TOP/b`; it must be the program that made the plan, and have the plan's providers there: run `terraform init`, or hand over the JSON of `terraform show -json tfplan > plan.json`
    ");
    let answer = run().run().code(2).says("a/tfplan: violations, 1 finding (1 high)\n");
    answer.says("b/tfplan: could not judge: ").says("2 plans: 0 passed, 1 with violations, 1 could not be judged\n");

    let report = run().args(["--format", "json"]).run().code(2).json();
    assert_eq!(findings(&report).len(), 1);
    let error = &report["plans"][1]["errors"][0];
    assert_eq!(
        (&error["kind"], &error["output"]),
        (&json!("plan"), &json!("Error: no schema\nRun \u{1b}[1minit\u{1b}[0m."))
    );
    assert_eq!((&report["plans"][1]["file"], &report["plans"][1]["digest"]), (&json!("b/tfplan"), &Value::Null));
    crate::schema::expect_described(&report, "a program that fails");
}

#[test]
fn of_a_long_complaint_the_end_is_quoted() {
    let stack = Stack::new()
        .script("bin/terraform", "i=0; while [ $i -lt 500 ]; do echo \"line $i\"; i=$((i+1)); done >&2; exit 1\n");
    let refusal = stack.refusal(stack.check("live/tfplan"));
    assert_eq!(refusal.matches("line ").count(), 20);
    assert!(refusal.contains("line 480\n") && refusal.contains("line 499\n"), "{refusal}");
}

#[test]
fn a_program_that_says_nothing_or_is_killed_is_no_pass() {
    let stack = Stack::new().script("quiet", "exit 1\n").script("killed", "kill -9 $$\n");
    let with = |option: &str| stack.check("live/tfplan").args(["--terraform", option]).run().code(2);
    with("./quiet").complains("`./quiet show -json` failed with exit code 1");
    with("./killed").complains("`./killed show -json` failed with a signal");
}

#[test]
fn a_program_that_succeeds_and_prints_something_else_is_named() {
    let stack = Stack::new()
        .script("bin/terraform", "echo \"$SAYS\"\n")
        .script("bin/tofu", &good())
        .script("again", "cat \"$4\"\n")
        .script("events", &prints("invalid/events.jsonl"));
    let with = |says: &str| stack.refusal(stack.check("live/tfplan").env("SAYS", says));
    assert_snapshot!(with("all is well"), @r"
      × could not judge live/tfplan: this is a binary plan file, and `TOP/bin/terraform show -json` printed something else: this is not a plan: no JSON object was found in it
      help: see what it prints by hand, and name another `terraform` or `tofu` with `--terraform PATH`
    ");
    let words = "`TOP/bin/terraform show -json` printed something else: ";
    assert!(with("").contains(&format!("{words}the file is empty")));
    assert!(with("{\"format_version\":\"1.2\",").contains(&format!("{words}the plan is cut off")));
    let other = |option: &str| stack.check("live/tfplan").args(["--terraform", option]).run().code(2);
    other("./again").complains("`./again show -json` printed something else: this is a binary plan file");
    other("./events").complains("`./events show -json` printed something else: these are the event lines");
}

#[test]
fn it_runs_where_init_ran() {
    let plans = ["stack/plans/today/tfplan", "stack/bare/inner/tfplan", "elsewhere/tfplan", "loose/inner/tfplan"];
    let stack = Stack::with(&plans)
        .script("bin/terraform", &good())
        .file("stack/.git/HEAD")
        .file("stack/.terraform/x")
        .file("stack/plans/.terraform")
        .file("stack/bare/.terraform/x")
        .file("loose/.terraform/x")
        .file("work/.terraform/x")
        .file("plain/x");
    let ran = |working: &str, plan: &str, data: Option<&str>| {
        let _ = fs::remove_file(stack.path("calls"));
        let run = stack.check(plan).at(&stack.path(working));
        let run = if let Some(data) = data { run.env("TF_DATA_DIR", data) } else { run };
        expect_fault(run.run(), plan);
        let calls = stack.calls();
        let [call] = calls.as_slice() else { panic!("{calls:?}") };
        let (call, arguments) = call.split_once(": ").unwrap();
        let plan = stack.path(working).join(plan).canonicalize().unwrap();
        assert_eq!(arguments, stack.without_place(&format!("show -json -no-color {}", plan.display())));
        call.replace("terraform in TOP/", "")
    };
    // The nearest above the plan; a file of that name is none.
    assert_eq!(ran("", "stack/plans/today/tfplan", None), "stack");
    assert_eq!(ran("", "stack/bare/inner/tfplan", None), "stack/bare");
    assert_eq!(ran("work", "../stack/bare/inner/tfplan", None), "stack/bare");
    assert_eq!(ran("stack/bare/inner", "tfplan", None), "stack/bare");
    // Above a repository and above the working directory others may have put it.
    assert_eq!(ran("", "loose/inner/tfplan", None), "loose");
    assert_eq!(ran("plain", "../loose/inner/tfplan", None), "loose/inner");
    // Way and not place: `..` leads out of a directory that is not above the plan.
    assert_eq!(ran("", "work/../elsewhere/tfplan", None), "elsewhere");
    assert_eq!(ran("work", "../elsewhere/tfplan", None), "work");
    assert_eq!(ran("plain", "../elsewhere/tfplan", None), "elsewhere");
    assert_eq!(ran("plain", "../stack/bare/inner/tfplan", Some("../data")), "plain");
    assert_eq!(ran("plain", "../stack/bare/inner/tfplan", Some("")), "stack/bare");
}

#[test]
fn its_environment_is_the_users_without_logs_and_arguments() {
    let stack = Stack::new().script("bin/terraform", &format!("env > \"${{0%/*}}/env\"\n{}", good()));
    let mut run = stack.check("live/tfplan");
    for name in [
        "TF_LOG",
        "TF_LOG_CORE",
        "TF_LOG_PATH",
        "TF_CLI_ARGS",
        "TF_CLI_ARGS_show",
        "TF_WORKSPACE",
        "CHECKPOINT_DISABLE",
    ] {
        run = run.env(name, "x");
    }
    expect_fault(run.run(), "live/tfplan");
    let env = fs::read_to_string(stack.path("bin/env")).unwrap();
    let mut seen: Vec<&str> = env.lines().filter(|line| line.starts_with("TF_") || line.starts_with("CHECK")).collect();
    seen.sort_unstable();
    assert_eq!(seen, ["CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1", "TF_WORKSPACE=x"]);
}

#[test]
fn its_standard_input_is_empty() {
    let stack = Stack::new().script("bin/terraform", &format!("[ -z \"$(cat)\" ] || exit 9\n{}", good()));
    let plan = crate::common::fixture("invalid/plain.json");
    let answer = stack.check("live/tfplan").args(["-"]).stdin(plan).run().code(1).quiet();
    answer.says("live/tfplan: violations").says("<stdin>: violations");
}

#[test]
fn a_binary_plan_on_standard_input_is_refused() {
    let stack = Stack::new().script("bin/terraform", &good());
    let bytes = fs::read(stack.path("live/tfplan")).unwrap();
    assert_snapshot!(stack.refusal(stack.check("-").stdin(bytes)), @r"
      × could not judge <stdin>: this is a binary plan file, not its JSON
      help: name the file, `plangate check tfplan`, or pipe in its JSON: `terraform show -json tfplan | plangate check -`
    ");
    assert!(stack.calls().is_empty());
}

#[test]
fn globs_match_binary_plans_and_directories_are_not_searched_for_them() {
    let stack = Stack::with(&["a/tfplan", "b/tfplan", "c/tfplan"]).script("bin/terraform", &good());
    let answer = stack.check("*/tfplan").args(["--jobs", "3"]).run().code(1).quiet();
    answer.says("3 plans: 0 passed, 3 with violations, 0 could not be judged\n");
    assert_eq!(stack.calls().len(), 3);
    stack.check("a").run().code(2).complains("no plan is in the directory `a`");
}

#[test]
fn the_json_is_written_to_no_file() {
    let stack = Stack::new().script("bin/terraform", &prints("plans/sensitive-values/plan.json")).file("tmp/x");
    let secret = "hunter2-hunter2";
    assert!(crate::common::fixture("plans/sensitive-values/plan.json").contains(secret));
    for format in ["human", "json"] {
        let run = plangate(["check", "live/tfplan", "-o", "report", "--format", format]).at(&stack.path(""));
        let tmp = stack.path("tmp");
        run.env("PATH", stack.path("bin")).env("TMPDIR", &tmp).env("HOME", &tmp).run().code(1).quiet();
        let mut files = Vec::new();
        files_below(&stack.path(""), &mut files);
        assert!(files.iter().any(|file| file.ends_with("report")), "{files:?}");
        for file in files {
            let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
            assert!(!text.contains(secret) && !text.contains("\"resource_changes\""), "{}", file.display());
        }
    }
}

/// The files in a directory and all below.
pub fn files_below(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files_below(&path, files) } else { files.push(path) }
    }
}
