//! The comment on a pull or merge request.

mod limit;
mod reading;
mod text;

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::{Answer, check};
use crate::making::{DOOR, Place, Rule, Whole, but, create, no_op, plan, update};
use reading::{Read, read};

/// A report of open doors, read.
#[track_caller]
fn report(place: &Place, options: &[&str], code: i32) -> (Answer, Read) {
    let answer = place.check("x-*").args(["--format", "markdown"]).args(options).run().code(code);
    let read = read(&answer.stdout);
    assert!(answer.stdout.starts_with("<!-- plangate -->\n## ") && answer.stdout.ends_with('\n'));
    (answer, read)
}

fn open(address: &str) -> Value {
    create(address, &json!({"open": true}))
}

#[test]
fn a_report_of_one_finding() {
    let place = Place::with_plan(&[create("x_door.front", &json!({"name": "front", "open": true, "width": 90}))]);
    let (answer, read) = report(&place.rule(&DOOR), &[], 1);
    assert_snapshot!(answer.stdout, @r#"
    <!-- plangate -->
    ## ❌ plangate: violations

    1 finding (1 medium)<br>
    1 resource: 1 judged

    ### Fails the run

    | Severity | Rule | What | Where |
    |---|---|---|---|
    | medium | `x-door` | the door is open | `x_door.front` |

    <details>
    <summary>medium: <code>x-door</code> at <code>x_door.front</code></summary>

    the door is open

    The planned value:

    ```hcl
      resource "x_door" "front" {
        name = "front"
    >   open = true
        width = 90
      }
    ```

    **What to do:** Close the door.

    ```hcl
    door {}
    ```

    </details>
    "#);
    assert_eq!(read.links, [""; 0]);
}

#[test]
fn a_report_of_nothing() {
    let place = Place::with_plan(&[]).rule(&DOOR);
    assert_snapshot!(report(&place, &[], 0).0.stdout, @r"
    <!-- plangate -->
    ## ✅ plangate: pass

    no finding<br>
    0 resources

    ### Notes

    - the plan lists no resource (refresh-only, or nothing is managed)
    ");
}

#[test]
fn code_is_shown_with_its_line_and_where_the_value_comes_from() {
    let place = Place::with_plan(&[open("x_door.front")]).rule(&DOOR).file(
        "main.tf",
        "variable \"open\" {\n  default = true\n}\n\nresource \"x_door\" \"front\" {\n  width = 90\n  open  = var.open\n\n  color = \"red\"\n}\n",
    );
    let mut whole: Value =
        serde_json::from_str(&std::fs::read_to_string(place.path().join("plan.json")).unwrap()).unwrap();
    whole["configuration"]["root_module"]["variables"] = json!({"open": {"default": true}});
    let place = place.file("plan.json", whole.to_string());
    let (answer, _) = report(&place, &[], 1);
    assert_snapshot!(answer.stdout.split("<details>").nth(1).unwrap(), @r#"

    <summary>medium: <code>x-door</code> at <code>x_door.front</code></summary>

    the door is open

    `main.tf:7:3`:

    ```hcl
      5 | resource "x_door" "front" {
      6 |   width = 90
    > 7 |   open  = var.open
      8 |
      9 |   color = "red"
    ```

    - default of variable `open`: `main.tf:2:3`: `default = true`

    **What to do:** Close the door.

    ```hcl
    door {}
    ```

    </details>
    "#);
}

#[test]
fn what_fails_the_run_stands_apart_from_what_is_below_the_bar_and_what_is_undecided() {
    let after = json!({"open": true});
    let unknown = but(create("x_door.unknown", &json!({})), &json!({"after_unknown": {"open": true}}));
    let changes = [open("x_door.new"), no_op("x_door.old", &after), unknown];
    let place = Whole::of(&changes)
        .written("x_door.unknown", &json!({"open": {"references": ["x_lock.any.open"]}}))
        .place()
        .rule(&DOOR);
    let shape = |options: &[&str], code| {
        let (_, read) = report(&place, options, code);
        let heads = read.lines.iter().filter(|line| line.starts_with(['#', '>'])).cloned();
        let rows = read.rows.iter().map(|row| format!("| {} | {}", row[0], row[3]));
        heads.chain(rows).collect::<Vec<_>>().join("\n")
    };
    assert_snapshot!(shape(&[], 1), @r"
    ## ❌ plangate: violations
    ### Fails the run
    > medium: x-door at x_door.new
    > medium, preexisting: x-door at x_door.old
    > 1 undecided until apply
    > medium, undecided: x-door at x_door.unknown
    | medium | x_door.new
    | medium, preexisting | x_door.old
    | medium, undecided | x_door.unknown
    ");
    assert_snapshot!(shape(&["--gate", "introduced"], 1), @r"
    ## ❌ plangate: violations
    ### Fails the run
    > medium: x-door at x_door.new
    ### Does not fail the run
    > medium, preexisting: x-door at x_door.old
    > 1 undecided until apply
    > medium, undecided: x-door at x_door.unknown
    | medium | x_door.new
    | medium, preexisting | x_door.old
    | medium, undecided | x_door.unknown
    ");
    assert_snapshot!(shape(&["--undecided", "deny"], 1), @r"
    ## ❌ plangate: violations
    ### Fails the run
    > medium: x-door at x_door.new
    > medium, preexisting: x-door at x_door.old
    > medium, undecided, denied: x-door at x_door.unknown
    | medium | x_door.new
    | medium, preexisting | x_door.old
    | medium, undecided, denied | x_door.unknown
    ");
    assert_snapshot!(shape(&["--undecided", "pass", "--fail-on", "high"], 0), @r"
    ## ✅ plangate: pass
    ### Does not fail the run
    > medium: x-door at x_door.new
    > medium, preexisting: x-door at x_door.old
    | medium | x_door.new
    | medium, preexisting | x_door.old
    ");
}

#[test]
fn what_could_not_be_judged_comes_first_and_never_looks_like_a_pass() {
    let bad = Rule { name: "bad", ..DOOR }
        .saying("deny contains finding.at(input.resources.x_door[0], [\"no\", 1], \"x\")\n");
    let place = Place::with_plan(&[create("x_door.front", &json!({"open": false}))]).rule(&DOOR).rule(&bad);
    let place =
        place.file("rules/broken.rego", "package rules.custom.broken\n").file("empty.json", "").file("list.json", "[]");
    let (_, read) = report(&place, &["empty.json", "list.json"], 2);
    assert_snapshot!(read.lines.join("\n"), @r"
    (marker)
    ## ⛔ plangate: could not judge
    no finding
    1 resource: 1 judged
    3 plans: 0 passed, 0 with violations, 3 could not be judged
    ### Could not be judged
    - a rule did not load: rule rules.custom.broken, rules/broken.rego:1: METADATA is missing above package
    - plan.json: could not judge all of it: rule x-bad, rules/bad.rego: a finding's path no[1] leads nowhere in x_door.front
    the rule is at fault, not the plan; --skip leaves it out, the others were still evaluated
    - empty.json: could not judge: the file is empty
    look at the output of the step that writes it; make the plan's JSON with terraform plan -out=tfplan and terraform show -json tfplan > plan.json
    - list.json: could not judge: this is not a plan: a JSON array
    make the plan's JSON with terraform plan -out=tfplan and terraform show -json tfplan > plan.json
    ### Plans
    ");
    assert_eq!(read.details, 0);
}

#[test]
fn plans_stand_in_a_table_and_a_finding_of_several_stands_once() {
    let place = Place::with_plan(&[open("x_door.front")]).rule(&DOOR);
    let place = place.file("b.json", plan(&[open("x_door.front"), open("x_door.back")]).to_string());
    let place = place.file("c.json", Whole::of(&[]).with("complete", false).text()).file("d.json", "");
    let (_, read) = report(&place, &["b.json", "c.json", "d.json"], 2);
    assert_snapshot!(read.lines[..4].join("\n"), @r"
    (marker)
    ## ⛔ plangate: could not judge
    3 findings (3 medium)
    3 resources: 3 judged
    4 plans: 1 passed, 2 with violations, 1 could not be judged
    ### Could not be judged
    ");
    let rows = read.rows.iter().map(|row| row.join(" | ").replace('\n', " / "));
    assert_snapshot!(rows.collect::<Vec<_>>().join("\n"), @r"
    d.json | ⛔ could not judge | 
    plan.json | ❌ violations | 1 finding (1 medium)
    b.json | ❌ violations | 2 findings (2 medium)
    c.json | ✅ pass | no finding
    medium | x-door | the door is open | x_door.front / in plan.json and 1 more
    medium | x-door | the door is open | x_door.back / in b.json
    ");
    assert!(read.lines.iter().any(|line| line.starts_with("- c.json: the plan is not complete")), "{:?}", read.lines);
}

#[test]
fn of_many_plans_those_that_pass_are_only_counted() {
    let mut place = Place::with_plan(&[open("x_door.front")]).rule(&DOOR);
    let mut names = Vec::new();
    for number in 0..30 {
        let door = create("x_door.front", &json!({"open": false}));
        names.push(format!("p{number}.json"));
        place = place.file(names.last().unwrap(), plan(&[door]).to_string());
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (_, read) = report(&place, &names, 1);
    assert_eq!(read.rows.len(), 2);
    assert_eq!(read.rows[0], ["plan.json", "❌ violations", "1 finding (1 medium)"]);
    assert!(read.lines.contains(&"30 plans pass without a finding.".to_owned()), "{:?}", read.lines);
}

#[test]
fn what_fails_the_run_and_is_no_finding_is_said_where_it_fails() {
    let config = "[[waivers]]\nrule = \"x-door\"\naddress = \"x_door.gone\"\nreason = \"it was there\"\n";
    let place = Whole::of(&[]).with("complete", false).place().rule(&DOOR).file("plangate.toml", config);
    let lines = |options: &[&str], code| report(&place, options, code).1.lines[3..].join("\n");
    assert_snapshot!(lines(&[], 0), @r"
    ### Notes
    - the plan lists no resource (refresh-only, or nothing is managed)
    - the plan is not complete (targeted or deferred): a later plan holds more changes
    - plangate.toml:1:1: unused waiver: nothing is found of x-door at x_door.gone
    ");
    assert_snapshot!(lines(&["--undecided", "deny", "--deny-unused-waivers"], 1), @r"
    ### Fails the run
    - the plan is not complete (targeted or deferred): a later plan holds more changes (fails the run: --undecided deny)
    - plangate.toml:1:1: unused waiver: nothing is found of x-door at x_door.gone (fails the run: --deny-unused-waivers)
    ### Notes
    - the plan lists no resource (refresh-only, or nothing is managed)
    ");
}

#[test]
fn what_is_waived_and_fixed_is_folded_with_reason_and_owner() {
    let config = "[[waivers]]\nrule = \"x-door\"\naddress = \"x_door.side\"\nreason = \"it is summer\"\nowner = \"ops\"\nexpires = 2026-12-31\n\n\
        [[waivers]]\nrule = \"x-door\"\naddress = \"x_door.front\"\nreason = \"it was summer\"\nexpires = 2025-12-31\n";
    let (shut, ajar) = (json!({"open": false}), json!({"open": true}));
    let changes =
        [open("x_door.front"), open("x_door.side[0]"), open("x_door.side[1]"), update("x_door.back", &ajar, &shut)];
    let place = Place::with_plan(&changes).rule(&DOOR).file("plangate.toml", config);
    let (_, read) = report(&place, &["--today", "2026-06-30"], 1);
    assert_snapshot!(read.lines.join("\n"), @r"
    (marker)
    ## ❌ plangate: violations
    1 finding (1 medium), 2 waived, 1 fixed
    4 resources: 4 judged
    ### Fails the run
    > medium: x-door at x_door.front
    the door is open
    The planned value:
    - waived until 2025-12-31 by plangate.toml:8:1
    What to do: Close the door.
    > 2 waived
    - x-door at x_door.side[0] and 1 more: it is summer (plangate.toml:1:1, owner ops, until 2026-12-31)
    > 1 fixed
    - x-door at x_door.back: the door is open
    ### Notes
    - plangate.toml:8:1: the waiver of x-door at x_door.front expired on 2025-12-31
    ");
}

#[test]
fn the_numbers_are_those_of_the_json_report() {
    let plan = "fixtures/plans/showcase-aws-web/plan.json";
    let json = check(plan).args(["--format", "json"]).run().code(1).json();
    let findings = json["plans"][0]["findings"].as_array().unwrap();
    let read = read(&check(plan).args(["--format", "markdown"]).run().code(1).quiet().stdout);
    let told: usize = read
        .rows
        .iter()
        .map(|row| {
            let more = row[3].rsplit_once(" and ").map_or("0", |(_, more)| more.strip_suffix(" more").unwrap());
            1 + more.parse::<usize>().unwrap()
        })
        .sum();
    assert_eq!(told, findings.len());
    for finding in findings {
        let words = |key: &str| finding[key].as_str().unwrap();
        let row = read.rows.iter().find(|row| row[1] == words("rule") && row[2] == words("message").replace('`', ""));
        assert!(row.unwrap()[0].starts_with(words("severity")), "{finding}");
    }
    assert_eq!(read.details, read.rows.len() + 1);
    assert_eq!(read.lines[1], "## ❌ plangate: violations");
}

#[test]
fn a_plan_that_is_piped_in_has_a_name() {
    let place = Place::new().rule(&DOOR);
    let arguments = ["check", "-", "--policy", "rules", "--select", "x-door", "--format", "markdown"];
    let run = |plan: String| crate::common::plangate(arguments).at(place.path()).stdin(plan).run();
    assert!(read(&run("[]".to_owned()).code(2).stdout).lines[3].starts_with("- <stdin>: could not judge: "));
    assert_eq!(read(&run(plan(&[open("x_door.front")]).to_string()).code(1).stdout).rows[0][3], "x_door.front");
}
