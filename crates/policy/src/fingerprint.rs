//! What makes two findings the same: rule, resource, path without positions, and the gist of the message.

use plangate_plan::AttributePath;
use sha2::{Digest, Sha256};

use crate::bundle::Rule;
use crate::subject::Subject;

/// The same for the same finding in another plan.
pub(crate) fn fingerprint(rule: &Rule, subject: &Subject<'_>, path: &AttributePath, message: &str) -> String {
    let mut hasher = Sha256::new();
    let deposed = subject.head.deposed.unwrap_or_default();
    let keys = path.keys().join("\u{1f}");
    let message = gist(message);
    for part in [rule.id(), &subject.head.address, deposed, &keys, &message] {
        hasher.update(part.as_bytes());
        hasher.update([0x1e]);
    }
    let digest = hasher.finalize();
    crate::hex(digest.get(..16).unwrap_or_default())
}

/// What a message says, for telling whether two say the same: without numbers in brackets (`Statement[1]` is another one where the
/// statements come in another order), without how many more there are, and with one word for what is off.
fn gist(message: &str) -> String {
    let mut parts = message.split('[');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_position = rest.len() < part.len() && rest.starts_with(']');
        text.push('[');
        text.push_str(if is_position { rest } else { part });
    }
    if let Some((start, rest)) = text.rsplit_once(" and ")
        && let Some(end) = rest.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(" more")
        && rest.starts_with(|c: char| c.is_ascii_digit())
    {
        text = format!("{start}{end}");
    }
    text.replace(" is false", " is off").replace(" is not set", " is off")
}

#[cfg(test)]
mod tests {
    use super::gist;

    #[track_caller]
    fn expect_same(one: &str, other: &str) {
        assert_eq!(gist(one), gist(other));
    }

    #[test]
    fn positions_numbers_of_others_and_words_for_off_make_no_difference() {
        expect_same("Statement[0] allows `*`", "Statement[12] allows `*`");
        expect_same("attached to a.b and 2 more", "attached to a.b and 17 more");
        expect_same("attached to a.b and 2 more", "attached to a.b");
        expect_same("`encrypted` is false", "`encrypted` is not set");
    }

    #[test]
    fn all_else_does() {
        for (one, other) in [
            ("is open to 10.0.0.0/8", "is open to 0.0.0.0/0"),
            ("key[a] is open", "key[b] is open"),
            ("ports 1 and 2", "ports 1 and 3"),
            ("and 2 more ports", "and more ports"),
        ] {
            assert_ne!(gist(one), gist(other));
        }
    }
}
