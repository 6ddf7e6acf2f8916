//! Where other programs show a finding: a file of the repository and lines in it.

use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

use crate::check::Judged;
use crate::repository;
use crate::sources::Shown;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot {
    /// The path from the top of the repository, with `/`; from the working directory where there is no repository, and as it was
    /// given where it is outside of both.
    pub file: String,
    /// Lines and columns, from one. None is the file as a whole.
    pub region: Option<Region>,
}

/// Lines and columns of a file, from one; the end is behind the last character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Region {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// A place that has to do with a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Near {
    pub spot: Spot,
    pub label: String,
}

/// Where a finding is, and what else has to do with it: in the user's own files if they are at hand. What is in a module that was
/// fetched is shown at the call of the module, because the module's files are not in the repository. Without files it is the plan.
pub(crate) fn spots(plan: &Judged<'_>, position: usize) -> (Spot, Vec<Near>) {
    let Some(line) = plan.seen.lines.get(&position) else {
        return (Spot { file: plan_file(plan), region: None }, Vec::new());
    };
    let spot = of_shown(&line.shown);
    let mut near: Vec<Near> =
        line.related.iter().map(|it| Near { spot: of_shown(&it.shown), label: it.label.clone() }).collect();
    if !is_fetched(&spot) {
        return (spot, near);
    }
    match near.iter().position(|it| !is_fetched(&it.spot)) {
        Some(own) => {
            let own = near.remove(own);
            near.insert(0, Near { spot, label: own.label });
            (own.spot, near)
        }
        None => (spot, near),
    }
}

/// The path of a plan, as the repository has it.
pub(crate) fn plan_file(plan: &Judged<'_>) -> String {
    let name = plan.input.to_string();
    if plan.input.path().is_some() { in_repository(&name) } else { name }
}

/// A path as the repository has it.
pub(crate) fn in_repository(path: &str) -> String {
    let (here, top) = &*BASE;
    let path = Path::new(path);
    // A path with links on the way to the repository, such as that of a working directory reached by a link, is told by where it leads.
    let found = relative(path, here, top).or_else(|| relative(&path.canonicalize().ok()?, here, top));
    let shown = found.unwrap_or_else(|| path.to_owned());
    shown.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

fn of_shown(shown: &Shown) -> Spot {
    let ((line, column), (end_line, end_column)) = (shown.start, shown.end);
    Spot { file: in_repository(&shown.file), region: Some(Region { line, column, end_line, end_column }) }
}

fn is_fetched(spot: &Spot) -> bool {
    spot.file.split('/').any(|step| step == ".terraform")
}

/// The working directory, and the top of its repository or else itself.
static BASE: LazyLock<(PathBuf, PathBuf)> = LazyLock::new(|| {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    let top = repository::top(&here).unwrap_or(&here).to_owned();
    (here, top)
});

/// A path below the top, if it leads there.
fn relative(path: &Path, here: &Path, top: &Path) -> Option<PathBuf> {
    let mut whole = PathBuf::new();
    for step in here.join(path).components() {
        match step {
            Component::CurDir => {}
            Component::ParentDir => {
                whole.pop();
            }
            step => whole.push(step),
        }
    }
    whole.strip_prefix(top).ok().map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_of_the_repository() {
        let (here, top) = (Path::new("/srv/repo/infra"), Path::new("/srv/repo"));
        for (path, expected) in [
            ("main.tf", Some("infra/main.tf")),
            ("./net/../main.tf", Some("infra/main.tf")),
            ("../modules/net/main.tf", Some("modules/net/main.tf")),
            ("/srv/repo/a.tf", Some("a.tf")),
            ("../../other/a.tf", None),
            ("/elsewhere/a.tf", None),
        ] {
            assert_eq!(relative(Path::new(path), here, top), expected.map(PathBuf::from), "{path}");
        }
    }
}
