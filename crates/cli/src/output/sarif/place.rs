//! Places as SARIF has them: URIs, relative to the top of the repository where the file is in it, and regions.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use plangate_policy::Place;

use crate::check::Judged;
use crate::output::sarif::log::{ArtifactLocation, Location, PhysicalLocation, Region, Text};
use crate::output::spot::{self, Spot, in_repository, plan_file};

/// What `uriBaseId` is called in every run; GitHub and others know it as the top of the repository.
pub(super) const BASE: &str = "%SRCROOT%";

/// All but what is never escaped in a URI, and what parts the steps of a path. A `:` in the first step would end a scheme.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A file, by its path as the repository has it.
pub(super) fn file(path: &str) -> ArtifactLocation {
    let escaped = utf8_percent_encode(path, ESCAPED);
    if Path::new(path).is_absolute() {
        let slash = if path.starts_with('/') { "" } else { "/" };
        return ArtifactLocation { uri: format!("file://{slash}{escaped}"), uri_base_id: None };
    }
    let is_outside = path == ".." || path.starts_with("../");
    ArtifactLocation { uri: escaped.to_string(), uri_base_id: (!is_outside).then_some(BASE) }
}

/// The file of a plan. Standard input has the name of none.
pub(super) fn plan(plan: &Judged<'_>) -> ArtifactLocation {
    let location = file(&plan_file(plan));
    ArtifactLocation { uri_base_id: location.uri_base_id.filter(|_| plan.input.path().is_some()), ..location }
}

/// A file as a whole.
pub(super) fn whole<'r>(file: ArtifactLocation) -> Location<'r> {
    at(file, None)
}

/// A place in the user's own files, or the plan.
pub(super) fn of_spot<'r>(spot: &Spot, judged: &Judged<'_>) -> Location<'r> {
    match spot.region {
        Some(region) => at(file(&spot.file), Some(of_region(region))),
        // GitHub asks for a line, the standard does not.
        None => at(plan(judged), Some(Region { start_line: 1, start_column: None, end_line: None, end_column: None })),
    }
}

/// Where the user wrote something.
pub(super) fn of_place<'r>(place: &Place) -> Location<'r> {
    let region = Region { start_line: place.line, start_column: Some(place.column), end_line: None, end_column: None };
    at(file(&in_repository(&place.file)), (place.line > 0).then_some(region))
}

/// The same place with a number and some words.
pub(super) fn labelled<'r>(location: Location<'r>, id: usize, label: &str) -> Location<'r> {
    Location { id: Some(id), message: Some(Text::safe(label)), ..location }
}

fn of_region(region: spot::Region) -> Region {
    Region {
        start_line: region.line,
        start_column: Some(region.column),
        end_line: Some(region.end_line),
        end_column: Some(region.end_column),
    }
}

fn at<'r>(artifact_location: ArtifactLocation, region: Option<Region>) -> Location<'r> {
    let physical_location = PhysicalLocation { artifact_location, region };
    Location { id: None, physical_location, logical_locations: Vec::new(), message: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_uri_references() {
        for (path, uri, base) in [
            ("infra/main.tf", "infra/main.tf", Some(BASE)),
            ("a b/#1%.tf", "a%20b/%231%25.tf", Some(BASE)),
            ("c:d.tf", "c%3Ad.tf", Some(BASE)),
            ("ü<x>?.tf", "%C3%BC%3Cx%3E%3F.tf", Some(BASE)),
            ("a\nb\\c.tf", "a%0Ab%5Cc.tf", Some(BASE)),
            ("../other/a.tf", "../other/a.tf", None),
            ("..a.tf", "..a.tf", Some(BASE)),
        ] {
            let location = file(path);
            assert_eq!((location.uri.as_str(), location.uri_base_id), (uri, base), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_elsewhere_is_a_file_uri() {
        let location = file("/tmp/a b.json");
        assert_eq!((location.uri.as_str(), location.uri_base_id), ("file:///tmp/a%20b.json", None));
    }
}
