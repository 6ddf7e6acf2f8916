//! Comments in a configuration that waive findings.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::{Answer, plangate};
use crate::lines::{door, doors};
use crate::making::{DOOR, Place, change, create, inside, plan};
use crate::schema::expect_described;

/// A door with a lock, with comments around it.
const MAIN: &str = "ABOVE\nresource \"x_door\" \"front\" {\nINSIDE\n  name = \"a\"\n\n  open = true BEHIND\n}\n";

/// The places for comments in `MAIN`, with a comment at one of them.
pub fn main(at: &str, comment: &str) -> String {
    let main = MAIN.replace(at, comment);
    ["ABOVE", "INSIDE", "BEHIND"].into_iter().fold(main, |main, at| main.replace(at, ""))
}

/// An open front door with this comment in its block.
pub fn commented(comment: &str) -> Place {
    door("x_door.front").file("main.tf", main("INSIDE", comment))
}

pub fn run(place: &Place, options: &[&str]) -> Answer {
    place.check("x-*").args(["--today", "2026-06-30"]).args(options).run().quiet()
}

/// The report as JSON, which is as the schema says and whose numbers agree.
#[track_caller]
pub fn report(place: &Place, options: &[&str]) -> Value {
    let report = run(place, &[&["--format", "json"], options].concat()).json();
    expect_described(&report, "a report with comments");
    for plan in report["plans"].as_array().unwrap() {
        let counts = &plan["counts"];
        let findings = plan["findings"].as_array().unwrap().iter();
        let (waived, open): (Vec<_>, Vec<_>) = findings
            .filter(|finding| finding["provenance"] != "fixed" && finding["verdict"] == "fail")
            .partition(|finding| !finding["waived"].is_null());
        // A resource has one finding of a rule here.
        assert_eq!((counts["waived"].clone(), counts["fail"].clone()), (json!(waived.len()), json!(open.len())));
        let outcome = if open.is_empty() { "pass" } else { "violations" };
        assert_eq!(plan["outcome"], outcome);
    }
    report
}

/// What each finding is waived by: `x_door.front: main.tf:1:1`.
#[track_caller]
pub fn waived(place: &Place, options: &[&str]) -> Vec<String> {
    let report = report(place, options);
    let findings = report["plans"].as_array().unwrap().iter().flat_map(|plan| plan["findings"].as_array().unwrap());
    let by = |finding: &Value| {
        let waived = &finding["waived"];
        let place = &waived["place"];
        let (rule, address) = (finding["rule"].as_str().unwrap(), finding["address"].as_str().unwrap());
        match waived["by"].as_str() {
            None => format!("{rule} {address}"),
            Some(by) => format!(
                "{rule} {address}: {by} {}:{}:{}",
                place["file"].as_str().unwrap(),
                place["line"],
                place["column"]
            ),
        }
    };
    findings.map(by).collect()
}

#[test]
fn a_comment_waives_what_it_stands_at() {
    for (at, comment, place) in [
        ("ABOVE", "# plangate:ignore x-door", "1:3"),
        ("ABOVE", "// plangate:ignore x-other, x-door", "1:4"),
        ("ABOVE", "/* plangate:ignore x-door */", "1:4"),
        ("ABOVE", "#plangate:ignore x-*", "1:2"),
        ("INSIDE", "  # plangate:ignore x-door\n", "3:5"),
        ("BEHIND", "# plangate:ignore x-door", "6:17"),
        ("BEHIND", "# plangate:ignore X_door", "6:17"),
    ] {
        let place_of =
            door("x_door.front").rule(&DOOR.named("other").saying(SILENT)).file("main.tf", main(at, comment));
        assert_eq!(waived(&place_of, &[]), [format!("x-door x_door.front: comment main.tf:{place}")], "{comment}");
        run(&place_of, &[]).code(0);
    }
    for (at, comment) in [
        // It is about the name.
        ("INSIDE", "  # plangate:ignore x-door"),
        // It is about nothing.
        ("ABOVE", "# plangate:ignore x-door\n"),
        ("BEHIND", "\n}\n# plangate:ignore x-door\nlocals {"),
        ("BEHIND", "# see plangate:ignore x-door"),
    ] {
        let place = door("x_door.front").file("main.tf", main(at, comment));
        assert_eq!(waived(&place, &[]), ["x-door x_door.front"], "{comment}");
        run(&place, &[]).code(1);
    }
}

