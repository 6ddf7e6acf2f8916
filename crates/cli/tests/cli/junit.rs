//! JUnit XML, parsed again and held against the schema that Jenkins has.

use insta::assert_snapshot;
use serde_json::{Value, json};
use uppsala::{Document, NodeId, XsdValidator};

use crate::common::{check, fixture, plans, root};
use crate::everything::{HOSTILE, LONG, everything, hostile, said_of_hostile, unjudged};
use crate::making::{DOOR, Place, Whole, create};

/// A case as CI servers see it.
#[derive(Debug, PartialEq)]
struct Test {
    class: String,
    name: String,
    /// `passed`, or the element that says otherwise.
    status: String,
    message: String,
    text: String,
    out: String,
}

/// The cases of a report that is valid, and whose numbers agree with them.
#[track_caller]
fn tests(xml: &str) -> Vec<Test> {
    expect_valid(xml);
    let document = uppsala::parse(xml).unwrap();
    let top = document.document_element().unwrap();
    let mut all = Vec::new();
    let mut sums = [0; 3];
    for suite in children(&document, top, "testsuite") {
        let tests: Vec<Test> =
            children(&document, suite, "testcase").into_iter().map(|case| test(&document, case)).collect();
        let with = |status: &str| tests.iter().filter(|test| test.status == status).count();
        let counted = [with("failure"), with("error"), with("skipped")];
        assert_eq!(["failures", "errors", "skipped"].map(|name| number(&document, suite, name)), counted);
        assert_eq!(number(&document, suite, "tests"), tests.len());
        sums = [sums[0] + counted[0], sums[1] + counted[1], sums[2] + tests.len()];
        all.extend(tests);
    }
    assert_eq!(["failures", "errors", "tests"].map(|name| number(&document, top, name)), sums);
    all
}

fn children(document: &Document<'_>, parent: NodeId, name: &str) -> Vec<NodeId> {
    let children = document.children(parent).into_iter();
    children.filter(|child| document.element(*child).is_some_and(|element| element.name.local_name == name)).collect()
}

fn number(document: &Document<'_>, node: NodeId, name: &str) -> usize {
    document.get_attribute(node, name).unwrap().parse().unwrap()
}

fn test(document: &Document<'_>, case: NodeId) -> Test {
    let attribute = |node, name| document.get_attribute(node, name).unwrap_or_default().to_owned();
    let statuses = ["failure", "error", "skipped"].map(|status| children(document, case, status)).concat();
    assert!(statuses.len() < 2, "a case has one status");
    let status = statuses.first().copied();
    let out = children(document, case, "system-out");
    Test {
        class: attribute(case, "classname"),
        name: attribute(case, "name"),
        status: status.map_or("passed".into(), |it| document.element(it).unwrap().name.local_name.to_string()),
        message: status.map(|status| attribute(status, "message")).unwrap_or_default(),
        text: status.map(|status| document.text_content_deep(status)).unwrap_or_default(),
        out: out.first().map(|out| document.text_content_deep(*out)).unwrap_or_default(),
    }
}

/// What Jenkins' schema says against a report.
fn faults(xml: &str) -> Vec<String> {
    let schema = std::fs::read_to_string(root().join("crates/cli/tests/schemas/junit-10.xsd")).unwrap();
    let validator = XsdValidator::from_schema(&uppsala::parse(&schema).unwrap()).unwrap();
    match uppsala::parse(xml) {
        Ok(document) => validator.validate(&document).iter().map(ToString::to_string).collect(),
        Err(error) => vec![error.to_string()],
    }
}

#[track_caller]
fn expect_valid(xml: &str) {
    let faults = faults(xml);
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(xml.ends_with(">\n"), "the last line ends");
}

