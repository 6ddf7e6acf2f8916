//! 0 pass, 1 violations, 2 could not judge; 2 outranks 1.

use serde_json::json;

use crate::common::{SSH, check, check_by, plangate};
use crate::making::{DOOR, Place, create, plan};

const DEFERRED: &str = "fixtures/plans/aws-unset-and-deferred/plan.json";

/// Finds nothing in [`DEFERRED`] but what only apply can decide.
const UNDECIDED: &str = "aws-iam-policy-full-admin";

#[test]
fn a_plan_with_nothing_at_fault_passes() {
    check_by(SSH, "fixtures/plans/google-small-clean/plan.json").code(0).quiet().says("pass, no finding");
}

#[test]
fn a_fault_fails() {
    check_by(SSH, "fixtures/invalid/plain.json").code(1).quiet().says("violations, 1 finding (1 high)");
}

#[test]
fn what_is_no_plan_can_not_be_judged() {
    check_by(SSH, "fixtures/invalid/terraform.tfstate").code(2).complains("this is a state file");
}

#[test]
fn could_not_judge_outranks_violations_which_are_still_shown() {
    let answer = check_by(SSH, "fixtures/invalid/plain.json fixtures/invalid/truncated.json").code(2);
    answer
        .complains("could not judge fixtures/invalid/truncated.json: the plan is cut off")
        .says("SSH (port 22) is open to 0.0.0.0/0")
        .says("fixtures/invalid/plain.json: violations, 1 finding (1 high)\n")
        .says("fixtures/invalid/truncated.json: could not judge: the plan is cut off")
        .says("2 plans: 0 passed, 1 with violations, 1 could not be judged\n");
}

#[test]
fn a_rule_that_fails_outranks_what_the_others_find() {
    let broken =
        DOOR.named("broken").saying("deny contains x if {\n\tx := -input.resources.x_door[0].values.name\n}\n");
    let place =
        Place::with_plan(&[create("x_door.front", &json!({"open": true, "name": "front"}))]).rule(&DOOR).rule(&broken);
    place.check("x-door").run().code(1).quiet();
    let answer = place.check("x-*").run().code(2);
    answer
        .complains("rule `x-broken`, rules/broken.rego:21: ")
        .says("the door is open")
        .says("could not judge, 1 finding (1 medium)");
}

#[test]
fn findings_below_the_bar_are_shown_and_pass() {
    let plan = "fixtures/plans/aws-world-spellings/plan.json";
    let shown = |bar: &str| check_by(SSH, &format!("{plan} --fail-on {bar}"));
    let high = shown("high").code(1).omits("below");
    let (before, _) = high.stdout.rsplit_once(" findings (").unwrap();
    let findings: usize = before.rsplit(' ').next().unwrap().parse().unwrap();
    assert!(findings > 1);
    let high = format!("pass, {findings} findings ({findings} high), {findings} below `--fail-on critical`");
    shown("critical").code(0).quiet().says(&high).says("SSH (port 22) is open to");
    shown("medium").code(1);
    shown("low").code(1);
}

#[test]
fn undecided_verdicts_warn_fail_or_are_only_counted() {
    let undecided = |arguments: &str| check_by(UNDECIDED, &format!("{DEFERRED} {arguments}"));
    let message = "`policy` is known only after apply";
    undecided("").code(0).quiet().says(message).says("pass, no finding, 1 undecided until apply");
    undecided("--undecided warn").code(0).says(message);
    undecided("--undecided deny").code(1).quiet().says(message).says("violations, no finding, 1 undecided until apply");
    undecided("--undecided pass").code(0).omits(message).says("pass, no finding, 1 undecided until apply");
}

#[test]
fn the_bar_counts_for_undecided_verdicts_too() {
    let place = Place::with_plan(&[deferred_door()]).rule(&DOOR);
    let with = |arguments: &[&str]| place.check("x-door").args(["--undecided", "deny"]).args(arguments).run();
    with(&["--fail-on", "medium"]).code(1);
    with(&["--fail-on", "high"]).code(0).says("1 undecided until apply");
}

fn deferred_door() -> serde_json::Value {
    let mut door = create("x_door.front", &json!({"name": "front"}));
    door["change"]["after_unknown"] = json!({"open": true});
    door
}

/// A plan with one undecided verdict of each of `x-door` and `x-gate`, which is of a higher severity.
fn undecided_place() -> Place {
    let mut gate = DOOR.named("gate").text();
    gate = gate.replace("severity: medium", "severity: high").replace("domain: exposure", "domain: network");
    gate = gate.replace("attributes: [open]", "attributes: [locked]");
    let mut door = deferred_door();
    door["change"]["after_unknown"]["locked"] = json!(true);
    Place::with_plan(&[door]).rule(&DOOR).file("rules/gate.rego", gate)
}

