//! Provenance: what is found after the change is held against what was found before it.

use std::collections::HashMap;

use plangate_plan::Action;

use crate::report::{Finding, Provenance, Verdict};

/// Says of each finding of a rule whether it was there before, and adds those of the state before that are not there
/// afterwards.
///
/// A finding is the same if its fingerprint is: of several alike the one at the same path is taken first, because positions in
/// sets move. An undecided verdict comes with the change unless the rule failed on the resource before.
pub(crate) fn compare<'b>(after: &mut Vec<Finding<'b>>, before: Vec<Finding<'b>>) {
    let mut open: HashMap<String, Vec<Finding<'b>>> = HashMap::new();
    for finding in before {
        open.entry(finding.fingerprint.clone()).or_default().push(finding);
    }
    let mut rest: Vec<&mut Finding<'b>> = after.iter_mut().collect();
    for same_path in [true, false] {
        rest.retain_mut(|finding| {
            let Some(alike) = open.get_mut(&finding.fingerprint) else { return true };
            let Some(position) = alike.iter().position(|other| !same_path || other.path == finding.path) else {
                return true;
            };
            alike.remove(position);
            // Of something else it is new; whether the old one is put right is not for sure.
            if !finding.is_elsewhere {
                finding.was_there();
            }
            false
        });
    }
    let mut open: Vec<Finding<'b>> = open.into_values().flatten().collect();
    // Whether an undecided one puts right what failed before nobody knows.
    let undecided = |finding: &&mut Finding<'b>| finding.verdict == Verdict::Undecided && !finding.is_elsewhere;
    for finding in rest.into_iter().filter(undecided) {
        let before = open.len();
        open.retain(|other| identity(other) != identity(finding));
        if open.len() < before {
            finding.was_there();
        }
    }
    for mut finding in open {
        // What only leaves the state goes on existing as it is.
        if !finding.actions.contains(&Action::Forget) {
            finding.provenance = Provenance::Fixed;
            after.push(finding);
        }
    }
}

type Identity = (String, Option<String>);

fn identity(finding: &Finding<'_>) -> Identity {
    (finding.address.clone(), finding.deposed.clone())
}
