//! A plan cut off anywhere is never a pass: the property that a gate stands on.

use std::fs;

use plangate_plan::Document;

use crate::common::{check, fixture, root};

fn is_read(bytes: &[u8]) -> bool {
    Document::from_bytes(bytes.to_vec()).and_then(|document| document.plan().map(|_| ())).is_ok()
}

/// Asserts that no proper prefix is read, but the whole is.
#[track_caller]
fn expect_no_prefix_is_read(bytes: &[u8], what: &str) {
    assert!(is_read(bytes), "{what} is not read as a whole");
    let read: Vec<usize> = (0..bytes.len()).filter(|&length| is_read(&bytes[..length])).collect();
    assert_eq!(read, [] as [usize; 0], "{what}: lengths that are read");
}

/// Up to the last brace: behind it there is nothing to lose.
fn up_to_last_brace(text: &str) -> &[u8] {
    &text.as_bytes()[..=text.rfind('}').unwrap()]
}

#[test]
fn no_prefix_of_a_plan_is_read() {
    for file in [
        "plans/refresh-only/plan.json",
        "plans/destroy-all/plan.json",
        "invalid/plain.json",
        "invalid/crlf-pretty.json",
    ] {
        let text = fixture(file);
        assert!(text.len() < 16 * 1024, "{file} takes too long");
        expect_no_prefix_is_read(up_to_last_brace(&text), file);
    }
}

#[test]
fn no_prefix_of_a_wrapped_plan_is_read() {
    for file in [
        "utf8-bom",
        "setup-terraform",
        "setup-terraform-after",
        "terragrunt-prefix",
        "terragrunt-log-lines",
        "leading-blank-lines",
    ] {
        let text = fixture(&format!("invalid/{file}.json"));
        expect_no_prefix_is_read(up_to_last_brace(&text), file);
    }
}

#[test]
fn no_prefix_of_a_packed_or_recoded_plan_is_read() {
    let bytes = |file: &str| fs::read(root().join("fixtures/invalid").join(file)).unwrap();
    expect_no_prefix_is_read(&bytes("gzip.json.gz"), "gzip");
    let (mut little, mut big) = (bytes("utf16le-bom.json"), bytes("utf16be-bom.json"));
    while little.last_chunk() != Some(&[b'}', 0]) {
        little.pop();
    }
    while big.last_chunk() != Some(&[0, b'}']) {
        big.pop();
    }
    expect_no_prefix_is_read(&little, "UTF-16, little end first");
    expect_no_prefix_is_read(&big, "UTF-16, big end first");
}

#[test]
fn the_binary_says_that_it_is_cut_off() {
    let plan = fixture("plans/refresh-only/plan.json");
    let length = up_to_last_brace(&plan).len();
    for cut in [1, 2, 18, length / 3, length / 2, length - 2, length - 1] {
        let answer = check("-").stdin(&plan.as_bytes()[..cut]).run().code(2);
        answer.complains("could not judge <stdin>: the plan is cut off at line 1, column ").complains("did not finish");
    }
    check("-").stdin("").run().code(2).complains("the file is empty");
    check("-").stdin(&plan.as_bytes()[..length]).run().code(0);
    let wide: Vec<u8> = "\u{feff}".encode_utf16().chain(plan.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    check("-").stdin(&wide[..201]).run().code(2).complains("an odd number of bytes");
    check("-").stdin(&wide[..202]).run().code(2).complains("the plan is cut off");
}

#[test]
fn no_prefix_of_an_array_of_plans_is_read() {
    // Cut off behind its first element, and the line it stands in, it looks like one plan behind a wrapper's `[`.
    let plan = fixture("invalid/plain.json");
    let array = format!("[{}\n,{}]", plan.trim_end(), plan.trim_end());
    let read: Vec<usize> = (0..=array.len()).filter(|&length| is_read(&array.as_bytes()[..length])).collect();
    assert_eq!(read, [] as [usize; 0], "lengths that are read");
}