#[test]
fn undecided_verdicts_of_some_rules_may_be_taken_otherwise() {
    let place = undecided_place();
    let run = |words: &str| {
        let words = words.split('|').flat_map(|word| ["--undecided", word]);
        plangate(["check", "plan.json", "--policy", "rules", "--select", "x-*"]).args(words).at(place.path())
    };
    for (words, door, gate) in [
        ("warn", "warn", "warn"),
        ("x-door=deny", "deny", "warn"),
        ("deny,x-door=pass", "pass", "deny"),
        ("pass,x-door=warn", "warn", "pass"),
        ("X_door=pass", "pass", "warn"),
        ("x-*=pass", "pass", "pass"),
        ("network=deny", "warn", "deny"),
        ("high=pass", "warn", "pass"),
        ("iam=deny", "warn", "warn"),
        // The last that fits counts; a word without rules is the default, wherever it stands.
        ("x-*=deny,x-gate=pass", "deny", "pass"),
        ("x-gate=pass,x-*=deny", "deny", "deny"),
        ("x-door=deny,pass", "deny", "pass"),
        ("deny,warn", "warn", "warn"),
        ("deny|x-door=warn|x-gate=warn,x-gate=pass", "warn", "pass"),
        ("warn, x-door = deny", "deny", "warn"),
    ] {
        let answer = run(words).run().quiet().says("no finding, 2 undecided until apply\n");
        let said = |heading: &str| {
            let found = answer.stdout.lines().find_map(|line| line.strip_prefix(heading));
            match found {
                None => "pass",
                Some(", undecided)") => "warn",
                Some(", undecided, denied)") => "deny",
                Some(other) => panic!("{other}"),
            }
        };
        assert_eq!((said("x-door (medium"), said("x-gate (high")), (door, gate), "{words}");
        assert_eq!(answer.code, i32::from(door == "deny" || gate == "deny"), "{words}");
        let report = run(words).args(["--format", "json"]).run().code(answer.code).quiet().json();
        let shown = usize::from(door != "pass") + usize::from(gate != "pass");
        assert_eq!(crate::common::findings(&report).len(), shown, "{words}");
        assert_eq!(report["plans"][0]["counts"]["undecided"], 2, "{words}");
    }
    // Below the bar a denied one is a warning.
    run("deny")
        .args(["--fail-on", "high"])
        .run()
        .code(1)
        .says("x-door (medium, undecided)\n")
        .says("x-gate (high, undecided, denied)\n");
}

#[test]
fn a_plan_that_is_not_the_whole_change_is_none_of_a_rule() {
    let check =
        |words: &str| check_by("aws-sg-ingress-rdp", &format!("fixtures/invalid/incomplete.json --undecided {words}"));
    check("aws-*=deny").code(0);
    check("deny,aws-*=pass").code(1).says("(fails the run: `--undecided deny`)");
}

