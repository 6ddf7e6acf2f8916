//! `--policy DIR`: rules of the user, and what becomes of those that are wrong.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::{Answer, check, findings, fixture, plangate};
use crate::making::{DOOR, Place, Rule, create};

fn doors() -> [Value; 2] {
    [create("x_door.front", &json!({"open": true, "name": "front"})), create("x_safe.main", &json!({"open": true}))]
}

/// A rule about doors that works beside one that does not; `x-wrong` begins its body in line [`Rule::BODY`].
#[track_caller]
fn expect_broken(place: &Place, complaint: &str) -> Answer {
    let answer = plangate(["check", "plan.json", "--policy", "rules"]).at(place.path()).run().code(2);
    let json =
        plangate(["check", "plan.json", "--policy", "rules", "--format", "json"]).at(place.path()).run().code(2).json();
    assert_eq!(json["outcome"], "could-not-judge");
    assert!(findings(&json).contains(&"x-door x_door.front [\"open\"]".to_owned()), "{json:#}");
    answer.complains(complaint).says("⚠ the door is open")
}

fn wrong(body: &'static str) -> Place {
    Place::with_plan(&doors()).rule(&DOOR).rule(&DOOR.named("wrong").saying(body))
}

/// The good rule's file with something replaced, as `rules/wrong.rego`.
fn replaced(from: &str, to: &str) -> Place {
    let text = DOOR.named("wrong").text();
    assert!(text.contains(from));
    Place::with_plan(&doors()).rule(&DOOR).file("rules/wrong.rego", text.replace(from, to))
}

#[test]
fn a_rule_fires_beside_the_policies() {
    let place = Place::with_plan(&doors()).rule(&DOOR).file("rules/deep/below/wrong_test.rego", "not even Rego");
    let answer = plangate(["check", "plan.json", "--policy", "rules"]).at(place.path()).run().code(1).quiet();
    answer.says("⚠ the door is open").says("plan.json: violations, 1 finding (1 medium)");
    plangate(["check", "plan.json"]).at(place.path()).run().code(0).says("pass");
    place.check("X_door").run().code(1);
    place.check("aws-*").run().code(0);
    let both =
        Place::with_plan(&doors()).file("a/door.rego", DOOR.text()).file("b/other.rego", DOOR.named("other").text());
    let answer = plangate(["check", "plan.json", "--policy", "a", "--policy", "b"]).at(both.path()).run().code(1);
    answer.says("2 findings (2 medium)");
}

#[test]
fn a_rule_may_use_the_helpers_of_the_policies_and_bring_its_own() {
    let rule = DOOR.saying(
        "import data.lib.net\nimport data.mine.words\n\ndeny contains finding.at(door, [\"open\"], words.open) if {\n\tsome door in input.resources.x_door\n\tnet.is_world(\"0.0.0.0/0\")\n}\n",
    );
    let place = Place::with_plan(&doors())
        .rule(&rule)
        .file("rules/words.rego", "package mine.words\n\nimport rego.v1\n\nopen := \"it stands open\"\n");
    place.check("x-door").run().code(1).quiet().says("it stands open");
}

