//! The report for people on several plans.

use insta::assert_snapshot;
use serde_json::json;

use crate::common::{SSH, check_by, plangate};
use crate::human::open_door;
use crate::making::{DOOR, Place, create, plan};

#[test]
fn several_plans_end_with_a_line_of_totals() {
    let answer =
        check_by(SSH, "fixtures/invalid/empty.json fixtures/plans/refresh-only/plan.json fixtures/invalid/plain.json")
            .code(2);
    let (_, summary) = answer.stdout.rsplit_once("\n\n").unwrap();
    assert_snapshot!(summary, @r"
    fixtures/invalid/empty.json: could not judge: the file is empty
    fixtures/plans/refresh-only/plan.json: pass, no finding
      0 resources
      note: the plan lists no resource (refresh-only, or nothing is managed)
    fixtures/invalid/plain.json: violations, 1 finding (1 high)
      1 resource: 1 judged
    3 plans: 1 passed, 1 with violations, 1 could not be judged
      1 resource: 1 judged
      1 finding (1 high)
      could not be judged: fixtures/invalid/empty.json
    ");
}

#[test]
fn the_same_finding_in_several_plans_is_one_and_names_them() {
    let front = plan(&[open_door("x_door.front")]).to_string();
    let both = plan(&[open_door("x_door.front"), open_door("x_door.back")]).to_string();
    let mut place = Place::new().rule(&DOOR).file("1.json", &front).file("2.json", &both).file("3.json", "[]");
    for number in 4..7 {
        place = place.file(&format!("{number}.json"), &front);
    }
    let arguments = ["check", "*.json", "--policy", "rules", "--select", "x-door"];
    let answer = plangate(arguments).at(place.path()).run().code(2).complains("could not judge 3.json");
    assert_snapshot!(answer.stdout, @r#"
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
            in 5 plans: 1.json, 2.json, 4.json and 2 more

    x-door (medium)

      ⚠ the door is open
       ╭─[x_door.back:3:10]
     1 │ resource "x_door" "back" {
     2 │   name = "front"
     3 │   open = true
       ·          ────
     4 │   width = 90
     5 │ }
       ╰────
      help: Close the door.
            in 2.json

    1.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    2.json: violations, 2 findings (2 medium)
      2 resources: 2 judged
    3.json: could not judge: this is not a plan: a JSON array
    4.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    5.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    6.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    6 plans: 0 passed, 5 with violations, 1 could not be judged
      6 resources: 6 judged
      6 findings (6 medium)
      could not be judged: 3.json
    "#);
}

#[test]
fn of_many_plans_those_that_pass_without_a_word_are_counted() {
    let shut = create("x_door.front", &json!({"open": false}));
    let mut place = Place::new().rule(&DOOR);
    for number in 10..31 {
        let changes = if number == 20 { vec![open_door("x_door.front")] } else { vec![shut.clone()] };
        place = place.file(&format!("{number}.json"), plan(&changes).to_string());
    }
    let run = |more: &[&str]| {
        plangate(["check", "*.json", "--policy", "rules", "--select", "x-door"])
            .at(place.path())
            .args(more)
            .run()
            .code(1)
    };
    let answer = run(&[]).quiet();
    assert_snapshot!(answer.stdout.split_once("\n\n20.json").unwrap().1, @r#"
    : violations, 1 finding (1 medium)
    21 plans: 20 passed, 1 with violations, 0 could not be judged
      21 resources: 21 judged
      1 finding (1 medium)
    "#);
    run(&["--verbose"]).says("10.json: pass, no finding\n");
}
