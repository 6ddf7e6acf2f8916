//! Pieces of secrets in a configuration that puts them together: `jsonencode({ password = "..." })`, `"user:${var.password}"`.

use std::collections::BTreeSet;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::{COMMON, SHORTEST};

/// Where strings of a configuration are that occur within one of the literals, in order.
pub(super) fn find(text: &str, literals: &BTreeSet<String>) -> Vec<Range<usize>> {
    let all = quoted(text);
    let words: Vec<&str> = all.iter().filter_map(|span| text.get(span.clone())).collect();
    let distinct: Vec<&str> = words.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    // The other way round it would be a search through all literals for each string.
    let Ok(searched) = AhoCorasick::new(&distinct) else { return all };
    let mut found = BTreeSet::new();
    for literal in literals {
        let matches = searched.find_overlapping_iter(literal);
        found.extend(matches.filter_map(|one| distinct.get(one.pattern().as_usize()).copied()));
    }
    let is_found = |span: &Range<usize>| text.get(span.clone()).is_some_and(|word| found.contains(word));
    all.into_iter().filter(is_found).collect()
}

/// The parts of the strings in a text, without templates and escapes. Quotes in comments and heredocs count as well: what
/// is too much is no part of a literal.
fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut at = start;
        // What stands before the first quote and behind the last one is in no string.
        let last = line.matches('"').count();
        for (number, part) in line.split('"').enumerate() {
            if number > 0 && number < last {
                for piece in part.split(['\\', '$', '%', '{', '}']) {
                    let offset = (piece.as_ptr() as usize).saturating_sub(part.as_ptr() as usize);
                    if piece.trim().len() >= SHORTEST && !COMMON.contains(&piece) {
                        found.push(at + offset..at + offset + piece.len());
                    }
                }
            }
            at += part.len() + 1;
        }
        start += line.len();
    }
    found
}