#[test]
fn a_syntax_error_is_charged_to_its_line() {
    let place = wrong("deny contains x if {\n\tx := := 1\n}\n");
    let answer = expect_broken(&place, "rule `x-wrong`, rules/wrong.rego:21: ");
    assert_snapshot!(answer.stderr, @r"
      × rule `x-wrong`, rules/wrong.rego:21: expecting expression
      help: mend the file or leave its directory out
    ");
}

#[test]
fn what_is_wrong_with_metadata_is_charged_to_its_line() {
    expect_broken(
        &replaced("# METADATA\n", ""),
        "rule `rules.custom.wrong`, rules/wrong.rego:13: METADATA is missing above `package`",
    );
    expect_broken(
        &replaced("aliases:", "nicknames:"),
        "rules/wrong.rego:13: METADATA: custom: unknown field `nicknames`",
    );
    expect_broken(
        &replaced("severity: medium", "severity: huge"),
        "rules/wrong.rego:6: METADATA: custom.severity: unknown variant `huge`",
    );
    expect_broken(&replaced("#   severity: medium\n", ""), "METADATA: custom: missing field `severity`");
    expect_broken(
        &replaced("id: x-wrong", "id: X_Wrong"),
        "METADATA: `id: X_Wrong` must be lower-case words joined by `-`",
    );
    expect_broken(&replaced("title: Door is open", "title: ''"), "METADATA: `title` is empty");
    expect_broken(&replaced("package rules", "\npackage rules"), "METADATA must stand directly above `package`");
    expect_broken(
        &replaced("resources: [x_door]", "resources: x_door"),
        "rules/wrong.rego:8: METADATA: custom.resources: invalid type",
    );
}

#[test]
fn a_file_that_is_no_rego_is_an_error() {
    let place = Place::with_plan(&doors()).rule(&DOOR).file("rules/wrong.rego", "# nothing\n");
    expect_broken(&place, "rules/wrong.rego:1: the file holds no Rego");
    let place = Place::with_plan(&doors()).rule(&DOOR).file("rules/wrong.rego", "import rego.v1\n");
    expect_broken(&place, "rules/wrong.rego:1: `package` must come first");
}

#[test]
fn an_id_or_package_that_is_taken_is_an_error() {
    expect_broken(&replaced("id: x-wrong", "id: x-door"), "the id `x-door` is taken by rules/door.rego");
    expect_broken(
        &replaced("package rules.custom.wrong", "package rules.custom.door"),
        "the package `rules.custom.door` is taken by rules/door.rego",
    );
    let place = replaced("id: x-wrong", "id: aws-sg-ingress-ssh");
    let answer = expect_broken(
        &place,
        "rule `aws-sg-ingress-ssh`, rules/wrong.rego:1: the id `aws-sg-ingress-ssh` is taken by policies/rules/",
    );
    answer.omits("2 findings");
}

#[test]
fn a_package_without_deny_is_an_error() {
    expect_broken(
        &wrong("allow := true\n"),
        "rule `x-wrong`, rules/wrong.rego: the package `rules.custom.wrong` defines no `deny`",
    );
}

#[test]
fn a_rule_that_fails_while_it_runs_is_charged_to_its_line() {
    let place = wrong(
        "deny contains finding.whole(door, \"x\") if {\n\tsome door in input.resources.x_door\n\tshut := -door.values.name\n\tshut == 1\n}\n",
    );
    let answer = expect_broken(&place, "rule `x-wrong`, rules/wrong.rego:22: ");
    answer
        .complains("could not judge all of plan.json: ")
        .complains("`--skip` leaves it out")
        .says("\n  error: rule `x-wrong`, rules/wrong.rego:22: ");
    let skipped = plangate(["check", "plan.json", "--policy", "rules", "--skip", "x-wrong"]).at(place.path()).run();
    skipped.code(1).quiet();
}

#[test]
fn findings_that_are_wrong_are_errors_of_their_rule() {
    for (body, complaint) in [
        (
            "deny contains finding.at(input.resources.x_door[0], [\"lock\", 0], \"x\")\n",
            "a finding's path `lock[0]` leads nowhere in x_door.front",
        ),
        (
            "deny contains finding.at(input.resources.x_door[0], [\"name\", \"first\"], \"x\")\n",
            "a finding's path `name.first` leads nowhere",
        ),
        (
            "deny contains {\"address\": \"x_door.gone\", \"path\": [], \"msg\": \"x\"}\n",
            "a finding has an `address` that is not in the plan",
        ),
        (
            "deny contains {\"address\": \"x_door.front\", \"path\": [], \"msg\": \"\"}\n",
            "a finding must be made by the functions of `lib.finding`: it has no `msg`",
        ),
        (
            "deny contains {\"address\": \"x_door.front\", \"path\": [true], \"msg\": \"x\"}\n",
            "a finding must be made by the functions of `lib.finding`: its `path` may hold only keys and positions",
        ),
        ("deny contains \"a sentence\"\n", "a finding must be made by the functions of `lib.finding`"),
        ("deny := true\n", "`deny` must be a set: `deny contains ...`"),
    ] {
        let answer = expect_broken(&wrong(body), "rule `x-wrong`, rules/wrong.rego: ");
        answer.complains(complaint).says(&format!("  error: rule `x-wrong`, rules/wrong.rego: {complaint}"));
    }
}

#[test]
fn a_finding_about_a_neighbour_is_an_error_of_its_rule() {
    let rule = Rule { custom: &["attributes: []", "context: [x_safe]"], ..DOOR }.named("wrong");
    let rule = rule.saying("deny contains finding.whole(safe, \"x\") if some safe in input.resources.x_safe\n");
    let place = Place::with_plan(&doors()).rule(&DOOR).rule(&rule);
    expect_broken(&place, "a finding is about a `x_safe`, which METADATA does not list in `resources`");
}

#[test]
fn parameters_are_overridden_one_by_one() {
    let subnet = "10.0.0.0/8";
    let group = json!({"ingress": [{"cidr_blocks": [subnet], "protocol": "tcp", "from_port": 22, "to_port": 22}]});
    let place = Place::with_plan(&[create("aws_security_group.web", &group)]);
    let ssh = |place: &Place| place.check("aws-sg-ingress-ssh").run();
    let place = place.file("rules/params/data.json", "{}");
    ssh(&place).code(0);
    let world: Value = serde_json::from_str(
        &std::fs::read_to_string(crate::common::root().join("policies/params/data.json")).unwrap(),
    )
    .unwrap();
    assert!(world["world_prefix_ipv4"].is_number(), "{world}");
    let plain = Place::new().file("plan.json", fixture("invalid/plain.json"));
    let trusted = plain.file("rules/params/data.json", r#"{"trusted_cidrs": ["0.0.0.0/0"]}"#);
    ssh(&trusted).code(0).quiet();
    check("fixtures/invalid/plain.json").args(["--select", "aws-sg-ingress-ssh"]).run().code(1);
    let rule = DOOR.saying("deny contains finding.whole(input.resources.x_door[0], sprintf(\"%v %v\", [data.params.mine, data.params.world_prefix_ipv6]))\n");
    let place = Place::with_plan(&doors()).rule(&rule).file("rules/params/data.json", r#"{"mine": 7}"#);
    place.check("x-door").run().code(1).quiet().says(&format!("7 {}", world["world_prefix_ipv6"]));
}

#[test]
fn parameters_that_are_no_object_are_an_error() {
    for text in ["[]", "{\"a\": 1,\n}", ""] {
        let place = Place::with_plan(&doors()).rule(&DOOR).file("rules/params/data.json", text);
        expect_broken(&place, "rules/params/data.json").complains("parameters must be a JSON object");
    }
}

#[test]
fn a_directory_that_is_not_there_can_not_judge() {
    for directory in ["no/such/rules", "plan.json"] {
        let answer =
            plangate(["check", "plan.json", "--policy", directory]).at(Place::with_plan(&doors()).path()).run().code(2);
        answer.complains(&format!("`{directory}` can't be read: "));
    }
}
