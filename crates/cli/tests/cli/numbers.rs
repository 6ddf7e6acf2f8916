//! All forms of one run have the same findings, outcomes and numbers.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::common::{check, plans};
use crate::everything::everything;
use crate::formats::reports;
use crate::sarif::list;

/// The number before some words, zero where they are not said.
fn before(text: &str, words: &str) -> usize {
    let said = text.split_once(words).map_or("", |(before, _)| before);
    said.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default().parse().unwrap_or_default()
}

/// Plan and fingerprint of findings, in an order of their own.
fn sorted<'v>(found: impl Iterator<Item = (&'v str, &'v str)>) -> Vec<(&'v str, &'v str)> {
    let mut found: Vec<_> = found.collect();
    found.sort_unstable();
    found
}

fn word<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap()
}

#[test]
fn all_forms_say_the_same_of_the_fixtures() {
    let plans = plans().join(" ");
    for arguments in ["", "--gate introduced --undecided deny --fail-on high"] {
        let place = tempfile::tempdir().unwrap();
        let (answer, reports) = reports(check(&format!("{plans} --verbose {arguments}")), place.path());
        answer.code(1).quiet();
        assert!(agree(&reports) > 1000, "the fixtures have findings");
    }
}

#[test]
fn all_forms_say_the_same_of_what_is_waived_preexisting_undecided_and_fixed() {
    for arguments in [
        "",
        "--gate introduced",
        "--gate introduced --undecided deny --deny-unused-waivers",
        "--today 2031-01-01 --fail-on high",
    ] {
        let place = everything();
        let run = place.check("x-*").args(["--verbose"]).args(arguments.split_whitespace());
        let (answer, reports) = reports(run, place.path());
        assert!(answer.code < 2, "{}", answer.both());
        assert!(agree(&reports) >= 5, "{arguments}");
    }
}

