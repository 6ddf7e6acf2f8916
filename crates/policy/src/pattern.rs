//! Patterns of addresses and of attribute paths, as waivers and overrides name what they are about.

use std::fmt;

use plangate_plan::address::{AddressError, InstanceKey, Part, tokenize};
use plangate_plan::{AttributePath, Step};

/// Steps divided by dots, with keys in brackets: `module.net["eu"].aws_subnet.*`, or `ingress[0].cidr_blocks`.
///
/// `*` in a step or a quoted key is any text, `**` any number of steps, `[*]` any key. A step without a key is all of its instances.
/// Displayed as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    steps: Vec<Wanted>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    /// `**`.
    AnyDepth,
    /// A name, with the keys that it must have; none of them where any will do.
    Named { name: String, keys: Vec<InstanceKey> },
}

/// What is wrong with a pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// It falls into no steps.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// `**` as a part of a step.
    #[error("`**` must be a step of its own, between dots")]
    PartOfAStep,
    /// White space outside of quotes.
    #[error("there is a blank in it")]
    Blank,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What has no steps: an empty name, an open bracket or quote, `**` beside other text, blanks.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let steps = tokenize(text)?.into_iter().map(|part| match part.name.as_ref() {
            "**" if part.keys.is_empty() => Ok(Wanted::AnyDepth),
            name if name.contains("**") => Err(PatternError::PartOfAStep),
            name if name.contains(char::is_whitespace) => Err(PatternError::Blank),
            name => Ok(Wanted::Named { name: name.to_owned(), keys: part.keys }),
        });
        let mut steps = steps.collect::<Result<Vec<_>, _>>()?;
        // Two in a row say no more than one, and take much longer.
        steps.dedup_by(|next, step| *next == Wanted::AnyDepth && *step == Wanted::AnyDepth);
        Ok(Self { steps, text: text.to_owned() })
    }

    /// Whether it is an address that it is about. One that is no address is compared as text.
    #[must_use]
    pub fn matches_address(&self, address: &str) -> bool {
        match tokenize(address) {
            Ok(parts) => address_fits(&self.steps, &parts),
            Err(_) => self.text == address,
        }
    }

    /// Whether it is the path of a value that it is about, or of one inside. Positions are compared where the pattern has them.
    #[must_use]
    pub fn matches_path(&self, path: &AttributePath) -> bool {
        let wanted: Vec<One<'_>> = self.steps.iter().flat_map(Wanted::flat).collect();
        path_fits(&wanted, path.steps())
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn address_fits(wanted: &[Wanted], parts: &[Part<'_>]) -> bool {
    let Some((first, rest)) = wanted.split_first() else { return parts.is_empty() };
    match (first, parts.split_first()) {
        (Wanted::AnyDepth, None) => address_fits(rest, parts),
        (Wanted::AnyDepth, Some((_, below))) => address_fits(rest, parts) || address_fits(wanted, below),
        (Wanted::Named { .. }, None) => false,
        (Wanted::Named { name, keys }, Some((part, below))) => {
            let has_keys = keys.is_empty()
                || keys.len() == part.keys.len()
                    && keys.iter().zip(&part.keys).all(|(wanted, key)| key_fits(wanted, key));
            glob(name, &part.name) && has_keys && address_fits(rest, below)
        }
    }
}

fn key_fits(wanted: &InstanceKey, key: &InstanceKey) -> bool {
    match (wanted, key) {
        (InstanceKey::Unknown, _) => true,
        (InstanceKey::Text(wanted), InstanceKey::Text(key)) => glob(wanted, key),
        (wanted, key) => wanted == key,
    }
}

/// A step of a pattern of paths: there, a key in brackets is a step like any other.
enum One<'p> {
    AnyDepth,
    Any,
    Key(&'p str),
    Index(u64),
}

impl Wanted {
    fn flat(&self) -> Vec<One<'_>> {
        match self {
            Self::AnyDepth => vec![One::AnyDepth],
            Self::Named { name, keys } => {
                let keys = keys.iter().map(|key| match key {
                    InstanceKey::Number(index) => One::Index(*index),
                    InstanceKey::Text(key) => One::Key(key),
                    InstanceKey::Unknown => One::Any,
                });
                std::iter::once(One::Key(name)).chain(keys).collect()
            }
        }
    }
}

fn path_fits(wanted: &[One<'_>], path: &[Step]) -> bool {
    let Some((first, rest)) = wanted.split_first() else { return true };
    let below = path.get(1..).unwrap_or_default();
    match (first, path.first()) {
        (One::AnyDepth, None) => path_fits(rest, path),
        (One::AnyDepth, Some(_)) => path_fits(rest, path) || path_fits(wanted, below),
        (_, None) => false,
        (One::Any, Some(_)) => path_fits(rest, below),
        (One::Key(name), Some(Step::Key(key))) => glob(name, key) && path_fits(rest, below),
        // A position that the pattern does not name.
        (One::Key(_), Some(Step::Index(_))) => path_fits(wanted, below),
        (One::Index(wanted), Some(Step::Index(index))) => *wanted == *index as u64 && path_fits(rest, below),
        (One::Index(_), Some(Step::Key(_))) => false,
    }
}

/// Whether a text is of a form in which `*` is any text. Linear but for the last star, which alone is tried at every place.
fn glob(form: &str, text: &str) -> bool {
    let mut pieces = form.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut pieces: Vec<&str> = pieces.collect();
    let Some(last) = pieces.pop() else { return rest.is_empty() };
    for piece in pieces {
        match rest.find(piece) {
            Some(start) => rest = rest.get(start + piece.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn expect(pattern: &str, fitting: &[&str], others: &[&str]) {
        let pattern = Pattern::parse(pattern).unwrap();
        for address in fitting {
            assert!(pattern.matches_address(address), "{pattern} is not {address}");
        }
        for address in others {
            assert!(!pattern.matches_address(address), "{pattern} is {address}");
        }
    }

    #[test]
    fn an_address_without_keys_is_all_its_instances() {
        let instances = ["x_door.front", "x_door.front[0]", "x_door.front[\"a.b\"]"];
        expect("x_door.front", &instances, &["x_door.frontal", "x_doors.front", "module.m.x_door.front", "x_door"]);
        expect("x_door.front[*]", &instances[1..], &instances[..1]);
        expect("x_door.front[0]", &instances[1..2], &["x_door.front", "x_door.front[\"0\"]", "x_door.front[1]"]);
        expect("x_door.front[\"a*\"]", &instances[2..], &instances[..2]);
        expect("module.m.x_door.front", &["module.m[0].x_door.front[1]"], &["module.n.x_door.front"]);
    }

    #[test]
    fn a_star_is_within_a_step_and_two_are_any_number_of_steps() {
        expect("x_door.*", &["x_door.a", "x_door.a[\"b.c\"]"], &["x_door.a.b", "x_wall.a", "module.m.x_door.a"]);
        expect("x_*.front-*", &["x_door.front-1"], &["x_door.front", "y_door.front-1"]);
        expect("**", &["x_door.a", "module.m[0].module.n.x_door.a", "plan", "provider.aws.west"], &[]);
        expect("**.x_door.a", &["x_door.a", "module.m.module.n[\"k\"].x_door.a"], &["x_door.b"]);
        expect(
            "module.m.**",
            &["module.m", "module.m.x_door.a", "module.m[0].module.n.x_door.a"],
            &["module.n.x_door.a"],
        );
        expect("module.*.x_door.a", &["module.m.x_door.a"], &["module.m.module.n.x_door.a", "x_door.a"]);
        expect("module.m.**.a", &["module.m.x_door.a", "module.m.module.n.x_door.a"], &["module.m.x_door.b"]);
    }

    #[test]
    fn a_glob_may_have_several_stars() {
        for (form, text, fits) in [
            ("", "", true),
            ("a", "a", true),
            ("a", "ab", false),
            ("*", "", true),
            ("a*a", "a", false),
            ("a*a", "aa", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c", false),
            ("*b*", "abc", true),
            ("*ü*", "aüb", true),
        ] {
            assert_eq!(glob(form, text), fits, "{form} {text}");
        }
    }

    #[test]
    fn a_path_is_of_the_value_and_all_that_is_in_it() {
        let key = |key: &str| Step::Key(key.to_owned());
        let path = AttributePath(vec![key("ingress"), Step::Index(1), key("cidr_blocks"), Step::Index(0)]);
        for pattern in [
            "ingress",
            "ingress[1]",
            "ingress.cidr_blocks",
            "ingress[*].cidr_blocks[0]",
            "ingress[1].cidr_blocks",
            "*.cidr_*",
            "**.cidr_blocks",
            "ingress[1].cidr_blocks[0]",
        ] {
            assert!(Pattern::parse(pattern).unwrap().matches_path(&path), "{pattern}");
        }
        for pattern in
            ["egress", "ingress[0]", "cidr_blocks", "ingress.cidr_blocks[1]", "ingress.cidr_blocks.x", "ingress[\"1\"]"]
        {
            assert!(!Pattern::parse(pattern).unwrap().matches_path(&path), "{pattern}");
        }
        let tag = AttributePath(vec![key("tags"), key("a.b")]);
        assert!(Pattern::parse("tags[\"a.b\"]").unwrap().matches_path(&tag));
        assert!(Pattern::parse("tags[*]").unwrap().matches_path(&tag));
        assert!(!Pattern::parse("tags.a").unwrap().matches_path(&tag));
        assert!(!Pattern::parse("tags").unwrap().matches_path(&AttributePath::default()));
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for (text, words) in [
            ("", "a name is missing at byte 0"),
            ("x_door.", "a name is missing at byte 7"),
            ("x_door.a[", "`]` is missing at byte 9"),
            ("x_door.a[b]", "a key must be a number or quoted at byte 9"),
            ("x_door.**a", "`**` must be a step of its own, between dots"),
            ("**[0]", "`**` must be a step of its own, between dots"),
            ("x_door.a ", "there is a blank in it"),
        ] {
            assert_eq!(Pattern::parse(text).unwrap_err().to_string(), words, "{text}");
        }
    }
}
