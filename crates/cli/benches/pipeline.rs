//! Reading, evaluation and the whole run at several sizes, beside the yardstick: `cargo bench`.

#![allow(missing_docs, clippy::expect_used, clippy::indexing_slicing, reason = "benchmarks")]

use divan::Bencher;
use divan::counter::BytesCount;
use plangate_plan::Document;
use plangate_policy::{Bundle, Options, judge};

mod generate;

const SIZES: [usize; 3] = [100, 1_000, 10_000];

fn main() {
    divan::main();
}

/// What everybody else does before the first rule.
#[divan::bench(args = SIZES)]
fn yardstick(bencher: Bencher<'_, '_>, resources: usize) {
    let bytes = generate::plan(generate::SHOWCASE, resources);
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench(|| serde_json::from_slice::<serde_json::Value>(&bytes).expect("JSON"));
}

/// The scan and the heads of all changes.
#[divan::bench(args = SIZES)]
fn read(bencher: Bencher<'_, '_>, resources: usize) {
    let bytes = generate::plan(generate::SHOWCASE, resources);
    let size = BytesCount::new(bytes.len());
    let document = Document::from_bytes(bytes).expect("readable");
    bencher.counter(size).bench(|| document.plan().expect("a plan").changes.len());
}

/// Building what rules see, with one cheap rule to evaluate.
#[divan::bench(args = SIZES)]
fn build_input(bencher: Bencher<'_, '_>, resources: usize) {
    run(bencher, resources, |id| id == "aws-kms-key-rotation");
}

/// The rules that run by default over a plan that is already scanned.
#[divan::bench(args = SIZES)]
fn evaluate(bencher: Bencher<'_, '_>, resources: usize) {
    run(bencher, resources, |_| true);
}

fn run(bencher: Bencher<'_, '_>, resources: usize, wanted: fn(&str) -> bool) {
    let document = Document::from_bytes(generate::plan(generate::SHOWCASE, resources)).expect("readable");
    let plan = document.plan().expect("a plan");
    let bundle = Bundle::embedded();
    let rules: Vec<_> = bundle.default_rules().into_iter().filter(|rule| wanted(rule.id())).collect();
    bencher.bench(|| judge(&plan, &bundle, &rules, &Options::default()).expect("judged").findings.len());
}

/// From the bytes to the report, the bundle loaded anew each time, as one start of the program does.
#[divan::bench(args = SIZES)]
fn whole_run(bencher: Bencher<'_, '_>, resources: usize) {
    let bytes = generate::plan(generate::SHOWCASE, resources);
    bencher.counter(BytesCount::new(bytes.len())).with_inputs(|| bytes.clone()).bench_values(|bytes| {
        let document = Document::from_bytes(bytes).expect("readable");
        let bundle = Bundle::embedded();
        let options = Options { excerpts: true, ..Options::default() };
        judge(&document.plan().expect("a plan"), &bundle, &bundle.default_rules(), &options)
            .expect("judged")
            .findings
            .len()
    });
}
