//! Times a whole run over a file beside the yardstick: parsing the same bytes into `serde_json::Value`.
//!
//! `cargo run --release --example yardstick FILE`

#![allow(clippy::print_stdout, clippy::expect_used, reason = "a tool for measuring")]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use plangate_plan::Document;
use plangate_policy::{Bundle, Options, judge};

const RUNS: usize = 9;

fn main() {
    let file = std::env::args().nth(1).expect("usage: yardstick FILE");
    let path = Path::new(&file);
    let bytes = std::fs::read(path).expect("the file can be read");
    let mut times = [
        ("yardstick: serde_json::Value", vec![]),
        ("whole run, cold bundle", vec![]),
        ("whole run, warm bundle", vec![]),
        ("read alone", vec![]),
    ];
    let warm = Bundle::embedded();
    // Interleaved, so that a busy machine disturbs all alike.
    for _ in 0..RUNS {
        for (what, times) in &mut times {
            let start = Instant::now();
            match *what {
                "yardstick: serde_json::Value" => drop(black_box(serde_json::from_slice::<serde_json::Value>(&bytes))),
                "whole run, cold bundle" => whole(path, &Bundle::embedded()),
                "bundle alone" => drop(black_box(Bundle::embedded())),
                "whole run, warm bundle" => whole(path, &warm),
                _ => drop(black_box(Document::open(path).expect("readable").plan().map(|plan| plan.changes.len()))),
            }
            times.push(start.elapsed());
        }
    }
    let median = |times: &mut Vec<Duration>| {
        times.sort();
        times.get(RUNS / 2).copied().unwrap_or_default()
    };
    println!("{file}: {} bytes, median of {RUNS} runs", bytes.len());
    let mut yardstick = None;
    for (what, times) in &mut times {
        let median = median(times);
        let base = *yardstick.get_or_insert(median);
        println!("{what:30} {median:>10.2?}  {:.2}", median.as_secs_f64() / base.as_secs_f64());
    }
}

fn whole(path: &Path, bundle: &Bundle) {
    let document = Document::open(path).expect("the file can be read");
    let plan = document.plan().expect("the file is a plan");
    let options = Options { excerpts: true, ..Options::default() };
    let report = judge(&plan, bundle, &bundle.default_rules(), &options).expect("the plan can be judged");
    black_box(report.findings.len());
}