/// Asserts that reports agree, and says how many findings there are.
#[track_caller]
fn agree(reports: &[(&'static str, String)]) -> usize {
    let said = |format: &str| reports.iter().find(|(name, _)| *name == format).unwrap().1.as_str();
    let parsed = |format| -> Value { serde_json::from_str(said(format)).unwrap() };

    let json = parsed("json");
    let all: Vec<(&str, &Value)> = list(&json, "plans")
        .iter()
        .flat_map(|plan| list(plan, "findings").iter().map(|finding| (word(plan, "file"), finding)))
        .collect();
    let of = |is: &dyn Fn(&Value) -> bool| {
        sorted(all.iter().filter(|(_, it)| is(it)).map(|(plan, it)| (*plan, word(it, "fingerprint"))))
    };
    let is_open = |it: &Value| it["provenance"] != "fixed" && it["waived"].is_null();

    let lines: Vec<Value> = said("ndjson").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let found = lines.iter().filter(|line| line["kind"] == "finding");
    assert_eq!(sorted(found.map(|it| (word(it, "plan"), word(it, "fingerprint")))), of(&|_| true), "ndjson");

    let mut table = csv::Reader::from_reader(said("csv").as_bytes());
    let rows: Vec<Value> = table.deserialize::<BTreeMap<String, String>>().map(|row| json!(row.unwrap())).collect();
    let rows_of = |kind: &'static str| rows.iter().filter(move |row| row["kind"] == kind);
    let row = |it: &'_ Value| -> (String, String) { (word(it, "plan").to_owned(), word(it, "fingerprint").to_owned()) };
    let mut found: Vec<_> = rows_of("finding").map(row).collect();
    found.sort_unstable();
    let owned = |found: Vec<(&str, &str)>| -> Vec<(String, String)> {
        found.into_iter().map(|(plan, print)| (plan.to_owned(), print.to_owned())).collect()
    };
    assert_eq!(found, owned(of(&|_| true)), "csv");
    let mut failing: Vec<_> = rows_of("finding").filter(|it| it["fails"] == "yes").map(row).collect();
    failing.sort_unstable();

    let sarif = parsed("sarif");
    let run = &sarif["runs"][0];
    let print = |it: &Value| word(&it["partialFingerprints"], "plangate/v1").split(':').next().unwrap().to_owned();
    let results = |is: &dyn Fn(&Value) -> bool| {
        let results = list(run, "results").iter().filter(|it| is(it));
        let mut found: Vec<_> = results.map(|it| (word(&it["properties"], "plan").to_owned(), print(it))).collect();
        found.sort_unstable();
        found
    };
    assert_eq!(results(&|_| true), owned(of(&|it| it["provenance"] != "fixed")), "sarif");
    assert_eq!(results(&|it| it["suppressions"] == json!([])), owned(of(&is_open)), "sarif");
    assert_eq!(results(&|it| it["properties"]["failsRun"] == true), failing, "sarif");

    let sast = parsed("gitlab-sast");
    let issues = list(&sast, "vulnerabilities");
    assert_eq!(issues.len(), of(&is_open).len(), "gitlab-sast");
    let fails = |it: &&Value| it["details"]["standing"]["value"] == "fails the run";
    assert_eq!(issues.iter().filter(fails).count(), failing.len(), "gitlab-sast");
    let of_run = ["undecided-plan", "unused-waiver"];
    let entries = parsed("gitlab");
    let entries = entries.as_array().unwrap().iter().filter(|it| !of_run.contains(&word(it, "check_name")));
    assert_eq!(entries.count(), of(&is_open).len(), "gitlab");

    let is_of_run = |line: &str| line.contains("title=undecided plan") || line.contains("title=unused waiver");
    let has_errors = said("github").lines().any(|line| line.starts_with("::error ") && !is_of_run(line));
    assert_eq!(has_errors, !failing.is_empty(), "github");

    let junit = uppsala::parse(said("junit")).unwrap();
    let failures = junit.get_elements_by_tag_name("failure").len();
    let rule = |(plan, print): &(String, String)| {
        let it = all.iter().find(|(file, it)| file == plan && word(it, "fingerprint") == print).unwrap();
        (plan.clone(), word(it.1, "rule").to_owned())
    };
    let rules: BTreeSet<_> = failing.iter().map(rule).collect();
    let plans_with_notes: BTreeSet<_> =
        rows_of("note").filter(|it| it["fails"] == "yes").map(|it| word(it, "plan")).collect();
    assert_eq!(failures, rules.len() + plans_with_notes.len(), "junit");

    let mut sum = [0; 4];
    for (plan, row) in list(&json, "plans").iter().zip(rows_of("plan")) {
        let file = word(plan, "file");
        assert_eq!((file, word(plan, "outcome")), (word(row, "plan"), word(row, "outcome")));
        let artifact = list(run, "artifacts").iter().find(|it| it["location"]["uri"] == file).unwrap();
        assert_eq!(artifact["properties"]["outcome"], plan["outcome"], "{file}");
        let is_bad = failing.iter().any(|(it, _)| it == file) || plans_with_notes.contains(file);
        assert_eq!(word(plan, "outcome"), if is_bad { "violations" } else { "pass" }, "{file}");
        let number = |is: &dyn Fn(&Value) -> bool| list(plan, "findings").iter().filter(|it| is(it)).count();
        let expected = [
            number(&|it| is_open(it) && it["verdict"] == "fail"),
            number(&|it| is_open(it) && it["verdict"] == "undecided"),
            number(&|it| it["waived"].is_object()),
            number(&|it| it["provenance"] == "fixed"),
        ];
        assert_eq!(plan["counts"]["fixed"], expected[3], "{file}");
        let line = said("human").lines().find(|line| line.starts_with(&format!("{file}: "))).unwrap();
        assert_eq!(numbers(line), expected, "{file}: human");
        assert_eq!(numbers(word(row, "message")), expected, "{file}: csv");
        (0..4).for_each(|index| sum[index] += expected[index]);
    }
    assert_eq!(numbers(said("markdown").lines().nth(3).unwrap()), sum, "markdown");
    for (outcome, words) in [("pass", " passed"), ("violations", " with violations")] {
        let number = list(&json, "plans").iter().filter(|plan| plan["outcome"] == outcome).count();
        // Of one plan only the table says it.
        let said = ["csv", "human", "markdown"].map(|format| {
            let line = said(format).lines().find(|line| line.contains(" could not be judged"));
            line.map(|line| before(line, words))
        });
        let by_people = (list(&json, "plans").len() > 1).then_some(number);
        assert_eq!(said, [Some(number), by_people, by_people], "{words}");
    }
    all.len()
}

/// What a sentence says of findings: open, undecided, waived, fixed.
fn numbers(sentence: &str) -> [usize; 4] {
    [" finding", " undecided until apply", " waived", " fixed"].map(|words| before(sentence, words))
}
