//! A comment is as long as GitHub takes it, and says what is not in it.

use serde_json::{Value, json};

use crate::common::plangate;
use crate::making::{DOOR, Place, Rule, create, plan};
use crate::markdown::reading::{Read, read};
use crate::markdown::report;

/// Of the characters that GitHub takes, less than in bytes.
const LIMIT: usize = 65_000;

/// Finds each door as badly as it says.
const GRADED: Rule = DOOR.saying(
    "deny contains finding.graded(finding.at(door, [\"open\"], sprintf(\"door %s is open\", [door.values.name])), door.values.grade) if {\n\
     \tsome door in input.resources.x_door\n\tdoor.values.open\n}\n",
);

fn doors(number: usize) -> Vec<Value> {
    let grades = ["low", "low", "medium", "high", "critical"];
    let door = |n: usize| json!({"open": true, "name": format!("number-{n}"), "grade": grades[n % 5]});
    (0..number).map(|n| create(&format!("x_door.n{n}"), &door(n))).collect()
}

/// The number at the beginning of a line, and the line.
fn left_out<'r>(read: &'r Read, words: &str) -> (usize, &'r str) {
    let line =
        read.lines.iter().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}: {:?}", read.lines));
    (line.split(' ').next().unwrap().parse().unwrap(), line)
}

#[test]
fn of_five_thousand_findings_the_worst_are_shown_and_the_others_counted() {
    let place = Place::with_plan(&doors(5_000)).rule(&GRADED);
    let (answer, read) = report(&place, &[], 1);
    assert!(answer.stdout.len() <= LIMIT && answer.stdout.len() > LIMIT * 9 / 10, "{}", answer.stdout.len());
    let (left, line) = left_out(&read, "more findings are not shown");
    assert_eq!(read.rows.len() + left, 5_000);
    let shown = read.rows.len();
    assert!(shown < 1_000 && read.rows.iter().all(|row| row[0] == "critical"));
    let rest = format!(
        "{left} more findings are not shown: {} critical, 1000 high, 1000 medium, 2000 low; --format human has all.",
        1_000 - shown
    );
    assert_eq!(line, rest);
    assert!(
        read.lines.contains(&format!("Details of {shown} of the {shown} rows are left out; --format human has all."))
    );
    assert_eq!(read.details, 0);
}

#[test]
fn details_go_before_rows_and_those_of_the_worst_last() {
    let (answer, read) = report(&Place::with_plan(&doors(250)).rule(&GRADED), &["--fail-on", "medium"], 1);
    assert!(answer.stdout.len() <= LIMIT);
    assert_eq!(read.rows.len(), 250);
    let explained: Vec<&str> =
        read.lines.iter().filter_map(|line| line.strip_prefix("> ")?.split(':').next()).collect();
    let order: Vec<&str> = read.rows.iter().map(|row| row[0].as_str()).take(explained.len()).collect();
    assert_eq!(explained, order);
    assert!((60..150).contains(&explained.len()), "{}", explained.len());
    let left = |number: usize, rows: usize| {
        format!("Details of {number} of the {rows} rows are left out; --format human has all.")
    };
    assert!(read.lines.contains(&left(150 - explained.len(), 150)), "{:?}", read.lines);
    assert!(read.lines.contains(&left(100, 100)), "{:?}", read.lines);
}

#[test]
fn long_messages_addresses_and_values_are_cut() {
    let long = "é|`<b> ".repeat(15_000);
    let door = create(&format!("x_door.front[{}]", json!(long)), &json!({"open": true, "name": long, "grade": "high"}));
    let doors = [door, create("x_door.back", &json!({"open": true, "name": "back", "grade": "low"}))];
    let (answer, read) = report(&Place::with_plan(&doors).rule(&GRADED), &[], 1);
    assert!(answer.stdout.len() < 20_000, "{}", answer.stdout.len());
    assert!(read.rows[0][2].starts_with("door é|`<b> é|`<b> ") && read.rows[0][2].ends_with('…'), "{:?}", read.rows);
    assert_eq!(read.rows[1][2], "door back is open");
    assert_eq!(read.details, 2);
}

#[test]
fn many_plans_that_could_not_be_judged_leave_room_for_findings() {
    let mut place = Place::with_plan(&doors(40)).rule(&GRADED);
    for number in 0..600 {
        // Each is refused for another reason.
        place = place
            .file(&format!("bad/{number}.json"), json!({"format_version": format!("{}.0", number + 2)}).to_string());
    }
    for number in 0..200 {
        let door = json!({"open": true, "name": "x", "grade": "low"});
        place = place
            .file(&format!("other/{number}.json"), plan(&[create(&format!("x_door.n{number}"), &door)]).to_string());
    }
    let (answer, read) = report(&place, &["bad", "other"], 2);
    assert!(answer.stdout.len() <= LIMIT, "{}", answer.stdout.len());
    let reasons =
        read.lines.iter().filter(|line| line.contains("could not judge: the plan has format version")).count();
    assert_eq!(reasons + left_out(&read, "more reasons are not shown").0, 600);
    let plans = read.rows.iter().filter(|row| row.len() == 3).count();
    let left = read.lines.iter().find(|line| line.starts_with("Not shown are ")).unwrap();
    assert_eq!(
        *left,
        format!(
            "Not shown are {} plans: 0 passed, 201 with violations, {} could not be judged; --format human has all.",
            801 - plans,
            600 - plans
        )
    );
    assert!(read.rows.iter().filter(|row| row.len() == 4).count() >= 41);
}

#[test]
fn many_fixed_and_waived_findings_are_cut_and_counted() {
    let mut place = Place::new().rule(&GRADED);
    let waivers: String = (0..400)
        .map(|n| format!("[[waivers]]\nrule = \"x-door\"\naddress = \"x_door.n{n}\"\nreason = \"it is summer\"\n\n"))
        .collect();
    let repaired = (400..800).map(|n| {
        let values = |open: bool| json!({"open": open, "name": format!("number-{n}"), "grade": "low"});
        crate::making::update(&format!("x_door.n{n}"), &values(true), &values(false))
    });
    let changes: Vec<Value> = doors(400).into_iter().chain(repaired).collect();
    place = place.file("plangate.toml", waivers).file("plan.json", plan(&changes).to_string());
    let arguments = ["check", "plan.json", "--policy", "rules", "--select", "x-door", "--format", "markdown"];
    let answer = plangate(arguments).at(place.path()).run().code(0).quiet();
    assert!(answer.stdout.len() < 16_000, "{}", answer.stdout.len());
    let read = read(&answer.stdout);
    assert!(read.lines.contains(&"> 400 waived".to_owned()) && read.lines.contains(&"> 400 fixed".to_owned()));
    let listed = |words: &str| read.lines.iter().filter(|line| line.starts_with("- ") && line.contains(words)).count();
    assert_eq!(listed("it is summer") + left_out(&read, "more waivers are not shown").0, 400);
    assert_eq!(listed("is open") + left_out(&read, "more are not shown").0, 400);
}
