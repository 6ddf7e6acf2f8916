//! Lists as messages write them.

/// So many elements are named.
pub(crate) const NAMED: usize = 3;

/// User input in backticks: `` `a`, `b`, `c` and 4 more ``. What stands there twice is said once.
pub(crate) fn quoted<'t>(items: impl IntoIterator<Item = &'t str>) -> String {
    listed(items.into_iter().map(|item| format!("`{item}`")))
}

/// At most three elements and the number of the others.
pub(crate) fn listed(items: impl IntoIterator<Item = String>) -> String {
    let mut all: Vec<String> = Vec::new();
    for item in items {
        if !all.contains(&item) {
            all.push(item);
        }
    }
    let more = all.len().saturating_sub(NAMED);
    if more > 0 {
        all.truncate(NAMED);
        return format!("{} and {more} more", all.join(", "));
    }
    match all.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_end() {
        assert_eq!(quoted([]), "");
        assert_eq!(quoted(["a", "a"]), "`a`");
        assert_eq!(quoted(["a", "b"]), "`a` and `b`");
        assert_eq!(quoted(["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(quoted(["a", "b", "c", "d", "e"]), "`a`, `b`, `c` and 2 more");
    }
}