/// Never finds anything.
const SILENT: &str = "deny contains finding.whole(door, \"x\") if {\n\tsome door in input.resources.x_door\n\tdoor.values.open == \"x\"\n}\n";

#[test]
fn people_are_told_who_waived_what_and_why() {
    let place = commented("  # plangate:ignore x-door reason=\"it has \\\"no\\\" lock\" until=2026-12-31\n");
    assert_snapshot!(run(&place, &[]).code(0).stdout, @r#"
    plan.json: pass, no finding, 1 waived
      1 resource: 1 judged
      waived: x-door at x_door.front: it has "no" lock
      1 finding waived by comments (`--no-inline` turns them off)
    "#);
    assert_snapshot!(run(&place, &["--verbose"]).code(0).stdout, @r#"
    plan.json: pass, no finding, 1 waived
      1 resource: 1 judged
      waived: x-door at x_door.front: the door is open
        it has "no" lock
        by main.tf:3:5, until 2026-12-31
      1 of 1 rule ran: 0 pass, 0 fail, 0 undecided, 1 waived
        x-door  0 pass, 0 fail, 0 undecided, 1 waived
    "#);
    let report = report(&place, &[]);
    assert_eq!(
        report["plans"][0]["findings"][0]["waived"],
        json!({
            "by": "comment", "reason": "it has \"no\" lock", "owner": null, "expires": "2026-12-31",
            "place": {"file": "main.tf", "line": 3, "column": 5},
        })
    );
    assert_eq!(report["waivers"], json!({"unused": [], "expired": [], "gone": []}));
}

#[test]
fn the_last_day_is_the_whole_day_in_utc() {
    for comment in ["# plangate:ignore x-door until=2027-01-31", "# trivy:ignore:X_door:exp:2027-01-31"] {
        let place = door("x_door.front").file("main.tf", main("BEHIND", comment));
        let on = |day: &str| place.check("x-door").args(["--today", day]).run().quiet();
        on("2027-01-30").code(0);
        on("2027-01-31").code(0);
        on("2027-02-01")
            .code(1)
            .says("main.tf:6:17: the waiver of ")
            .says(" at `x_door.front` expired on 2027-01-31\n");
    }
    let place = commented("  # plangate:ignore x-door until=2026-06-29\n");
    assert_snapshot!(run(&place, &[]).code(1).stdout, @r#"
    x-door (medium)

      ⚠ the door is open
       ╭─[main.tf:7:3]
     5 │   name = "a"
     6 │ 
     7 │   open = true 
       ·   ─────┬─────
       ·        ╰── x_door.front
     8 │ }
       ╰────
      help: Close the door.
            waived until 2026-06-29 by main.tf:3:5

    plan.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    main.tf:3:5: the waiver of `x-door` at `x_door.front` expired on 2026-06-29
    "#);
    let report = report(&place, &[]);
    assert_eq!(
        report["waivers"]["expired"],
        json!([{
            "by": "comment", "rule": "x-door", "address": "x_door.front", "path": null, "owner": null, "expires": "2026-06-29",
            "place": {"file": "main.tf", "line": 3, "column": 5},
        }])
    );
}

#[test]
fn two_modules_with_the_same_resource_have_their_own_comments() {
    let open = || create("x_door.front", &json!({"open": true}));
    let call = |name: &str| format!("module \"{name}\" {{\n  source = \"./{name}\"\n}}\n");
    let place = || {
        let modules = ["module.a", "module.b", "module.c"];
        doors(&modules.map(|module| inside(module, open()))).file("main.tf", call("a") + &call("b") + &call("c"))
    };
    let none = "resource \"x_door\" \"front\" {\n  open = true\n}\n";
    let a = format!("# plangate:ignore x-door reason=\"of a\"\n{none}");
    let b = none.replace("true", "true # plangate:ignore x-door reason=\"of b\"");
    let both = place().file("a/main.tf", &a).file("b/main.tf", &b).file("c/main.tf", none);
    assert_eq!(
        waived(&both, &[]),
        [
            "x-door module.a.x_door.front: comment a/main.tf:1:3",
            "x-door module.b.x_door.front: comment b/main.tf:2:17",
            "x-door module.c.x_door.front",
        ]
    );
    let report = report(&both, &[]);
    let reasons: Vec<&Value> =
        report["plans"][0]["findings"].as_array().unwrap().iter().map(|finding| &finding["waived"]["reason"]).collect();
    assert_eq!(reasons, [&json!("of a"), &json!("of b"), &Value::Null]);
    let one = place().file("a/main.tf", none).file("b/main.tf", &b).file("c/main.tf", none);
    assert_eq!(
        waived(&one, &[]),
        [
            "x-door module.a.x_door.front",
            "x-door module.b.x_door.front: comment b/main.tf:2:17",
            "x-door module.c.x_door.front"
        ]
    );
}

#[test]
fn a_comment_at_a_call_is_about_all_in_the_module() {
    let open = || create("x_door.front", &json!({"open": true}));
    let place = doors(&[
        open(),
        inside("module.a[0]", open()),
        inside("module.a[1].module.deep", open()),
        inside("module.b", open()),
    ])
    .file(
        "main.tf",
        "# plangate:ignore x-door\nmodule \"a\" {\n  source = \"./m\"\n  count  = 2\n}\n\nmodule \"b\" {\n  source = \"./m\"\n}\n\n\
         resource \"x_door\" \"front\" {\n  open = true\n}\n",
    )
    .file("m/main.tf", "module \"deep\" {\n  source = \"example/deep/x\"\n}\n\nresource \"x_door\" \"front\" {\n  open = true\n}\n");
    assert_eq!(
        waived(&place, &[]),
        [
            "x-door x_door.front",
            "x-door module.a[0].x_door.front: comment main.tf:1:3",
            "x-door module.a[1].module.deep.x_door.front: comment main.tf:1:3",
            "x-door module.b.x_door.front",
        ]
    );
}

#[test]
fn no_comment_counts_with_no_inline() {
    for comment in
        ["# plangate:ignore x-door", "# tfsec:ignore:X_door", "# plangate:ignore x-nothing", "# plangate:ignore"]
    {
        let place = door("x_door.front").file("main.tf", main("BEHIND", comment));
        let answer = run(&place, &["--no-inline", "--deny-unused-waivers"]).code(1);
        answer
            .says("plan.json: violations, 1 finding (1 medium)\n")
            .omits("waived:")
            .omits("unused")
            .says("\n`--no-inline` turns off 1 comment\n");
        assert_eq!(waived(&place, &["--no-inline"]), ["x-door x_door.front"]);
    }
}

#[test]
fn unused_comments_are_reported_and_may_fail_the_run() {
    let place = || doors(&[create("x_door.front", &json!({"open": false}))]);
    let unused = place().file("main.tf", main("ABOVE", "# plangate:ignore x-door reason=\"old\""));
    assert_snapshot!(run(&unused, &[]).code(0).stdout, @"
    plan.json: pass, no finding
      1 resource: 1 judged
    main.tf:1:3: unused waiver: nothing is found of `x-door` at `x_door.front`
    ");
    assert_snapshot!(run(&unused, &["--deny-unused-waivers"]).code(1).stdout, @"
    plan.json: pass, no finding
      1 resource: 1 judged
    main.tf:1:3: unused waiver: nothing is found of `x-door` at `x_door.front` (fails the run: `--deny-unused-waivers`)
    ");
    let report = run(&unused, &["--deny-unused-waivers", "--format", "json"]).code(1).json();
    expect_described(&report, "a report with an unused comment");
    assert_eq!((&report["outcome"], &report["plans"][0]["outcome"]), (&json!("violations"), &json!("pass")));
    assert_eq!(
        report["waivers"]["unused"],
        json!([{
            "by": "comment", "rule": "x-door", "address": "x_door.front", "path": null, "owner": null, "expires": null,
            "place": {"file": "main.tf", "line": 1, "column": 3},
        }])
    );
    // They may find what is not looked at here.
    for comment in ["# tfsec:ignore:X_door", "# plangate:ignore x-door until=2026-06-29", "# plangate:ignore x-other"] {
        let place = place().rule(&DOOR.named("other")).file("main.tf", main("ABOVE", comment));
        let run = place.check("x-door").args(["--today", "2026-06-30", "--deny-unused-waivers"]).run().quiet();
        run.code(0).omits("unused");
    }
}

#[test]
fn a_fixed_finding_needs_no_comment() {
    let mended = change("x_door.front", "update", &json!({"open": true}), &json!({"open": false}));
    let place = doors(&[mended]).file("main.tf", main("ABOVE", "# plangate:ignore x-door"));
    run(&place, &[]).code(0).says("fixed: x-door").says("main.tf:1:3: unused waiver");
}

#[test]
fn malformed_comments_waive_nothing_and_say_why() {
    let faults = [
        "plangate:ignore",
        "plangate:ignore reason=\"x\"",
        "plangate:ignroe x-door",
        "plangate:ignore x-door until=tomorrow",
        "plangate:ignore x-door until=2027-02-30",
        "plangate:ignore x-door because it is so",
        "plangate:ignore x-door reason=\"not closed",
        "plangate:ignore x-door reason=a reason=b",
        "plangate:ignore x-door owner=me",
        "plangate:ignore x-doors",
        "plangate:ignore y-*",
        "plangate:ignore all",
    ];
    let mut told = String::new();
    for comment in faults {
        let place = door("x_door.front").file("main.tf", main("BEHIND", &format!("# {comment}")));
        let answer = run(&place, &[]).code(1);
        assert_eq!(waived(&place, &[]), ["x-door x_door.front"], "{comment}");
        let said: Vec<&str> = answer.stdout.lines().filter(|line| line.starts_with("main.tf:")).collect();
        told += &format!("{comment}\n  {}\n", said.join("\n  "));
    }
    assert_snapshot!(told, @r#"
    plangate:ignore
      main.tf:6:17: the comment waives nothing: names no rule
    plangate:ignore reason="x"
      main.tf:6:17: the comment waives nothing: names no rule
    plangate:ignroe x-door
      main.tf:6:17: the comment waives nothing: `plangate:ignroe` is no directive; it is written `plangate:ignore`
    plangate:ignore x-door until=tomorrow
      main.tf:6:17: the comment waives nothing: `tomorrow` is no date; a date is written `2027-01-31`
    plangate:ignore x-door until=2027-02-30
      main.tf:6:17: the comment waives nothing: `2027-02-30` is no date; a date is written `2027-01-31`
    plangate:ignore x-door because it is so
      main.tf:6:17: the comment waives nothing: `because` is neither `reason=` nor `until=`
    plangate:ignore x-door reason="not closed
      main.tf:6:17: the comment waives nothing: the quote behind `reason=` is not closed
    plangate:ignore x-door reason=a reason=b
      main.tf:6:17: the comment waives nothing: `reason` is given twice
    plangate:ignore x-door owner=me
      main.tf:6:17: the comment waives nothing: `owner` is neither `reason` nor `until`
    plangate:ignore x-doors
      main.tf:6:17: the comment waives nothing: there is no rule `x-doors`
    plangate:ignore y-*
      main.tf:6:17: the comment waives nothing: there is no rule `y-*`
    plangate:ignore all
      main.tf:6:17: the comment waives nothing: there is no rule `all`
    "#);
    let nowhere = door("x_door.front").file("main.tf", format!("# plangate:ignore x-door\n\n{}", main("ABOVE", "")));
    run(&nowhere, &[]).code(1).says("main.tf:1:3: the comment waives nothing: ");
}

#[test]
fn a_comment_and_the_configuration_add_up() {
    let open = json!({"open": true});
    let names = ["x_door.front", "x_door.side[0]", "x_door.side[1]", "x_door.back"];
    let config = "[[waivers]]\nrule = \"x-door\"\naddress = \"x_door.front\"\nreason = \"by the file\"\n\n\
        [[waivers]]\nrule = \"x-door\"\naddress = \"x_door.side[1]\"\nreason = \"by the file\"\n";
    let block = |name: &str, more: &str| format!("resource \"x_door\" \"{name}\" {{\n{more}  open = true\n}}\n");
    let main = block("front", "")
        + &block("side", "  # plangate:ignore x-door reason=\"by a comment\"\n\n  count = 2\n")
        + &block("back", "");
    let place = doors(&names.map(|name| create(name, &open))).file("plangate.toml", config).file("main.tf", main);
    assert_snapshot!(run(&place, &[]).code(1).stdout, @r#"
    x-door (medium)

      ⚠ the door is open
        ╭─[main.tf:11:3]
      9 │ }
     10 │ resource "x_door" "back" {
     11 │   open = true
        ·   ─────┬─────
        ·        ╰── x_door.back
     12 │ }
        ╰────
      help: Close the door.

    plan.json: violations, 1 finding (1 medium), 3 waived
      4 resources: 4 judged
      waived: x-door at x_door.front: by the file
      waived: x-door at x_door.side[0]: by a comment
      waived: x-door at x_door.side[1]: by the file
      1 finding waived by comments (`--no-inline` turns them off)
    "#);
    assert_eq!(
        waived(&place, &["--deny-unused-waivers"]),
        [
            "x-door x_door.front: config plangate.toml:1:1",
            "x-door x_door.side[0]: comment main.tf:5:5",
            "x-door x_door.side[1]: config plangate.toml:6:1",
            "x-door x_door.back",
        ]
    );
    run(&place, &["--no-inline"]).code(1).says("plan.json: violations, 2 findings (2 medium), 2 waived\n");
}

#[test]
fn two_plans_of_one_configuration_share_its_comments() {
    let closed = plan(&[create("x_door.front", &json!({"open": false}))]).to_string();
    let other = plan(&[create("x_door.back", &json!({"open": true}))]).to_string();
    let back = "\n# plangate:ignore x-door\nresource \"x_door\" \"back\" {\n  open = true\n}\n\n# plangate:ignore x-door\nresource \"x_door\" \"none\" {\n}\n";
    let place = door("x_door.front")
        .file("main.tf", main("ABOVE", "# plangate:ignore x-door") + back)
        .file("closed.json", closed)
        .file("other.json", other);
    assert_eq!(
        waived(&place, &["closed.json", "other.json"]),
        ["x-door x_door.front: comment main.tf:1:3", "x-door x_door.back: comment main.tf:9:3"]
    );
    let answer = run(&place, &["closed.json", "other.json", "--deny-unused-waivers"]).code(1);
    assert_snapshot!(answer.stdout, @"
    plan.json: pass, no finding, 1 waived
      1 resource: 1 judged
      waived: x-door at x_door.front: no reason is given
      1 finding waived by comments (`--no-inline` turns them off)
    closed.json: pass, no finding
      1 resource: 1 judged
    other.json: pass, no finding, 1 waived
      1 resource: 1 judged
      waived: x-door at x_door.back: no reason is given
      1 finding waived by comments (`--no-inline` turns them off)
    main.tf:14:3: unused waiver: nothing is found of `x-door` at `x_door.none` (fails the run: `--deny-unused-waivers`)
    3 plans: 3 passed, 0 with violations, 0 could not be judged
      3 resources: 3 judged
      no finding, 2 waived
    ");
}

#[test]
fn a_baseline_leaves_out_what_a_comment_waives() {
    let open = json!({"open": true});
    let place = doors(&[create("x_door.front", &open), create("x_door.back", &open)])
        .file("main.tf", main("ABOVE", "# plangate:ignore x-door"));
    let baseline = |options: &[&str]| {
        let run = plangate(["baseline", "plan.json", "--policy", "rules", "--select", "x-door"]);
        run.args(options).at(place.path()).run().code(0).quiet().stdout
    };
    assert!(!baseline(&[]).contains("x_door.front"));
    assert!(baseline(&[]).contains("x_door.back"));
    assert!(baseline(&["--no-inline"]).contains("x_door.front"));
}
