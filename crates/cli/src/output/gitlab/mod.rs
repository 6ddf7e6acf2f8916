//! What the two forms of GitLab share: findings that are open, each with what tells it from all others.

pub(super) mod quality;
pub(super) mod sast;

use std::collections::HashMap;

use plangate_policy::Finding;

use crate::output::Run;
use crate::output::groups::{Found, open};
use crate::output::spot::{Near, Spot, plan_file, spots};
use crate::output::standing::{Standing, is_open_question, remarks};
use crate::output::words;
use crate::terminal::safe;

/// An open finding.
struct Issue<'f> {
    found: Found<'f>,
    standing: Standing<'f>,
    /// The path of its plan.
    plan: String,
    spot: Spot,
    near: Vec<Near>,
    /// The same in the next run, and no other's in this one: not that of the same finding in another plan, nor of one that is alike in all
    /// that a fingerprint is made of.
    digest: String,
}

impl<'f> Issue<'f> {
    fn finding(&self) -> &'f Finding<'f> {
        self.found.finding
    }

    /// Whether only apply can tell, and the run does not wait for that.
    fn is_open_question(&self) -> bool {
        is_open_question(self.finding(), self.standing)
    }

    /// Where it is, fit to be shown.
    fn address(&self) -> String {
        safe(&words::address(self.finding())).into_owned()
    }

    /// What is special about it, fit to be shown.
    fn remarks(&self) -> Vec<String> {
        let remarks = remarks(self.finding(), self.standing);
        remarks.iter().map(|remark| safe(remark).into_owned()).collect()
    }
}

/// The findings of all plans that are open, in order.
fn issues<'f>(run: &'f Run<'_>) -> impl Iterator<Item = Issue<'f>> {
    run.plans.iter().flat_map(move |plan| {
        let file = plan_file(plan);
        let mut known: HashMap<&str, usize> = HashMap::new();
        open(run, std::slice::from_ref(plan)).map(move |found| {
            let finding = found.finding;
            let number = known.entry(&finding.fingerprint).or_default();
            *number += 1;
            let digest = digest(&[&finding.fingerprint, &file, &number.to_string()]);
            let (spot, near) = spots(plan, found.position);
            Issue { found, standing: Standing::of(run, finding), plan: file.clone(), spot, near, digest }
        })
    })
}

/// 32 hexadecimal digits for some texts.
fn digest(parts: &[&str]) -> String {
    let digest = plangate_policy::digest(parts.join("\0").as_bytes());
    digest.trim_start_matches("sha256:").chars().take(32).collect()
}
