//! What a command line can name: files, directories, globs, standard input.

use std::fs;

use crate::common::{Answer, SSH, check, check_by, failures, fixture, invalid, plangate};
use crate::making::{Place, plan};

#[test]
fn every_look_alike_of_a_plan_is_read_or_refused_as_the_table_says() {
    for (file, read, what) in invalid() {
        let answer = check_by(SSH, &format!("fixtures/invalid/{file} --format json"));
        let found = failures(&answer.json());
        if !read {
            assert_eq!((answer.code, found.len()), (2, 0), "{file}: {what}");
            answer.complains(&format!("fixtures/invalid/{file}: "));
            continue;
        }
        // A plan that failed half-way is read, and what it holds is judged.
        let code = if file == "errored.json" { 2 } else { 1 };
        let ssh = format!(r#"{SSH} aws_security_group.web ["ingress",0,"cidr_blocks",0]"#);
        assert_eq!((answer.code, found), (code, vec![ssh]), "{file}: {what}");
    }
}

#[test]
fn every_look_alike_is_in_the_table() {
    let listed: Vec<String> = invalid().into_iter().map(|(file, ..)| file).collect();
    let mut present: Vec<String> = fs::read_dir(crate::common::root().join("fixtures/invalid"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|file| file != "expected.tsv")
        .collect();
    present.sort();
    assert_eq!(present, listed);
}

/// A plan on standard input.
fn piped(bytes: impl Into<Vec<u8>>) -> Answer {
    check("-").args(["--select", SSH]).stdin(bytes).run()
}

#[test]
fn standard_input_is_a_plan_like_any_other() {
    piped(fixture("invalid/plain.json")).code(1).quiet().says("<stdin>: violations, 1 finding (1 high)");
    piped(fixture("plans/google-small-clean/plan.json")).code(0).says("<stdin>: pass");
    piped("").code(2).complains("could not judge <stdin>: the file is empty");
    let packed = fs::read(crate::common::root().join("fixtures/invalid/gzip.json.gz")).unwrap();
    piped(packed).code(1).says("<stdin>: violations, 1 finding (1 high)");
}

#[test]
fn standard_input_beside_a_file_and_named_twice_is_read_once() {
    let answer = check("- fixtures/invalid/plain.json -").args(["--select", SSH]).stdin(plan(&[]).to_string()).run();
    answer.code(1).says("<stdin>: pass").says("2 plans: 1 passed, 1 with violations, 0 could not be judged\n");
}

#[test]
fn a_directory_is_every_plan_below_it() {
    let good = plan(&[]).to_string();
    let place = Place::new()
        .file("live/b/plan.json", &good)
        .file("live/a.json", fixture("invalid/plain.json"))
        .file("live/c.json.gz", fs::read(crate::common::root().join("fixtures/invalid/gzip.json.gz")).unwrap())
        .file("live/readme.md", "no plan")
        .file("live/.terraform/modules/modules.json", "{}");
    let answer = plangate(["check", "live", "--select", SSH]).at(place.path()).run().code(1).quiet();
    let files: Vec<&str> = answer
        .stdout
        .lines()
        .filter_map(|line| line.strip_prefix("live/")?.split_once(": "))
        .map(|(file, _)| file)
        .collect();
    assert_eq!(files, ["a.json", "b/plan.json", "c.json.gz"]);
    answer.says("3 plans: 1 passed, 2 with violations, 0 could not be judged\n");
}

#[test]
fn a_file_of_a_directory_that_is_no_plan_can_not_be_judged() {
    let place = Place::new().file("live/plan.json", plan(&[]).to_string()).file("live/package.json", "{}");
    let answer = plangate(["check", "live"]).at(place.path()).run().code(2);
    answer.complains("could not judge live/package.json: this is not a plan").says("live/plan.json: pass");
}

#[test]
fn two_plans_behind_prefixes_are_not_taken_for_one() {
    // As `terragrunt run-all show -json` prints them.
    let good = plan(&[]).to_string();
    let bad = fixture("invalid/plain.json");
    for second in ["00:00:01.000 STDOUT [prod/b] terraform: ", "b: ", "::debug::stdout: "] {
        let both = format!("00:00:01.000 STDOUT [prod/a] terraform: {good}\n{second}{bad}");
        piped(both).code(2).complains("something else follows the plan");
    }
}

#[test]
fn a_glob_is_expanded_and_what_is_named_twice_is_judged_once() {
    let answer =
        check_by(SSH, "fixtures/invalid/pla*.json fixtures/invalid/plain.json fixtures/invalid/p*n.json --format json");
    let report = answer.json();
    let files: Vec<&str> =
        report["plans"].as_array().unwrap().iter().map(|plan| plan["file"].as_str().unwrap()).collect();
    let expected = ["plain.json", "plan-then-garbage.json", "planned-values-only.json"];
    assert_eq!(files, expected.map(|file| format!("fixtures/invalid/{file}")));
    check_by(SSH, "fixtures/invalid/format-0.?.json").code(1).says("2 plans: 0 passed, 2 with violations");
    check_by(SSH, "fixtures/**/plain.json").code(1).says("fixtures/invalid/plain.json: violations");
}

#[test]
fn a_file_whose_name_looks_like_a_glob_is_a_file() {
    let place =
        Place::new().file("plan[1].json", fixture("invalid/plain.json")).file("plan1.json", plan(&[]).to_string());
    let answer = plangate(["check", "plan[1].json", "--select", SSH]).at(place.path()).run().code(1);
    answer.says("plan[1].json: violations").omits("plan1.json");
}

#[test]
fn the_same_file_on_another_way_is_judged_once() {
    let answer =
        check_by(SSH, "fixtures/invalid/plain.json fixtures//invalid/plain.json fixtures/./invalid/plain.json");
    answer.code(1).omits("plans:");
}

#[test]
fn the_same_file_from_above_is_judged_once() {
    let answer =
        check_by(SSH, "fixtures/invalid/plain.json ./fixtures/invalid/plain.json fixtures/plans/../invalid/plain.json");
    answer.code(1).omits("plans:");
}

#[test]
fn what_names_no_plan_can_not_be_judged() {
    let place = Place::new().file("empty/notes.txt", "");
    for argument in ["no/such/plan.json", "no-such-*.json", "empty/*.json"] {
        let answer = plangate(["check", argument]).at(place.path()).run().code(2);
        assert_eq!(answer.stdout, "");
        answer.complains(&format!("no plan matches `{argument}`")).complains("terraform show -json tfplan > plan.json");
    }
    // One that is there does not make up for one that is not.
    check("fixtures/invalid/plain.json no/such/plan.json")
        .run()
        .code(2)
        .complains("no plan matches `no/such/plan.json`");
    insta::assert_snapshot!(plangate(["check", "empty"]).at(place.path()).run().code(2).stderr, @"
      × no plan is in the directory `empty`
      help: in a directory plans end in `.json`, `.json.gz` or `.tfplan`: `terraform show -json tfplan > plan.json`; a file of another name is named itself
    ");
    insta::assert_snapshot!(check("no/such/plan.json").run().code(2).stderr, @"
      × no plan matches `no/such/plan.json`
      help: give the JSON of a plan: `terraform plan -out=tfplan && terraform show -json tfplan > plan.json`
    ");
    insta::assert_snapshot!(check("a[").run().code(2).stderr, @"  × `a[` is neither a file nor a valid glob: invalid range pattern");
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_can_not_be_judged() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    let place = Place::new().file("shut/plan.json", plan(&[]).to_string()).file("plan.json", plan(&[]).to_string());
    let forbid =
        |path: &str, mode| fs::set_permissions(place.path().join(path), fs::Permissions::from_mode(mode)).unwrap();
    forbid("", 0o755);
    forbid("plan.json", 0);
    forbid("shut", 0);
    let run = |argument: &str| {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("plangate"));
        command.args(["check", argument]).current_dir(place.path());
        // Nothing is forbidden to root: become nobody.
        if fs::read_dir(place.path().join("shut")).is_ok() {
            command.uid(65_534);
        }
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (directory, file) = (run("shut"), run("plan.json"));
    forbid("shut", 0o755);
    insta::assert_snapshot!(directory.1, @"  × `shut` can't be read: Permission denied (os error 13)");
    insta::assert_snapshot!(file.1, @"  × could not judge plan.json: the file can't be read: Permission denied (os error 13)");
    assert_eq!((directory.0, file.0), (Some(2), Some(2)));
}
