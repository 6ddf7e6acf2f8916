//! Fixtures with a `links.tsv` say which links are to be found in their plan, completely.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use plangate_plan::{Document, Endpoint, Links, Marks, Mode, Plan};

/// The links of all managed resources that stay, as lines of `links.tsv`.
fn found(plan: &Plan<'_>) -> BTreeSet<String> {
    let configuration = plan.configuration().unwrap();
    let stays = plan
        .changes
        .iter()
        .filter(|change| change.mode == Mode::Managed && change.deposed.is_none() && !change.is_deleted());
    let with_marks: Vec<_> = stays
        .map(|change| {
            let unknown: Marks =
                change.change.after_unknown.map_or(Marks::None, |raw| serde_json::from_str(raw.get()).unwrap());
            let written = configuration.written(&change.address);
            (change, configuration.deferred(written.as_ref(), &unknown, &[]))
        })
        .collect();
    let ends: Vec<Endpoint<'_>> = with_marks
        .iter()
        .map(|(change, deferred)| {
            let account = configuration.provider_of(change);
            Endpoint { change, values: change.change.after, deferred, account, is_later: false }
        })
        .collect();
    let links = Links::new(&plan.changes, Some(&configuration), &ends);
    let mut lines = BTreeSet::new();
    for (position, end) in ends.iter().enumerate() {
        for link in links.of(position).iter().filter(|link| !link.inbound) {
            let certainty = if link.certain { "certain" } else { "maybe" };
            let (from, to) = (&end.change.address, &ends[link.other].change.address);
            lines.insert(format!("{certainty}\t{from}\t{}\t{to}", links.attribute(link)));
        }
    }
    for (from, attribute) in links.unresolved() {
        lines.insert(format!("unresolved\t{}\t{attribute}\t-", ends[from].change.address));
    }
    lines
}

#[test]
fn every_fixture_has_the_links_that_it_says() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/plans");
    let mut wrong = String::new();
    let mut scenarios = 0;
    for scenario in fs::read_dir(fixtures).unwrap() {
        let scenario = scenario.unwrap().path();
        let Ok(expected) = fs::read_to_string(scenario.join("links.tsv")) else { continue };
        scenarios += 1;
        let document = Document::open(&scenario.join("plan.json")).unwrap();
        let found = found(&document.plan().unwrap());
        let lines = expected.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let expected: BTreeSet<String> = lines.map(str::to_owned).collect();
        let name = scenario.file_name().unwrap().display().to_string();
        for line in expected.difference(&found) {
            wrong += &format!("{name}: missing: {line}\n");
        }
        for line in found.difference(&expected) {
            wrong += &format!("{name}: unexpected: {line}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(scenarios > 3, "only {scenarios} scenarios with links were found");
}
