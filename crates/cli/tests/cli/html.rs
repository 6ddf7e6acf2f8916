//! The report as a page: what is on it, read by a parser of the HTML standard. Its use in a browser is `.ci/html`.

use insta::assert_snapshot;
use scraper::{ElementRef, Selector};
use serde_json::{Value, json};

use crate::common::{check, plans, root};
use crate::making::{DOOR, Place, Whole, but, create, no_op, plan, update};
use crate::page::{Page, said, text};

fn page(place: &Place, arguments: &[&str], code: i32) -> Page {
    Page::of(&place.check("x-door").args(["--format", "html"]).args(arguments).run().code(code).stdout)
}

fn open() -> Value {
    json!({"name": "front", "open": true})
}

#[test]
fn a_page_says_what_was_found_and_what_to_do() {
    let place = Place::with_plan(&[create("x_door.front", &open()), create("x_window.back", &json!({}))]).rule(&DOOR);
    let page = page(&place, &[], 1);
    assert_eq!(page.texts("title"), ["violations: plan.json (plangate)"]);
    let made = page.texts("main > section:last-child dd, main > section:last-child td");
    assert!(made.iter().filter(|text| text.starts_with("sha256:")).count() == 2, "{made:?}");
    let said = said(&page, "main > section:not(:last-child)");
    assert_snapshot!(said, @r#"
    h1: violations
    p: 1 finding fails the run.
    p: First: the door is open at x_door.front. Close the door.
    p: exit code 1
    h2: In numbers
    h3: 1 finding
    dt: critical
    dd: 0
    dt: high
    dd: 0
    dt: medium
    dd: 1
    dt: low
    dd: 0
    p: 1 introduced by the change, 0 there before
    h3: Besides
    dt: undecided
    dd: 0
    dt: waived
    dd: 0
    dt: fixed
    dd: 0
    h3: 2 resources
    dt: judged
    dd: 1
    dt: no rule for the type
    dd: 1
    dt: deleted
    dd: 0
    h2: Findings
    h3: Fails the run 1
    h4: the door is open
    p: x-door at x_door.front
    p: What to do: Close the door.
    h5: The planned value
    resource "x_door" "front" {
      name = "front"
      open = true
    }
    h5: As it should be, for example
    door {}
    dt: Why
    dd: Anyone walks in.
    dt: State
    dd: Fails the run
    dt: Provenance
    dd: introduced
    dt: Change
    dd: create
    dt: Address
    dd: x_door.front
    dt: Attribute
    dd: open
    dt: Rule
    dd: Door is open (x-door, exposure)
    dt: Also known as
    dd: X_door
    p: Link to this finding
    p: No finding fits the filters.
    h2: What was looked at
    h3: 1 of 1 rule ran
    p: The others look at types that do not occur. Numbers are verdicts, one for each rule and resource.
    Rule | Title | Severity | pass | fail | undecided | waived
    x-door | Door is open | medium | 0 | 1 | 0 | 0
    h3: 1 type that no rule looks at
    li: x_window 1
    "#);
}

#[test]
fn every_state_has_its_place() {
    let key = |name: &str| format!("x_door.side[\"{name}\"]");
    let shut = json!({"name": "front", "open": false});
    let deferred = but(create("x_door.later", &json!({})), &json!({"after_unknown": {"open": true}}));
    let changes = [
        create(&key("new"), &open()),
        no_op("x_door.old", &open()),
        update("x_door.mended", &open(), &shut),
        create("x_door.waived", &open()),
        create("x_door.lapsed", &open()),
        deferred,
    ];
    let waiver = |address: &str, more: &str| {
        format!("[[waivers]]\nrule = \"x-door\"\naddress = \"{address}\"\nreason = \"the caretaker knows\"\n{more}\n")
    };
    let config = [
        waiver("x_door.waived", "owner = \"the caretaker\"\nexpires = 2026-12-31"),
        waiver("x_door.lapsed", "expires = 2026-01-31"),
        waiver("x_door.none", ""),
    ];
    let place =
        Whole::of(&changes).written("x_door.later", &json!({"open": {"references": ["x_lock.a.open", "x_lock.a"]}}));
    let place = place.place().rule(&DOOR).file("plangate.toml", config.concat());
    let shown = page(&place, &["--today", "2026-06-30", "--gate", "introduced"], 1);
    let states: Vec<(String, Vec<String>)> = shown
        .all("section.state")
        .into_iter()
        .map(|section| {
            let addresses = Selector::parse(".where .address").unwrap();
            let state = section.value().attr("data-state").unwrap().to_owned();
            (state, section.select(&addresses).map(text).collect())
        })
        .collect();
    let expected = [
        ("fails", vec!["x_door.side[\"new\"]", "x_door.lapsed"]),
        ("below", vec!["x_door.old"]),
        ("undecided", vec!["x_door.later"]),
        ("waived", vec!["x_door.waived"]),
        ("fixed", vec!["x_door.mended"]),
    ];
    assert_eq!(states, expected.map(|(state, all)| (state.to_owned(), all.into_iter().map(str::to_owned).collect())));
    assert_eq!(shown.numbers(), [0, 0, 3, 0, 1, 1, 1]);
    assert_snapshot!(said(&shown, "section.outcome"), @r#"
    h1: violations
    p: 2 findings fail the run.
    p: Besides: 1 that do not fail the run, 1 undecided until apply, 1 waived, 1 fixed by the change.
    p: First: the door is open at x_door.side["new"]. Close the door.
    p: exit code 1
    "#);
    let facts = |state: &str| said(&shown, &format!("section.state[data-state={state}] .body"));
    assert!(facts("below").contains("dd: Does not fail the run: preexisting, which --gate introduced allows"));
    assert!(facts("fails").contains("dd: expired on 2026-01-31: plangate.toml:7:1"), "{}", facts("fails"));
    assert!(facts("undecided").contains("p: It depends on x_lock.a.open."), "{}", facts("undecided"));
    assert!(
        facts("waived")
            .contains("p: Waived: the caretaker knows. By plangate.toml:1:1, owner the caretaker, until 2026-12-31"),
        "{}",
        facts("waived")
    );
    assert_eq!(
        shown.texts("section[aria-labelledby=waivers] li"),
        [
            "plangate.toml:12:1: unused waiver: nothing is found of `x-door` at `x_door.none`",
            "plangate.toml:7:1: the waiver of `x-door` at `x_door.lapsed` expired on 2026-01-31",
        ]
    );

    let denied = page(&place, &["--today", "2026-06-30", "--undecided", "deny", "--deny-unused-waivers"], 1);
    assert_eq!(denied.all("section.state[data-state=undecided]").len(), 0);
    assert!(
        denied
            .texts("section.outcome p")
            .contains(&"1 unused waiver fails the run (`--deny-unused-waivers`).".to_owned())
    );
    assert!(
        denied.texts("section.outcome p").contains(&"4 findings fail the run, 1 of them while undecided.".to_owned())
    );

    let below = page(&place, &["--today", "2026-06-30", "--fail-on", "high", "--undecided", "pass"], 0);
    assert_eq!(below.texts("section.outcome p")[0], "Nothing in the plan fails the run. 6 of 6 resources were judged.");
    assert!(said(&below, ".state[data-state=below]").contains("dd: Does not fail the run: below --fail-on high"));
    assert!(below.texts(".where .address").iter().all(|address| address != "x_door.later"));
    assert_eq!(below.numbers(), [0, 0, 3, 0, 1, 1, 1]);
}

#[test]
fn what_could_not_be_judged_comes_first() {
    let broken =
        DOOR.named("broken").saying("deny contains x if {\n\tx := -input.resources.x_door[0].values.name\n}\n");
    let place = Whole::of(&[create("x_door.front", &open())])
        .with("complete", false)
        .place()
        .rule(&DOOR)
        .rule(&broken)
        .file("bad.json", "[1]")
        .file("rules/torn.rego", "package");
    let run =
        ["check", "plan.json", "bad.json", "--policy", "rules", "--select", "x-door,x-broken", "--undecided", "deny"];
    let answer = crate::common::plangate(run).args(["--format", "html"]).at(place.path()).run().code(2);
    let page = Page::of(&answer.stdout);
    assert_eq!(page.texts("title"), ["could not judge: 2 plans (plangate)"]);
    let headings = page.texts("h1, h2");
    assert_eq!(headings[..2], ["could not judge", "What could not be judged"]);
    assert_snapshot!(said(&page, "section.outcome"), @r#"
    h1: could not judge
    p: 1 of 2 plans could not be judged. That is no pass.
    p: 1 of 2 plans could not be judged as a whole.
    p: 1 rule did not load.
    p: 1 finding fails the run.
    p: A plan is not the whole change, which fails the run (`--undecided deny`).
    p: exit code 2
    "#);
    assert_snapshot!(said(&page, "section.problems"), @r#"
    h2: What could not be judged
    li: A rule did not load: rules/torn.rego:1: `package` must come first Mend the file or leave its directory out.
    li: plan.json: rule `x-broken`, rules/broken.rego:21: unary - can only be used with numeric literals the rule is at fault, not the plan; `--skip` leaves it out, the others were still evaluated
    li: bad.json: this is not a plan: a JSON array make the plan's JSON with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`
    "#);
    assert_snapshot!(said(&page, "section[aria-labelledby=plans]"), @r#"
    h2: 2 plans
    Outcome | Plan | Fail the run | critical | high | medium | low | undecided | waived | fixed | judged
    could not judge | plan.json rule `x-broken`, rules/broken.rego:21: unary - can only be used with numeric literals | 1 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 1/1
    could not judge | bad.json this is not a plan: a JSON array | – | – | – | – | – | – | – | – | –
    "#);
    assert_snapshot!(said(&page, "section[aria-labelledby=notes]"), @r#"
    h2: Notes
    li: plan.json: the plan is not complete (targeted or deferred): a later plan holds more changes (fails the run: `--undecided deny`)
    "#);
}

#[test]
fn numbers_are_those_of_the_json_report() {
    let all = plans();
    let some = all.iter().filter(|plan| plan.contains("/change-") || plan.contains("showcase-aws-web"));
    let arguments = format!("{} --fail-on high", some.map(String::as_str).collect::<Vec<_>>().join(" "));
    let report = check(&format!("{arguments} --format json")).run().code(1).json();
    let page = Page::of(&check(&format!("{arguments} --format html")).run().code(1).stdout);
    let plans = report["plans"].as_array().unwrap();
    let findings: Vec<&Value> = plans.iter().flat_map(|plan| plan["findings"].as_array().unwrap()).collect();
    let is_open = |finding: &&&Value| finding["provenance"] != "fixed" && finding["waived"].is_null();
    let failing = |severity: &str| {
        findings.iter().filter(is_open).filter(|it| it["verdict"] == "fail" && it["severity"] == severity).count()
    };
    let undecided = findings.iter().filter(is_open).filter(|it| it["verdict"] == "undecided").count();
    let fixed = findings.iter().filter(|it| it["provenance"] == "fixed").count();
    let mut expected = ["critical", "high", "medium", "low"].map(failing).to_vec();
    expected.extend([undecided, 0, fixed]);
    assert!(expected.iter().filter(|number| **number > 0).count() > 4, "the plans have too little: {expected:?}");
    assert_eq!(page.numbers(), expected);

    let number = |card: &ElementRef<'_>| card.value().attr("data-n").unwrap().parse::<usize>().unwrap();
    assert_eq!(page.all(".finding").iter().map(number).sum::<usize>(), findings.len());
    for (position, plan) in plans.iter().enumerate() {
        let here: usize =
            page.all(".finding").iter().map(|card| in_plan(card.value().attr("data-plans").unwrap(), position)).sum();
        assert_eq!(here, plan["findings"].as_array().unwrap().len(), "{}", plan["file"]);
    }
    let of = |what: &str| plans.iter().map(|plan| plan["counts"][what].as_u64().unwrap() as usize).sum::<usize>();
    let looked: Vec<String> = page.texts(".tile:last-child dd");
    assert_eq!(looked, [of("judged"), of("no_rule"), of("deleted")].map(|number| number.to_string()));
    let digests: Vec<String> = plans.iter().map(|plan| plan["digest"].as_str().unwrap().to_owned()).collect();
    assert_eq!(page.texts("main > section:last-child td:last-child"), digests);
}

/// Of `0-4:2 7:1`, the number of a position.
fn in_plan(ranges: &str, position: usize) -> usize {
    let ranges = ranges.split(' ').map(|range| {
        let (plans, number) = range.split_once(':').unwrap();
        let (first, last) = plans.split_once('-').unwrap_or((plans, plans));
        (first.parse::<usize>().unwrap()..=last.parse().unwrap(), number.parse::<usize>().unwrap())
    });
    ranges.filter(|(plans, _)| plans.contains(&position)).map(|(_, number)| number).sum()
}

#[test]
fn code_is_shown_where_it_is_written_wherever_the_command_runs() {
    let select = ["--select", "aws-sg-ingress-ssh,aws-ebs-encryption", "--format", "html"];
    let showcase = root().join("fixtures/plans/showcase-aws-web");
    let top = check("fixtures/plans/showcase-aws-web/plan.json").args(select).run().code(1).stdout;
    assert_eq!(top, check("plan.json").args(select).at(&showcase).run().code(1).stdout);
    assert!(!top.contains(root().to_str().unwrap()), "a path of this machine");
    let page = Page::of(&top);
    let card = "[data-rules=aws-sg-ingress-ssh][data-domain=network]";
    let first = |selector: &str| page.texts(&format!("{card} {selector}")).swap_remove(0);
    assert_eq!(first(".file"), "fixtures/plans/showcase-aws-web/modules/network/security_groups.tf:43:5");
    assert_eq!(first("mark"), "cidr_blocks = concat(var.office_cidrs, [\"0.0.0.0/0\"])");
    assert_eq!(page.texts(&format!("{card} .number"))[..7], ["40", "41", "42", "43", "44", "45", "46"]);
    assert!(
        said(&page, card).contains("dd: module `network` is called here: fixtures/plans/showcase-aws-web/main.tf:59:1")
    );
    assert_eq!(page.all(card).len() * 2, page.texts(&format!("{card} a[rel]")).len());
    let volumes = said(&page, "[data-rules=aws-ebs-encryption]");
    assert!(volumes.contains("dt: 3 addresses\n") && volumes.contains("p: encrypted is not set here"), "{volumes}");
}

#[test]
fn plans_that_have_the_same_are_named_once_and_counted() {
    let doors: Vec<Value> = (0..70).map(|i| create(&format!("x_door.side[{i}]"), &open())).collect();
    let mut place = Place::with_plan(&doors).rule(&DOOR);
    for name in 0..60 {
        let changes = if name == 30 { &doors[..1] } else { &doors[..2] };
        place = place.file(&format!("stacks/{name:02}.json"), plan(changes).to_string());
    }
    let page = page(&place, &["stacks"], 1);
    let card = page.one(".finding");
    assert_eq!(card.value().attr("data-n"), Some("189"));
    assert_eq!(card.value().attr("data-plans"), Some("0:70 1-30:2 31:1 32-60:2"));
    let listed = page.texts(".finding dd");
    assert!(listed.iter().any(|text| text.ends_with("and 20 more")), "addresses are cut: {listed:?}");
    assert!(listed.iter().any(|text| text.ends_with("and 11 more")), "plans are cut: {listed:?}");
    assert_eq!(page.all("table.plans tbody tr").len(), 61);
    assert_eq!(page.all("select[name=plan] option").len(), 62);
}

#[test]
fn of_very_many_findings_each_rule_speaks_once() {
    let doors: Vec<Value> = (0..501).map(|i| create(&format!("x_door.d{i}"), &open())).collect();
    let page = page(&Place::with_plan(&doors).rule(&DOOR), &[], 1);
    assert_eq!(page.all(".finding").len(), 501);
    assert_eq!(page.all(".finding a[href='#rule-x-door']").len(), 501);
    assert_eq!(said(&page, "#rule-x-door").matches("Anyone walks in.").count(), 1);
    assert_eq!(said(&page, "main").matches("Anyone walks in.").count(), 1);
}

#[test]
fn a_page_without_findings_says_what_was_looked_at() {
    let place = Place::with_plan(&[]).rule(&DOOR);
    let page = page(&place, &[], 0);
    assert_eq!(page.texts("title"), ["pass: plan.json (plangate)"]);
    assert_eq!(page.texts("section.outcome p")[0], "Nothing in the plan fails the run. 0 of 0 resources were judged.");
    assert_eq!(
        page.texts("section[aria-labelledby=notes] li"),
        ["plan.json: the plan lists no resource (refresh-only, or nothing is managed)"]
    );
    assert!(page.all("form, .finding").is_empty());
    let stdin = check("-").stdin(plan(&[]).to_string()).args(["--format", "html"]).run().code(0);
    assert_eq!(Page::of(&stdin.stdout).texts("title"), ["pass: <stdin> (plangate)"]);
}

#[test]
fn headings_are_in_order_and_everything_named_is_there() {
    let plans = format!(
        "fixtures/plans/showcase-aws-web/plan.json {}",
        plans().iter().filter(|it| it.contains("/change-")).cloned().collect::<Vec<_>>().join(" ")
    );
    let page = Page::of(&check(&plans).args(["--format", "html"]).run().code(1).stdout);
    let mut level = 0;
    for heading in page.all("h1, h2, h3, h4, h5, h6") {
        let next = heading.value().name()[1..].parse::<usize>().unwrap();
        assert!(next <= level + 1, "{} after level {level}", text(heading));
        level = next;
    }
    let ids: Vec<&str> = page.all("[id]").into_iter().filter_map(|it| it.value().attr("id")).collect();
    let unique: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len());
    let links = page.all("a[href^='#'], use").into_iter().filter_map(|it| it.value().attr("href")?.strip_prefix('#'));
    let labels = page.all("[aria-labelledby]").into_iter().filter_map(|it| it.value().attr("aria-labelledby"));
    let named: Vec<&str> = links.chain(labels).collect();
    assert!(named.len() > 100);
    for name in named {
        assert!(unique.contains(name), "nothing is called {name}");
    }
    assert_eq!(page.all("main").len(), 1);
    assert_eq!(page.all("form input:not(label input), form select:not(label select)").len(), 0, "each has its label");
}
