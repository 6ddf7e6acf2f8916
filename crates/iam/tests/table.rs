//! Policies and what they amount to, by hand: `tests/table/*.policies`.
//!
//! A case is a heading, why it is so, and:
//!
//! * `kind`: identity, trust, resource or endpoint;
//! * `expect`, once for each conclusion: kind, statements (`1/0` is the first one of the second document), facts. A fact `*` may be
//!   anything, `+` is one conclusion or more. No other conclusions may be there, but those of the kinds of `ignore`;
//! * `fault`, once for each fault of the documents: a part of its text;
//! * `known: partly`: `null` stands for what is not known;
//! * the documents of one principal with `and:` between them, and its boundary behind `boundary:`.
//!
//! What stands before a file's first heading holds for all its cases.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "test code outside of test functions")]

use std::collections::HashSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use plangate_iam::{Conclusion, Document, Grants, Kind, Place, conclude_identity, conclude_resource, conclude_trust};

#[derive(Default, Clone)]
struct Case {
    name: String,
    kind: Option<Kind>,
    expected: Vec<Expected>,
    ignored: Vec<String>,
    faults: Vec<String>,
    is_partly_known: bool,
    documents: Vec<String>,
    boundary: Option<String>,
}

#[derive(Clone)]
struct Expected {
    text: String,
    kind: String,
    places: Vec<Place>,
    facts: Vec<(String, String)>,
}

#[test]
fn policies_amount_to_what_the_table_says() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/table");
    let mut files: Vec<_> = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut names = HashSet::new();
    let mut differences = String::new();
    for file in files {
        for case in cases(&fs::read_to_string(&file).unwrap()) {
            assert!(names.insert(case.name.clone()), "two cases are called {}", case.name);
            let found = case.differences();
            if !found.is_empty() {
                let file = file.file_name().unwrap().to_string_lossy();
                writeln!(differences, "{file}: {}\n{found}", case.name).unwrap();
            }
        }
    }
    assert!(names.len() >= 150, "there are {} cases", names.len());
    assert!(differences.is_empty(), "\n{differences}");
}

fn cases(text: &str) -> Vec<Case> {
    let (head, rest) = text.split_once("\n## ").unwrap();
    let mut common = Case::default();
    common.read(head);
    let one = |text: &str| {
        let (name, body) = text.split_once('\n').unwrap();
        let mut case = Case { name: name.to_owned(), ..common.clone() };
        case.read(body);
        assert!(!case.documents.is_empty(), "{name} has no document");
        case
    };
    rest.split("\n## ").map(one).collect()
}

impl Case {
    fn read(&mut self, text: &str) {
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next_if(|line| !line.starts_with(['{', '['])) {
            let (key, value) = line.split_once(' ').unwrap_or((line, ""));
            let words = value.split(' ').map(str::to_owned);
            match key {
                "#" | "" => {}
                "kind:" => self.kind = Some(kind(value)),
                "expect:" => self.expected.push(Expected::read(value)),
                "ignore:" => self.ignored.extend(words),
                "fault:" => self.faults.push(value.to_owned()),
                "known:" => self.is_partly_known = true,
                _ => panic!("{}: what is `{line}`?", self.name),
            }
        }
        let rest = lines.collect::<Vec<_>>().join("\n");
        let (documents, boundary) = rest.split_once("\nboundary:\n").map_or((&*rest, None), |(d, b)| (d, Some(b)));
        self.documents = documents.split("\nand:\n").filter(|text| !text.is_empty()).map(str::to_owned).collect();
        self.boundary = boundary.map(str::to_owned);
        let both = self.expected.iter().find(|expected| self.ignored.contains(&expected.kind));
        assert!(both.is_none(), "{}: `{}` is expected and ignored", self.name, both.unwrap().kind);
    }

    /// What is expected and not there, and what is there and not expected.
    fn differences(&self) -> String {
        let kind = self.kind.expect(&self.name);
        let read = if self.is_partly_known { Document::parse_least } else { Document::parse };
        let documents: Vec<_> = self.documents.iter().map(|text| read(text, kind)).collect();
        let boundary = self.boundary.as_ref().map(|text| read(text, kind));
        let mut found = match kind {
            Kind::Identity => {
                conclude_identity(&Grants { documents: documents.iter().collect(), boundary: boundary.as_ref() })
            }
            Kind::Trust => documents.iter().flat_map(conclude_trust).collect(),
            _ => documents.iter().flat_map(conclude_resource).collect(),
        };
        let mut out = String::new();
        for expected in self.in_order() {
            let mut is_there = false;
            // One is enough, or as many as there are.
            while let Some(at) = found.iter().position(|conclusion| expected.fits(conclusion)) {
                found.remove(at);
                is_there = true;
                if !expected.is_one_or_more() {
                    break;
                }
            }
            if !is_there {
                writeln!(out, "  expected, not found: {}", expected.text).unwrap();
            }
        }
        for conclusion in
            found.iter().filter(|conclusion| !self.ignored.iter().any(|of| of == conclusion.kind.as_str()))
        {
            let Conclusion { kind, label, reason, facts, .. } = conclusion;
            writeln!(out, "  found, not expected: {}: {label} {reason} {facts:?}", kind.as_str()).unwrap();
        }
        let mut faults: Vec<_> =
            documents.iter().flat_map(|document| &document.faults).map(ToString::to_string).collect();
        for expected in &self.faults {
            match faults.iter().position(|fault| fault.contains(expected)) {
                Some(at) => drop(faults.remove(at)),
                None => writeln!(out, "  expected, not found: fault {expected}").unwrap(),
            }
        }
        for fault in faults {
            writeln!(out, "  found, not expected: fault {fault}").unwrap();
        }
        out
    }

    /// Those that say most come first, so that what they mean is not taken by others.
    fn in_order(&self) -> Vec<&Expected> {
        let mut expected: Vec<_> = self.expected.iter().collect();
        expected
            .sort_by_key(|expected| expected.facts.iter().filter(|(_, value)| value == "*" || value == "+").count());
        expected
    }
}

impl Expected {
    fn read(text: &str) -> Self {
        let mut words = text.split(' ');
        let kind = words.next().unwrap().to_owned();
        let places = words.next().expect(text).split('+').map(place).collect();
        let fact = |word: &str| word.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap();
        Self { text: text.to_owned(), kind, places, facts: words.map(fact).collect() }
    }

    fn is_one_or_more(&self) -> bool {
        self.facts.iter().any(|(_, value)| value == "+")
    }

    fn fits(&self, conclusion: &Conclusion) -> bool {
        conclusion.kind.as_str() == self.kind
            && conclusion.places == self.places
            && self.facts.iter().all(|(name, value)| {
                let fact = conclusion.facts.get(name.as_str()).map(|fact| fact.replace(' ', "-"));
                fact.is_some_and(|fact| fact == *value || value == "*" || value == "+")
            })
    }
}

fn place(text: &str) -> Place {
    let (document, statement) = text.split_once('/').unwrap_or(("0", text));
    Place { document: document.parse().unwrap(), statement: statement.parse().unwrap() }
}

fn kind(text: &str) -> Kind {
    let kinds = [Kind::Identity, Kind::Trust, Kind::Resource, Kind::Endpoint];
    kinds.into_iter().find(|kind| kind.as_str() == text).expect(text)
}
