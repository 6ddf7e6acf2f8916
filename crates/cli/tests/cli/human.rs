//! The report for people, whole.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::{SSH, check, check_by, fixture, plangate};
use crate::making::{DOOR, Place, Rule, change, create, no_op, plan};

/// A door that is open.
pub fn open_door(address: &str) -> Value {
    create(address, &json!({"material": "oak", "name": "front", "open": true, "width": 90}))
}

/// What the rule about doors says of these changes.
#[track_caller]
fn report(code: i32, changes: &[Value]) -> String {
    Place::with_plan(changes).rule(&DOOR).check("x-door").run().code(code).quiet().stdout
}

#[test]
fn a_finding_shows_the_planned_value_and_what_to_do() {
    assert_snapshot!(report(1, &[open_door("x_door.front")]), @r#"
    x-door (medium)

      ⚠ the door is open
       ╭─[x_door.front:3:10]
     1 │ resource "x_door" "front" {
     2 │   name = "front"
     3 │   open = true
       ·          ────
     4 │   width = 90
     5 │ }
       ╰────
      help: Close the door.

    plan.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    "#);
}

#[test]
fn a_finding_inside_a_list_of_blocks_marks_the_element() {
    let rule = DOOR.saying(
        "deny contains finding.at(door, [\"lock\", i, \"keys\", j], sprintf(\"the key %s is under the mat\", [key])) if {\n\
         \tsome door in input.resources.x_door\n\tsome i, lock in door.values.lock\n\tsome j, key in lock.keys\n\tstartswith(key, \"mat\")\n}\n",
    );
    let door = create(
        "x_door.front",
        &json!({"lock": [{"kind": "bolt", "keys": []}, {"kind": "chain", "keys": ["a", "mat-1", "b"]}]}),
    );
    let answer = Place::with_plan(&[door]).rule(&rule).check("x-door").run().code(1).quiet();
    assert_snapshot!(answer.stdout, @r#"
    x-door (medium)

      ⚠ the key mat-1 is under the mat
       ╭─[x_door.front:3:18]
     1 │ resource "x_door" "front" {
     2 │   lock { # lock[1]
     3 │     keys = ["a", "mat-1", "b"]
       ·                  ───────
     4 │     kind = "chain"
     5 │   }
     6 │ }
       ╰────
      help: Close the door.

    plan.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    "#);
}

#[test]
fn what_is_missing_and_what_is_no_single_value_are_shown_too() {
    let rule = DOOR.saying(
        "deny contains finding.at(door, [\"lock\"], \"the door has no lock\") if {\n\tsome door in input.resources.x_door\n\tnot door.values.lock\n}\n\n\
         deny contains finding.whole(door, \"the door leads nowhere\") if {\n\tsome door in input.resources.x_door\n}\n",
    );
    let answer = Place::with_plan(&[create("x_door.front", &json!({"width": 90}))])
        .rule(&rule)
        .check("x-door")
        .run()
        .code(1)
        .quiet();
    assert_snapshot!(answer.stdout, @r#"
    x-door (medium)

      ⚠ the door leads nowhere
       ╭─[x_door.front:1:1]
     1 │ resource "x_door" "front" {
       · ─────────────────────────
     2 │   width = 90
     3 │ }
       ╰────
      help: Close the door.

    x-door (medium)

      ⚠ the door has no lock
       ╭─[x_door.front:2:5]
     1 │ resource "x_door" "front" {
     2 │   # lock is not set
       ·     ───────────────
     3 │   width = 90
     4 │ }
       ╰────
      help: Close the door.

    plan.json: violations, 2 findings (2 medium)
      1 resource: 1 judged
    "#);
}

#[test]
fn equal_findings_of_instances_are_one() {
    let doors = ["a", "b", "c", "d", "e", "f", "g"].map(|key| open_door(&format!("x_door.side[\"{key}\"]")));
    let report = report(1, &[doors.as_slice(), &[open_door("x_door.other")]].concat());
    assert_snapshot!(report, @r#"
    x-door (medium)

      ⚠ the door is open
       ╭─[x_door.side["a"]:3:10]
     1 │ resource "x_door" "side" {
     2 │   name = "front"
     3 │   open = true
       ·          ────
     4 │   width = 90
     5 │ }
       ╰────
      help: Close the door.
            also: x_door.side["b"], x_door.side["c"], x_door.side["d"], x_door.side["e"], x_door.side["f"] and 1 more

    x-door (medium)

      ⚠ the door is open
       ╭─[x_door.other:3:10]
     1 │ resource "x_door" "other" {
     2 │   name = "front"
     3 │   open = true
       ·          ────
     4 │   width = 90
     5 │ }
       ╰────
      help: Close the door.

    plan.json: violations, 8 findings (8 medium)
      8 resources: 8 judged
    "#);
}

#[test]
fn an_undecided_finding_says_what_it_depends_on() {
    let mut door = create("x_door.front", &json!({"name": "front"}));
    door["change"]["after_unknown"] = json!({"open": true});
    let mut plan = plan(&[door]);
    plan["configuration"]["root_module"]["resources"] = json!([{
        "address": "x_door.front", "mode": "managed", "type": "x_door", "name": "front", "provider_config_key": "x",
        "expressions": {"open": {"references": ["x_lock.main.state", "x_lock.main"]}, "name": {"constant_value": "front"}},
    }]);
    let place = Place::new().file("plan.json", plan.to_string()).rule(&DOOR);
    assert_snapshot!(place.check("x-door").run().code(0).quiet().stdout, @r#"
    x-door (medium, undecided)

      ☞ `open` is known only after apply
       ╭─[x_door.front:3:10]
     1 │ resource "x_door" "front" {
     2 │   name = "front"
     3 │   open = (known after apply)
       ·          ───────────────────
     4 │ }
       ╰────
      help: it depends on x_lock.main.state
            Close the door.

    plan.json: pass, no finding, 1 undecided until apply
      1 resource: 1 judged
    "#);
}

#[test]
fn rules_that_wait_for_the_same_value_are_shown_once() {
    let mut doors = [0, 1].map(|index| create(&format!("x_door.front[{index}]"), &json!({"name": "front"})));
    for door in &mut doors {
        door["change"]["after_unknown"] = json!({"open": true});
    }
    let place = Place::with_plan(&doors).rule(&DOOR).rule(&DOOR.named("gate")).rule(&DOOR.named("hatch"));
    assert_snapshot!(place.check("x-*").run().code(0).quiet().stdout, @r#"
    x-door and 2 more rules (medium, undecided)

      ☞ `open` is known only after apply
       ╭─[x_door.front[0]:3:10]
     1 │ resource "x_door" "front" {
     2 │   name = "front"
     3 │   open = (known after apply)
       ·          ───────────────────
     4 │ }
       ╰────
      help: the other rules: x-gate, x-hatch
            also: x_door.front[1]

    plan.json: pass, no finding, 6 undecided until apply
      2 resources: 2 judged
    "#);
}

#[test]
fn a_plan_without_findings_says_what_was_looked_at() {
    let changes = [
        create("x_door.front", &json!({"open": false})),
        create("x_window.front", &json!({})),
        change("x_door.back", "delete", &json!({"open": true}), &Value::Null),
    ];
    assert_snapshot!(report(0, &changes), @r"
    plan.json: pass, no finding, 1 fixed
      3 resources: 1 judged, 1 deleted and so not judged, 1 of types that no rule looks at
      fixed: x-door at x_door.back: the door is open
    ");
    assert_snapshot!(report(0, &changes[1..2]), @r"
    plan.json: pass, no finding
      1 resource: 1 of types that no rule looks at
      note: no rule looks at any resource type of this plan
    ");
}

#[test]
fn plans_that_change_little_or_nothing_pass_and_say_so() {
    assert_snapshot!(check_by(SSH, "fixtures/plans/destroy-all/plan.json").code(0).quiet().stdout, @r"
    fixtures/plans/destroy-all/plan.json: pass, no finding, 1 fixed
      4 resources: 4 deleted and so not judged
      fixed: aws-sg-ingress-ssh at aws_security_group.web: SSH (port 22) is open to 0.0.0.0/0
      note: the plan deletes everything it lists; nothing is left to judge
    ");
    assert_snapshot!(check_by(SSH, "fixtures/plans/refresh-only/plan.json").code(0).quiet().stdout, @r"
    fixtures/plans/refresh-only/plan.json: pass, no finding
      0 resources
      note: the plan lists no resource (refresh-only, or nothing is managed)
    ");
    assert_snapshot!(check_by(SSH, "fixtures/plans/nothing-to-do/plan.json").code(0).quiet().stdout, @r"
    fixtures/plans/nothing-to-do/plan.json: pass, no finding
      3 resources: 1 judged, 2 of types that no rule looks at
    ");
}

#[test]
fn plans_that_are_not_the_whole_change_say_so() {
    assert_snapshot!(check_by("aws-sg-ingress-rdp", "fixtures/invalid/incomplete.json").code(0).quiet().stdout, @r"
    fixtures/invalid/incomplete.json: pass, no finding
      1 resource: 1 judged
      note: the plan is not complete (targeted or deferred): a later plan holds more changes
    ");
    assert_snapshot!(check_by("aws-sg-ingress-rdp", "fixtures/invalid/deferred-changes.json").code(0).quiet().stdout, @r"
    fixtures/invalid/deferred-changes.json: pass, no finding
      1 resource: 1 judged
      note: the plan is not complete (targeted or deferred): a later plan holds more changes
      note: 1 change is deferred to a later plan: aws_security_group.later[*]
    ");
    assert_snapshot!(check_by("aws-sg-ingress-rdp", "fixtures/invalid/state.json").code(0).quiet().stdout, @r"
    fixtures/invalid/state.json: pass, no finding
      1 resource: 1 judged
      note: this is a state, not a plan: what exists was judged, and no change to it
    ");
    let errored = check_by("aws-sg-ingress-rdp", "fixtures/invalid/errored.json").code(2);
    assert_snapshot!(errored.stdout, @r"
    fixtures/invalid/errored.json: could not judge, no finding
      1 resource: 1 judged
      error: planning failed half-way (`errored`), so the plan does not hold all changes
    ");
    assert_snapshot!(errored.stderr, @r"
      × could not judge all of fixtures/invalid/errored.json: planning failed half-way (`errored`), so the plan does not hold all changes
      help: mend what `terraform plan` reported and plan again
    ");
}

#[test]
fn verbose_lists_the_rules_that_ran_and_the_types_that_none_looks_at() {
    let mut deferred = create("x_door.side", &json!({}));
    deferred["change"]["after_unknown"] = json!({"open": true});
    let mut changes: Vec<Value> =
        (0..10).map(|n| create(&format!("x_door.shut[{n}]"), &json!({"open": false}))).collect();
    changes.extend([
        deferred,
        create("x_window.a", &json!({})),
        create("x_roof\u{1b}.a", &json!({})),
        create("x_window.b", &json!({})),
        change("x_window.gone", "delete", &json!({}), &Value::Null),
        change("x_chimney.gone", "delete", &json!({}), &Value::Null),
    ]);
    let never = "deny contains finding.whole(gate, \"gate\") if some gate in input.resources.x_gate\n";
    let place = Place::with_plan(&changes)
        .file("empty.json", "")
        .file("nothing.json", plan(&[]).to_string())
        .rule(&DOOR)
        .rule(&DOOR.named("shut").saying(
            "deny contains finding.whole(door, \"the door is shut\") if {\n\tsome door in input.resources.x_door\n\tdoor.values.open == false\n}\n",
        ))
        .rule(&Rule { resources: "[x_gate]", custom: &["attributes: []"], ..DOOR }.named("gate").saying(never));
    let run =
        |arguments: &[&str]| place.check("x-*").args(["empty.json", "nothing.json"]).args(arguments).run().code(2);
    let (short, long) = (run(&["-v"]), run(&["--verbose"]));
    assert_eq!(short.both(), long.both());
    let (_, summary) = short.stdout.rsplit_once("\n\n").unwrap();
    assert_snapshot!(summary, @r"
    plan.json: violations, 10 findings (10 medium), 2 undecided until apply
      16 resources: 11 judged, 2 deleted and so not judged, 3 of types that no rule looks at
      2 of 3 rules ran: 10 pass, 10 fail, 2 undecided
        x-door  10 pass,  0 fail, 1 undecided
        x-shut   0 pass, 10 fail, 1 undecided
      2 types that no rule looks at
        2 x_window
        1 x_roof\u001b
    empty.json: could not judge: the file is empty
    nothing.json: pass, no finding
      0 resources
      note: the plan lists no resource (refresh-only, or nothing is managed)
      0 of 3 rules ran
    3 plans: 1 passed, 1 with violations, 1 could not be judged
      16 resources: 11 judged, 2 deleted and so not judged, 3 of types that no rule looks at
      10 findings (10 medium), 2 undecided until apply
      could not be judged: empty.json
    ");
    // It adds lines, and changes nothing else.
    let plain = run(&[]);
    let added = short.stdout.lines().filter(|line| !plain.stdout.lines().any(|other| other == *line)).count();
    assert_eq!(short.stdout.lines().count(), plain.stdout.lines().count() + added);
    let json = |arguments: &[&str]| run(&[&["--format", "json"], arguments].concat()).stdout;
    assert_eq!(json(&["-v"]), json(&[]));
}

#[test]
fn findings_of_several_plans_say_which_plan() {
    let answer = check_by(SSH, "fixtures/invalid/plain.json fixtures/invalid/opentofu.json").code(1);
    let (findings, _summary) = answer.stdout.rsplit_once("\n\n").unwrap();
    for file in ["fixtures/invalid/plain.json", "fixtures/invalid/opentofu.json"] {
        assert_eq!(findings.matches(file).count(), 1, "{file}:\n{findings}");
    }
}

#[test]
fn a_plan_that_fails_without_a_finding_says_why() {
    let answer = check_by("aws-sg-ingress-rdp", "fixtures/invalid/incomplete.json --undecided deny").code(1);
    answer.says("--undecided deny");
}

#[test]
fn findings_are_sorted_worst_first_and_undecided_last() {
    let answer = check("fixtures/plans/aws-unset-and-deferred/plan.json --format json").run();
    let report = answer.json();
    let rank = |word: &Value| {
        ["fail", "undecided", "critical", "high", "medium", "low"].iter().position(|each| word == each).unwrap()
    };
    let keys: Vec<(usize, usize, &str, &str)> = report["plans"][0]["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| {
            (rank(&f["verdict"]), rank(&f["severity"]), f["rule"].as_str().unwrap(), f["address"].as_str().unwrap())
        })
        .collect();
    assert!(keys.is_sorted(), "{keys:#?}");
    assert!(keys.first().unwrap().0 < keys.last().unwrap().0, "both verdicts occur");
}

#[test]
fn colour_is_on_only_where_it_is_wanted() {
    let plain = |arguments: &str| {
        check_by(SSH, &format!("fixtures/invalid/plain.json fixtures/invalid/empty.json {arguments}")).both()
    };
    assert!(!plain("").contains('\u{1b}') && !plain("--color never").contains('\u{1b}'));
    let always = check("fixtures/invalid/plain.json fixtures/invalid/empty.json --color always")
        .with_color()
        .args(["--select", SSH])
        .run();
    assert!(always.stdout.contains("\u{1b}[") && always.stderr.contains("\u{1b}["));
    let piped = check("fixtures/invalid/plain.json").with_color().run();
    assert!(!piped.both().contains('\u{1b}'), "a pipe is no terminal");
    let place = Place::with_plan(&[open_door("x_door.front")]).rule(&DOOR);
    place.check("x-door").args(["--color", "always", "--output", "report.txt"]).with_color().run().code(1);
    assert!(!std::fs::read_to_string(place.path().join("report.txt")).unwrap().contains('\u{1b}'));
    assert_eq!(plangate(["check", "plan.json"]).at(place.path()).run().code, 0);
}

#[test]
fn a_long_message_is_cut_when_its_secrets_are_out() {
    let secret = "s".repeat(600);
    let mut door = create("x_door.front", &json!({"open": secret, "name": "n".repeat(600)}));
    door["change"]["after_sensitive"] = json!({"open": true});
    let place = Place::with_plan(&[door]).rule(&DOOR.saying(
        "deny contains finding.at(door, [\"name\"], concat(\" \", [door.values.open, door.values.name])) if {\n\
         \tsome door in input.resources.x_door\n}\n",
    ));
    let answer = place.check("x-door").run().code(1);
    answer.says(&format!("⚠ (sensitive) {}…\n", "n".repeat(388))).omits("ss");
}

#[test]
fn every_finding_says_where_it_is_whatever_was_decided_about_those_that_are_alike() {
    let open = json!({"open": true});
    let config = "[[waivers]]\nrule = \"x-door\"\naddress = \"x_door.side[0]\"\nreason = \"r\"\n\n\
        [[waivers]]\nrule = \"x-door\"\naddress = \"x_door.side[4]\"\nreason = \"r\"\nexpires = 2020-01-01\n\n\
        [[address]]\npattern = \"x_door.side[3]\"\nseverity = \"critical\"\n\n\
        [[address]]\npattern = \"x_door.side[5]\"\nfail-on = \"critical\"\n";
    let place = Place::with_plan(&[
        create("x_door.side[0]", &open),
        no_op("x_door.side[1]", &open),
        create("x_door.side[2]", &open),
        create("x_door.side[3]", &open),
        create("x_door.side[4]", &open),
        create("x_door.side[5]", &open),
    ])
    .rule(&DOOR)
    .file("plangate.toml", config);
    let answer = place.check("x-door").run().code(1).quiet();
    for number in 1..5 {
        let code = format!("[x_door.side[{number}]:2:10]\n 1 │ resource \"x_door\" \"side\" {{\n 2 │   open = true\n");
        assert!(answer.stdout.contains(&code), "{number}: {}", answer.stdout);
    }
    // Of what is alike also in what was decided the first is shown, but the bar tells these two apart.
    answer.says("help: it is at x_door.side[5]\n").omits("[x_door.side[0]:");
    // The plan alone, without its configuration.
    let plan = fixture("plans/change-drift-checks-modules/plan.json");
    let answer = check("- --select change-*").stdin(plan).run().code(1);
    answer.says("it is at module.github\n").says("it is at provider.null\n").says("it is at check.later\n");
}

#[test]
fn deposed_objects_are_told_apart() {
    let answer = check("fixtures/plans/change-deposed/plan.json").run().code(1).says(", 8 fixed\n");
    for words in
        ["aws_ebs_volume.removed and 1 more: ", "aws_ebs_volume.two_deposed[\"a.b\"] (deposed 0000d003) and 1 more: "]
    {
        assert!(answer.stdout.contains(&format!("  fixed: aws-ebs-encryption at {words}")), "{}", answer.stdout);
    }
}
