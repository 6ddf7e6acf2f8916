//! Decides requests, one JSON object a line, for the comparison in `agreement/`: reads standard input, writes standard output.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, BufRead, Write};

use plangate_iam::{Decision, Document, Grants, Kind, Request, decide};
use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize)]
struct Case {
    id: usize,
    identity: Vec<Box<RawValue>>,
    boundary: Option<Box<RawValue>>,
    resource_policy: Option<Box<RawValue>>,
    is_trust: bool,
    request: Wanted,
}

#[derive(Deserialize)]
struct Wanted {
    action: String,
    resource: String,
    account: String,
    principal: String,
    context: BTreeMap<String, Vec<String>>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut output = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let case: Case = serde_json::from_str(&line?)?;
        writeln!(output, "{} {}", case.id, word(decided(&case)))?;
    }
    Ok(output.flush()?)
}

fn decided(case: &Case) -> Decision {
    let identity: Vec<Document> =
        case.identity.iter().map(|text| Document::parse(text.get(), Kind::Identity)).collect();
    let boundary = case.boundary.as_ref().map(|text| Document::parse(text.get(), Kind::Identity));
    let kind = if case.is_trust { Kind::Trust } else { Kind::Resource };
    let policy = case.resource_policy.as_ref().map(|text| Document::parse(text.get(), kind));
    let grants = Grants { documents: identity.iter().collect(), boundary: boundary.as_ref() };
    let wanted = &case.request;
    let mut request = Request::new(&wanted.action, &wanted.resource, &wanted.principal).of_account(&wanted.account);
    for (key, values) in &wanted.context {
        request = request.with(key, values.iter().cloned());
    }
    decide(&grants, policy.as_ref(), &request)
}

fn word(decision: Decision) -> &'static str {
    match decision {
        Decision::Allow => "Allowed",
        Decision::ExplicitDeny => "ExplicitlyDenied",
        Decision::ImplicitDeny => "ImplicitlyDenied",
    }
}
