//! What is run, and what comes of it.

use std::fs;

use insta::assert_snapshot;

use super::{RULES, SECRET, Stack};
use crate::binary_plans::files_below;
use crate::common::plangate;

#[test]
fn a_root_module_is_planned_shown_and_judged() {
    let stack = Stack::new();
    let answer = stack.root_of("infra").run().code(1).quiet();
    assert_snapshot!(answer.stdout, @r#"
    x-door (medium)

      ⚠ the door is open
       ╭─[infra/main.tf:2:3]
     1 │ resource "x_door" "front" {
     2 │   open = true
       ·   ─────┬─────
       ·        ╰── x_door.front
     3 │ }
       ╰────
      help: Close the door.

    infra: violations, 1 finding (1 medium)
      1 resource: 1 judged
    "#);
    let calls = stack.0.calls();
    let [plan, show] = calls.as_slice() else { panic!("{calls:?}") };
    let file = show.strip_prefix("terraform in TOP/infra: show -json -no-color ").unwrap();
    assert!(file.starts_with("TOP/tmp/plangate-") && file.ends_with("/tfplan"), "{file}");
    let usual = "-input=false -lock=false -no-color";
    assert_eq!(plan, &format!("terraform in TOP/infra: plan {usual} -detailed-exitcode=false -out={file}"));
    stack.expect_tidy();
}

#[test]
fn nobody_else_can_read_the_plan() {
    let stack = Stack::new();
    stack.root_of("infra").run().code(1);
    let listing = fs::read_to_string(stack.path("listing")).unwrap();
    let directory = listing.lines().find(|line| !line.ends_with("/tfplan")).unwrap();
    assert!(directory.starts_with("drwx------"), "{listing}");
}

#[test]
fn the_working_directory_is_the_root_module_by_default() {
    let stack = Stack::new();
    let answer = plangate(["root", "--policy", "../rules", "--select", "x-door"])
        .at(&stack.path("infra"))
        .env("PATH", stack.path("bin"));
    answer.run().code(1).quiet().says(".: violations, 1 finding (1 medium)\n").says("[main.tf:2:3]");
    plangate(["root"])
        .args(RULES)
        .at(&stack.path(""))
        .run()
        .code(2)
        .complains("could not judge .: `.` has no files of a configuration");
}

#[test]
fn arguments_behind_two_hyphens_are_for_plan() {
    let stack = Stack::new();
    stack.root_of("infra -- -var-file=dev.tfvars -refresh=false -lock=true").run().code(1).quiet();
    let call = &stack.0.calls()[0];
    assert!(
        call.contains(": plan -input=false -lock=false -no-color -var-file=dev.tfvars -refresh=false -lock=true -detailed-exitcode=false -out="),
        "{call}"
    );
    for argument in ["-out=mine", "--out", "-json"] {
        let answer = stack.root_of("infra --").args([argument]).run().code(2);
        answer.complains(&format!("`{argument}` can't be given to `plan`"));
    }
    assert_eq!(stack.plans(), 1);
}

#[test]
fn several_are_judged_in_order_and_a_bad_one_loses_none_of_the_others() {
    let stack = Stack::new().root("other", false).file("empty/readme.md", "");
    let answer = stack.root_of("other empty infra ./other/ missing").run().code(2);
    let lines: Vec<&str> = answer
        .stdout
        .lines()
        .filter(|line| line.starts_with('─') || line.contains(": ") && !line.starts_with(' '))
        .collect();
    assert_eq!(
        lines,
        [
            "── other ──",
            "other: pass, no finding",
            "── empty ──",
            "empty: could not judge: `empty` has no files of a configuration",
            "── infra ──",
            "infra: violations, 1 finding (1 medium)",
            "── missing ──",
            "missing: could not judge: `missing` has no files of a configuration",
        ]
    );
    answer.complains("could not judge empty: `empty` has no files of a configuration");
    stack.root_of("infra other").run().code(1).quiet();
    stack.root_of("other").run().code(0).quiet().omits("──");
}

#[test]
fn a_glob_matches_root_modules() {
    let stack = Stack::new().root("stacks/a", false).root("stacks/b", true).file("stacks/notes/x.md", "");
    let answer = stack.root_of("stacks/*").run().code(1).quiet();
    answer.says("── stacks/a ──\n").says("── stacks/b ──\n").omits("notes");
    stack.root_of("nothing/*").run().code(2).complains("no root module matches `nothing/*`");
}

#[test]
fn init_is_run_where_it_was_not_and_somebody_asks_for_it() {
    let stack = Stack::new();
    let steps = |stack: &Stack| {
        let calls = stack.0.calls();
        calls.iter().map(|call| call.split(' ').nth(3).unwrap().to_owned()).collect::<Vec<_>>()
    };
    stack.root_of("infra --init").run().code(1).quiet();
    assert_eq!(steps(&stack), ["init", "plan", "show"]);
    assert_eq!(stack.0.calls()[0], "terraform in TOP/infra: init -input=false -no-color");
    stack.root_of("infra --init --no-cache").run().code(1).quiet();
    assert_eq!(steps(&stack), ["init", "plan", "show", "plan", "show"]);
}

#[test]
fn what_terraform_complains_of_is_passed_on() {
    let fails =
        |step: &str| {
            let stack = Stack::new();
            Stack(stack.0.script(
                "bin/terraform",
                &format!("case $1 in {step}) echo 'Error: no such thing' >&2; exit 7 ;; esac\n"),
            ))
        };
    let refusal = |stack: &Stack, arguments: &str| {
        let answer = stack.root_of(arguments).run().code(2);
        stack.expect_tidy();
        stack.0.without_place(&answer.both())
    };
    assert_snapshot!(refusal(&fails("plan"), "infra"), @r"
    infra: could not judge: `TOP/bin/terraform plan` failed with exit code 7
      × could not judge infra: `TOP/bin/terraform plan` failed with exit code 7
      ╰─▶ Error: no such thing
      help: mend what it says; if that is to run `terraform init`, run it in `infra` or give `--init`; arguments for `plan` go behind `--`
    ");
    assert_snapshot!(refusal(&fails("plan").file("infra/.terraform/x", ""), "infra"), @r"
    infra: could not judge: `TOP/bin/terraform plan` failed with exit code 7
      × could not judge infra: `TOP/bin/terraform plan` failed with exit code 7
      ╰─▶ Error: no such thing
      help: mend what it says, or run it by hand in `infra`; arguments for `plan` go behind `--`
    ");
    assert_snapshot!(refusal(&fails("init"), "infra --init"), @r"
    infra: could not judge: `TOP/bin/terraform init` failed with exit code 7
      × could not judge infra: `TOP/bin/terraform init` failed with exit code 7
      ╰─▶ Error: no such thing
      help: mend what it says, or run it by hand in `infra`, with the arguments that it needs there
    ");
    let text = refusal(&fails("show"), "infra");
    assert!(text.contains("`TOP/bin/terraform show -json` failed with exit code 7"), "{text}");
    let text = refusal(&fails("nothing"), "infra");
    assert!(text.contains("infra: could not judge: `TOP/bin/terraform show -json` printed something else: "), "{text}");
}

#[test]
fn a_program_is_needed() {
    let stack = Stack::new();
    let none = stack.root_of("infra").env("PATH", stack.path("nowhere")).run().code(2);
    none.complains("could not judge infra: neither `terraform` nor `tofu` is on PATH to plan with");
    let named = stack.root_of("infra --terraform ./missing").run().code(2);
    named.complains("`./missing`, named by `--terraform`, can't be run to plan with");
    let stack = Stack(stack.0.script("bin/tofu", "exit 1\n").script("bin/terraform", "exit 1\n"));
    stack.root_of("infra").run().code(2).complains("terraform plan` failed");
    // Another program would plan something else.
    assert_eq!(stack.0.calls().len(), 1);
    stack.root_of("infra --terraform tofu").run().code(2).complains("`tofu plan` failed with exit code 1");
}

#[test]
fn its_environment_is_the_users_without_logs_and_the_commit() {
    let stack = Stack::new();
    let stack = Stack(stack.0.script("bin/terraform", "env > \"${0%/*}/$1.env\"\nexit 1\n"));
    let mut run = stack.root_of("infra");
    for name in
        ["TF_LOG", "TF_LOG_PATH", "TF_CLI_ARGS_plan", "TF_VAR_x", "GIT_INDEX_FILE", "GIT_DIR", "GIT_SSH_COMMAND"]
    {
        run = run.env(name, "x");
    }
    run.run().code(2);
    let env = fs::read_to_string(stack.path("bin/plan.env")).unwrap();
    let mut seen: Vec<&str> = env.lines().filter(|line| line.starts_with("TF_") || line.starts_with("GIT_")).collect();
    seen.sort_unstable();
    assert_eq!(seen, ["GIT_SSH_COMMAND=x", "TF_CLI_ARGS_plan=x", "TF_IN_AUTOMATION=1", "TF_VAR_x=x"]);
}

#[test]
fn an_interrupt_leaves_nothing_behind() {
    let stack = Stack::new().root("other", false);
    let body =
        "for a; do case $a in -out=*) echo secret > \"${a#-out=}\" ;; esac; done\nkill -INT $PPID\nsleep 0.2\nexit 1\n";
    let stack = Stack(stack.0.script("bin/terraform", body));
    let answer = stack.root_of("infra other").run().code(2);
    assert_eq!(answer.stderr, "  × interrupted\n");
    assert_eq!(stack.0.calls().len(), 1);
    stack.expect_tidy();
}

#[test]
fn mistakes_of_the_user_are_said_as_by_check() {
    let stack = Stack::new().file("infra/plangate.toml", "fail-on = 'hihg'\n").root("other", true);
    let answer = stack.root_of("infra other").run().code(2).says("other: violations");
    answer.complains("did you mean `high`?");
    assert_eq!(stack.plans(), 1);
    stack.root_of("other --fail-on high").run().code(0).says("1 below `--fail-on high`");
    let stack = Stack::new().file(
        "infra/main.tf",
        "# plangate:ignore x-door reason=\"a show room\"\nresource \"x_door\" \"front\" {\n  open = true\n}\n",
    );
    stack.root_of("infra").run().code(0).says("1 waived");
    stack.root_of("infra --no-inline").run().code(1);
    stack.root_of("infra --select all --skip x-door").run().code(0);
}

#[test]
fn a_baseline_counts_here_too() {
    let stack = Stack::new();
    plangate(["baseline", "open.json", "-o", "base.json"]).args(RULES).at(&stack.path("")).run().code(0);
    stack.root_of("infra --baseline base.json").run().code(0).says("1 waived");
    stack.root_of("infra --baseline missing.json").run().code(2).complains("`missing.json` can't be read");
}

#[test]
fn secrets_are_in_no_file() {
    let stack = Stack::new().file("infra/.terraform/x", "");
    for arguments in ["infra", "infra --no-cache -v"] {
        let answer = stack.root_of(arguments).run().code(1);
        assert!(!answer.both().contains(SECRET));
    }
    let mut files = Vec::new();
    ["cache", "tmp", "infra"].iter().for_each(|directory| files_below(&stack.path(directory), &mut files));
    assert!(files.iter().any(|file| file.extension().is_some_and(|it| it == "report")), "{files:?}");
    for file in files {
        let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
        assert!(!text.contains(SECRET) && !text.contains("resource_changes"), "{}", file.display());
    }
    stack.expect_tidy();
}