#[test]
fn what_undecided_does_not_know_is_an_error() {
    let refused = |words: &str| {
        let answer = check_by(SSH, &format!("fixtures/invalid/plain.json --undecided {words}")).code(2);
        assert_eq!(answer.stdout, "");
        answer.stderr
    };
    insta::assert_snapshot!(refused("maybe"), @"
      × `maybe` says none of `warn`, `deny` and `pass`
      help: give one of the three, or one for some rules: `--undecided warn,iam=deny`
    ");
    insta::assert_snapshot!(refused("iam=maybe"), @"
      × `iam=maybe` says none of `warn`, `deny` and `pass`
      help: give one of the three, or one for some rules: `--undecided warn,iam=deny`
    ");
    insta::assert_snapshot!(refused("iam,network=deny"), @"
      × `iam` says none of `warn`, `deny` and `pass`
      help: rules need an answer, each group its own: `--undecided iam=deny`
    ");
    insta::assert_snapshot!(refused("netwrok=deny"), @"
      × `netwrok` is no rule, domain or severity
      help: did you mean `network`?
    ");
    insta::assert_snapshot!(refused("=deny"), @"
      × `` is no rule, domain or severity
      help: `plangate rules` lists the rules; domains and severities are words of its columns
    ");
    insta::assert_snapshot!(refused("deny,"), @"
      × `` says none of `warn`, `deny` and `pass`
      help: give one of the three, or one for some rules: `--undecided warn,iam=deny`
    ");
}

#[test]
fn a_plan_that_is_not_the_whole_change_counts_as_undecided() {
    for file in ["incomplete", "deferred-changes", "state"] {
        let rule =
            |arguments: &str| check_by("aws-sg-ingress-rdp", &format!("fixtures/invalid/{file}.json {arguments}"));
        rule("").code(0).says("note: ");
        rule("--undecided pass").code(0).says("note: ");
        rule("--undecided deny").code(1).says("violations, no finding").says("note: ");
    }
}

#[test]
fn what_a_provider_action_does_nobody_has_judged() {
    let invocation = |name: &str, resource: &str| {
        json!({"address": format!("module.m.action.x_bell.{name}"), "type": "x_bell", "name": name, "provider_name": "x",
            "config_values": {"tone": "high"}, "config_sensitive": {}, "config_unknown": {}, "member": "of a later version",
            "lifecycle_action_trigger": {"triggering_resource_address": resource, "action_trigger_event": "AfterCreate",
                "action_trigger_block_index": 0, "actions_list_index": 0}})
    };
    let deferred = json!({"reason": "deferred_prereq", "action_invocation": invocation("later", "x_door.back")});
    let mut plan = plan(&[create("x_door.front", &json!({"open": false}))]);
    plan["action_invocations"] = json!([invocation("ring", "x_door.a"), invocation("ring", "x_door.b")]);
    let place = |plan: &serde_json::Value| Place::new().file("plan.json", plan.to_string()).rule(&DOOR);
    let one = "note: 1 provider action runs with this change and is not judged: module.m.action.x_bell.ring\n";
    place(&plan).check("x-door").run().code(0).says(one);
    plan["action_invocations"]
        .as_array_mut()
        .unwrap()
        .push(json!({"address": "action.x_bell.toll", "invoke_action_trigger": {}}));
    plan["deferred_action_invocations"] = json!([deferred]);
    let two = "note: 2 provider actions run with this change and are not judged: module.m.action.x_bell.ring, action.x_bell.toll\n";
    let later = "note: 1 change is deferred to a later plan: module.m.action.x_bell.later\n";
    place(&plan).check("x-door").run().code(0).says(two).says(later);
    place(&plan)
        .check("x-door")
        .args(["--undecided", "deny"])
        .run()
        .code(1)
        .says("violations, no finding")
        .says(two.trim_end());
}

#[test]
fn planning_that_failed_can_not_be_judged_whatever_is_found() {
    check_by(SSH, "fixtures/invalid/errored.json").code(2).says("could not judge, 1 finding (1 high)");
    check_by("aws-sg-ingress-rdp", "fixtures/invalid/errored.json").code(2).says("could not judge, no finding");
}

#[test]
fn a_wrong_command_line_could_not_judge_and_says_so_on_standard_error() {
    let wrong = [
        ("", "Usage: plangate [OPTIONS] <COMMAND>"),
        ("check", "<PLAN>..."),
        ("scan plan.json", "unrecognized subcommand 'scan'"),
        ("check fixtures/invalid/plain.json --fail-on huge", "[possible values: low, medium, high, critical]"),
        ("check fixtures/invalid/plain.json --undecided maybe", "`maybe` says none of `warn`, `deny` and `pass`"),
        ("check fixtures/invalid/plain.json --format yaml", "[possible values: human, json,"),
        ("check fixtures/invalid/plain.json --jobs 0", "'0' for '--jobs <N>': give a number from 1 on"),
        ("fixtures/invalid/plain.json", "tip: name the command first, to judge a plan: `plangate check PLAN`"),
        ("check fixtures/invalid/plain.json --json", "tip: the form of the report is chosen by `--format json`\n"),
        (
            "root infra -var=size=3",
            "tip: arguments for `terraform plan` go behind `--`: `plangate root infra -- -var-file=dev.tfvars`\n",
        ),
        (
            "root infra --format json",
            "tip: `root` reports to people; for other forms, write a plan and give it to `plangate check`\n",
        ),
        ("check fixtures/invalid/plain.json --no-such-option", "unexpected argument '--no-such-option'"),
        ("explain", "<RULE>"),
        ("completions", "<SHELL>"),
        ("completions tcsh", "[possible values: bash, elvish, fish, powershell, zsh]"),
    ];
    for (arguments, words) in wrong {
        let answer = plangate(arguments.split_whitespace()).run().code(2).complains(words);
        assert_eq!(answer.stdout, "", "{arguments}");
    }
}

#[test]
fn help_and_version_are_no_failure() {
    plangate(["--version"]).run().code(0).quiet().says(concat!("plangate ", env!("CARGO_PKG_VERSION"), "\n"));
    for arguments in ["--help", "-h", "help", "help check", "check --help", "rules -h", "explain --help"] {
        plangate(arguments.split(' ')).run().code(0).quiet().says("Usage: plangate");
    }
    let codes = "\
Exit codes:
  0  pass: nothing at or above --fail-on was found
  1  violations
  2  could not judge: wrong usage, an unreadable plan, a rule that fails; outranks 1
";
    plangate(["--help"]).run().says(codes);
    plangate(["check", "--help"]).run().says(codes);
}

#[test]
fn a_reader_that_goes_away_does_not_change_the_answer() {
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("plangate"))
        .args(["check", "fixtures/plans/aws-world-spellings/plan.json", "--select", SSH])
        .current_dir(crate::common::root())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(1), [].as_slice()));
}

#[test]
fn the_number_of_threads_does_not_change_the_answer() {
    let plan = "fixtures/plans/aws-world-spellings/plan.json";
    let run = |jobs: &str| check(plan).args(["--select", "aws-sg-*", "--jobs", jobs]).run().code(1);
    assert_eq!(run("1").both(), run("4").both());
}