#[test]
fn a_plan_is_a_suite_and_a_rule_a_case() {
    let arguments = ["--gate", "introduced", "--format", "junit", "--deny-unused-waivers", "--today", "2026-06-30"];
    let answer = everything().check("x-*").args(arguments).run().code(1).quiet();
    tests(&answer.stdout);
    assert_snapshot!(answer.stdout, @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="plangate" tests="6" failures="2" errors="0">
        <testsuite name="plan.json" tests="4" skipped="1" errors="0" failures="1">
            <testcase name="plan" classname="plan.json.plan"/>
            <testcase name="x-door: Door is open" classname="plan.json.exposure">
                <failure message="x_door.front: the door is open" type="medium">x_door.front: the door is open
      medium

    Close the door.</failure>
                <system-out>x_door.old: the door is open
      medium, preexisting, which `--gate introduced` allows
    x_door.summer: the door is open
      medium, waived: it is summer
      by plangate.toml:4:1, owner the cat, until 2030-08-31
    x_door.later: `open` is known only after apply
      medium, undecided until apply
    x_door.mended: the door is open
      medium, fixed by this change</system-out>
            </testcase>
            <testcase name="x-gate: Door is open" classname="plan.json.exposure"/>
            <testcase name="x-window: Door is open" classname="plan.json.exposure">
                <skipped message="1 below `--fail-on high`"/>
                <system-out>x_window.attic: the window is open
      medium, below `--fail-on high`</system-out>
            </testcase>
            <system-out>plan.json: violations, 3 findings (3 medium), 2 introduced and 1 preexisting, 1 below `--fail-on high`, 1 undecided until apply, 1 waived, 1 fixed
      7 resources: 7 judged
      fixed: x-door at x_door.mended: the door is open</system-out>
        </testsuite>
        <testsuite name="plangate" tests="2" skipped="0" errors="0" failures="1">
            <testcase name="plangate.toml:11:1" classname="plangate.waivers">
                <failure message="nothing is found of `x-door` at `x_door.gone`" type="unused">plangate.toml:11</failure>
            </testcase>
            <testcase name="notes" classname="plangate.notes">
                <system-out>plangate.toml:11:1: unused waiver: nothing is found of `x-door` at `x_door.gone` (fails the run: `--deny-unused-waivers`)</system-out>
            </testcase>
        </testsuite>
    </testsuites>
    "#);
}

#[test]
fn reports_of_all_fixtures_are_valid_and_agree_with_the_json_report() {
    for plan in plans() {
        let report = check(&format!("{plan} --format json")).run().json();
        let tests = tests(&check(&format!("{plan} --format junit")).run().stdout);
        assert_eq!(tests.len() - 1, report["plans"][0]["counts"]["rules"].as_u64().unwrap() as usize, "{plan}");
        let findings = report["plans"][0]["findings"].as_array().unwrap();
        for test in &tests[1..] {
            let id = test.name.split(':').next().unwrap();
            let of_rule: Vec<&Value> = findings.iter().filter(|finding| finding["rule"] == id).collect();
            let open = |verdict: &str| {
                of_rule.iter().any(|finding| {
                    finding["verdict"] == verdict && finding["provenance"] != "fixed" && finding["waived"].is_null()
                })
            };
            let expected = match (open("fail"), open("undecided")) {
                (true, _) => "failure",
                (false, true) => "skipped",
                (false, false) if of_rule.iter().any(|finding| finding["waived"].is_object()) => "skipped",
                (false, false) => "passed",
            };
            assert_eq!(test.status, expected, "{plan}: {id}");
            let all = format!("{}{}", test.text, test.out);
            for finding in of_rule.iter().filter(|finding| finding["source"].is_object()) {
                let source = &finding["source"];
                if !source["file"].as_str().unwrap().contains(".terraform") {
                    let place = format!("{}:{}:{}", source["file"].as_str().unwrap(), source["line"], source["column"]);
                    assert!(all.contains(&format!("\n  at {place}")), "{plan}: {id}: {place} in {all}");
                }
            }
        }
    }
}

#[test]
fn the_showcase_has_a_failure_for_each_rule_that_finds_something() {
    let tests = tests(&check("fixtures/plans/showcase-aws-web/plan.json --format junit").run().code(1).stdout);
    let with = |status: &str| tests.iter().filter(|test| test.status == status).count();
    assert_eq!((tests.len(), with("failure"), with("skipped"), with("error")), (88, 17, 1, 0));
    let ssh = tests.iter().find(|test| test.name.starts_with("aws-sg-ingress-ssh:")).unwrap();
    assert_eq!(ssh.class, "fixtures/plans/showcase-aws-web/plan.json.network");
    assert_eq!(ssh.name, "aws-sg-ingress-ssh: SSH is open to the world");
    assert_eq!(ssh.message, "module.network.aws_security_group.bastion: SSH (port 22) is open to 0.0.0.0/0 and 1 more");
}

#[test]
fn what_could_not_be_judged_is_an_error_and_never_an_empty_suite() {
    let place = unjudged();
    let answer = place.check("x-*").args(["errored.json", "empty.json", "--format", "junit"]).run().code(2);
    let tests = tests(&answer.stdout);
    let said: Vec<String> = tests
        .iter()
        .map(|test| format!("{} in {} / {}: {}", test.status, test.class, test.name, test.message))
        .map(|said| said.trim_end_matches(": ").to_owned())
        .collect();
    assert_snapshot!(said.join("\n"), @r"
    passed in plan.json.plan / plan
    failure in plan.json.exposure / x-door: Door is open: x_door.front: the door is open
    error in plan.json.exposure / x-failing: Door is open: rule `x-failing`, rules/failing.rego:20: unary - can only be used with numeric literals
    error in errored.json.plan / plan: planning failed half-way (`errored`), so the plan does not hold all changes
    error in empty.json.plan / plan: the file is empty
    error in plangate.rules / x-broken: rule `x-broken`, rules/broken.rego:21: expecting expression
    ");
    let empty = tests.iter().find(|test| test.class == "empty.json.plan").unwrap();
    assert!(empty.text.lines().count() > 1, "with what to do: {empty:?}");
}

#[test]
fn a_plan_without_resources_has_a_case_and_standard_input_a_name() {
    let place = Place::with_plan(&[]).rule(&DOOR);
    let empty = tests(&place.check("x-door").args(["--format", "junit"]).run().code(0).quiet().stdout);
    assert_eq!(empty.len(), 1);
    assert_eq!((empty[0].name.as_str(), empty[0].status.as_str()), ("plan", "passed"));
    let plan = fixture("plans/google-small-clean/plan.json");
    let piped = tests(&check("- --format junit").stdin(plan).run().code(0).stdout);
    assert_eq!(piped[0].class, "<stdin>.plan");
    assert!(piped.len() > 1 && piped.iter().all(|test| test.status == "passed"), "{piped:?}");
}

#[test]
fn a_plan_that_is_not_the_whole_change_fails_where_that_is_denied() {
    let place = Whole::of(&[]).with("complete", false).place().rule(&DOOR);
    let of_plan = |more: &[&str]| {
        let answer = place.check("x-door").args(["--format", "junit"]).args(more).run();
        let plan = tests(&answer.stdout).swap_remove(0);
        (answer.code, plan.status, plan.message)
    };
    assert_eq!(of_plan(&[]), (0, "passed".into(), String::new()));
    let note = "the plan is not complete (targeted or deferred): a later plan holds more changes";
    assert_eq!(of_plan(&["--undecided", "deny"]), (1, "failure".into(), note.into()));
}

#[test]
fn places_are_those_of_the_repository() {
    let place = Place::new()
        .file(".git/HEAD", "")
        .file("infra/plan.json", crate::making::plan(&[create("x_door.front", &json!({"open": true}))]).to_string())
        .file("infra/main.tf", "resource \"x_door\" \"front\" {\n  open = true\n}\n")
        .file("rules/door.rego", DOOR.text());
    let arguments = ["check", "plan.json", "--policy", "../rules", "--select", "x-door", "--format", "junit"];
    let answer = crate::common::plangate(arguments).at(&place.path().join("infra")).run().code(1).quiet();
    let door = tests(&answer.stdout).swap_remove(1);
    assert_eq!(door.class, "infra/plan.json.exposure");
    assert!(door.text.contains("\n  at infra/main.tf:2:3\n"), "{}", door.text);
}

#[test]
fn hostile_text_is_text() {
    let reason = HOSTILE.map(|(text, _)| text).concat();
    let waiver = format!("[[waivers]]\nrule = \"x-door\"\naddress = \"x_door.back\"\nreason = {}\n", json!(reason));
    let name = "a<b>&'\"]]>\u{202e}\u{1b}[31m.json";
    let plan = crate::making::plan(&[create("x_door.back", &json!({"open": true, "name": "back"}))]);
    let place = hostile().file(name, plan.to_string()).file("plangate.toml", waiver);
    let answer = place.check("x-door").args([name, "--format", "junit"]).run().code(1).quiet();
    let tests = tests(&answer.stdout);
    let acts = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{fffe}' | '\u{ffff}');
    assert!(!answer.stdout.contains(acts));
    assert_eq!(tests.len(), 4);
    // The only form in which XML holds them.
    let shown = |text: &str| text.replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff");
    for said in said_of_hostile() {
        assert!(tests[1].text.contains(&shown(&said)), "{said}");
    }
    assert!(tests[1].text.contains(&"x".repeat(LONG)));
    assert_eq!(tests[3].class, "a<b>&'\"]]>\\u202e\\u001b[31m.json.exposure");
    let reason = HOSTILE.map(|(_, text)| text).concat();
    assert_eq!(tests[3].message, format!("1 waived: {}", shown(&reason)));
}

#[test]
fn the_schema_refuses_what_is_no_report() {
    let report = check("fixtures/plans/showcase-aws-web/plan.json --format junit").run().stdout;
    for (part, broken) in [
        ("<testsuites name", "<testsuites skipped=\"1\" name"),
        ("<testcase name", "<testcase nmae"),
        ("<skipped ", "<skip "),
        ("</testsuites>", "<testcase name=\"x\"/></testsuites>"),
        (" failures=\"17\">", ">"),
        ("&quot;", "\""),
        ("</testsuites>", ""),
    ] {
        assert!(report.contains(part), "{part}");
        let broken = report.replace(part, broken);
        assert!(!faults(&broken).is_empty(), "{part}");
    }
}
