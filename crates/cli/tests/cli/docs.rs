//! `docs/rules/`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use plangate::docs::pages;
use plangate_policy::Bundle;

#[test]
fn the_pages_are_those_of_the_rules_as_they_are() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules");
    let bundle = Bundle::embedded();
    let pages = pages(&bundle.rules());
    assert!(pages.len() > bundle.rules().len());
    for page in &pages {
        let text = fs::read_to_string(folder.join(&page.file)).unwrap_or_default();
        assert!(text == page.text, "docs/rules/{} is stale: `cargo run --example docs` writes it", page.file);
    }
    let there: BTreeSet<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let meant: BTreeSet<String> = pages.into_iter().map(|page| page.file).collect();
    assert_eq!(there, meant);
}

#[test]
fn links_between_pages_lead_somewhere() {
    let bundle = Bundle::embedded();
    let pages = pages(&bundle.rules());
    let files: BTreeSet<&str> = pages.iter().map(|page| page.file.as_str()).collect();
    let mut links = 0;
    for page in &pages {
        for target in page.text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            links += 1;
            let is_source = target
                .strip_prefix("../../")
                .is_some_and(|path| Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path).exists());
            assert!(is_source || files.contains(target), "{}: {target}", page.file);
        }
    }
    assert!(links > 2 * bundle.rules().len(), "{links}");
}
