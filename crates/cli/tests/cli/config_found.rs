//! Where the configuration is looked for.

use serde_json::json;

use crate::common::{Answer, plangate};
use crate::making::{DOOR, Place, create, plan};

/// A repository with a plan at its top, in `a`, `a/b` and `c`.
fn repository() -> Place {
    let plan = plan(&[create("x_door.front", &json!({"open": true}))]).to_string();
    let place = Place::new().file(".git/HEAD", "").rule(&DOOR);
    ["", "a/", "a/b/", "c/"].into_iter().fold(place, |place, folder| place.file(&format!("{folder}plan.json"), &plan))
}

/// Configurations that can be told apart.
fn says(severity: &str) -> String {
    format!("[rules.x-door]\nseverity = \"{severity}\"\n")
}

#[track_caller]
fn run(place: &Place, folder: &str, arguments: &str) -> Answer {
    let rules = place.path().join("rules").display().to_string();
    let command = plangate(["check", "--select", "x-door", "--format", "json", "--policy", &rules]);
    command.args(arguments.split(' ')).at(&place.path().join(folder)).run()
}

/// Which configuration a run has and what severity that gives.
#[track_caller]
fn found(place: &Place, folder: &str, arguments: &str) -> (Option<String>, String) {
    let report = run(place, folder, arguments).code(1).quiet().json();
    let severity = report["plans"][0]["findings"][0]["severity"].as_str().unwrap().to_owned();
    (report["config"].as_str().map(str::to_owned), severity)
}

fn is(name: &str, severity: &str) -> (Option<String>, String) {
    (Some(name.to_owned()), severity.to_owned())
}

#[test]
fn from_the_working_directory_up_to_the_top_of_the_repository() {
    let place = repository().file("plangate.toml", says("low")).file("a/plangate.toml", says("high"));
    assert_eq!(found(&place, "", "plan.json"), is("plangate.toml", "low"));
    assert_eq!(found(&place, "", "a/plan.json"), is("plangate.toml", "low"));
    assert_eq!(found(&place, "c", "plan.json"), is("../plangate.toml", "low"));
    assert_eq!(found(&place, "a/b", "plan.json"), is("../plangate.toml", "high"));
    assert_eq!(found(&place, "a/b", "../../c/plan.json"), is("../plangate.toml", "high"));
    // A repository in a repository has its own.
    let place = place.file("a/b/.git", "gitdir: elsewhere");
    assert_eq!(found(&place, "a/b", "plan.json"), (None, "medium".to_owned()));
}

#[test]
fn else_from_the_plans() {
    let place = repository().file("a/plangate.toml", says("high"));
    assert_eq!(found(&place, "", "a/b/plan.json"), is("a/plangate.toml", "high"));
    assert_eq!(
        found(&place, "c", "../a/plan.json a/../../a/b/plan.json".replace("a/../../", "../").as_str()).1,
        "high"
    );
    assert_eq!(found(&place, "c", "plan.json"), (None, "medium".to_owned()));
    run(&place, "", "a/plan.json c/plan.json")
        .code(2)
        .complains("the plans have different configurations: `a/plangate.toml` and none")
        .complains("judge them apart, or name one with `--config FILE`; `--no-config` takes none");
    assert_eq!(found(&place, "", "a/plan.json c/plan.json --config a/plangate.toml"), is("a/plangate.toml", "high"));
}

#[test]
fn outside_of_a_repository_one_directory_alone_is_looked_at() {
    let place = repository().file("plangate.toml", says("low"));
    std::fs::remove_dir_all(place.path().join(".git")).unwrap();
    assert_eq!(found(&place, "", "plan.json"), is("plangate.toml", "low"));
    assert_eq!(found(&place, "c", "plan.json"), (None, "medium".to_owned()));
}

#[test]
fn by_name_or_not_at_all() {
    let place = repository().file("plangate.toml", says("low")).file("ci/gate.toml", says("critical"));
    assert_eq!(found(&place, "", "plan.json --config ci/gate.toml"), is("ci/gate.toml", "critical"));
    assert_eq!(found(&place, "c", "plan.json --config ../ci/gate.toml"), is("../ci/gate.toml", "critical"));
    assert_eq!(found(&place, "", "plan.json --no-config"), (None, "medium".to_owned()));
}

#[test]
fn init_writes_one_that_changes_nothing() {
    let place = repository();
    let before = run(&place, "", "plan.json").code(1);
    let init = plangate(["init"]).at(place.path()).run().code(0).quiet();
    assert_eq!(init.stdout, "wrote `plangate.toml`: all of it is commented out\n");
    let text = std::fs::read_to_string(place.path().join("plangate.toml")).unwrap();
    assert!(text.lines().all(|line| line.is_empty() || line.starts_with('#')), "{text}");
    let after = run(&place, "", "plan.json").code(1).quiet();
    assert_eq!(after.stdout.replace("\"config\": \"plangate.toml\"", "\"config\": null"), before.stdout);
    plangate(["init"]).at(place.path()).run().code(2).complains("`plangate.toml` is there already");
    assert_eq!(std::fs::read_to_string(place.path().join("plangate.toml")).unwrap(), text);
}
