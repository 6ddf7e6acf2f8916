//! The JSON report as lines, each an object with a `kind`: `start`, then of each plan its findings and what else there is to say of
//! it, then `end`. A report without its `end` is not whole. `crates/cli/schemas/ndjson-v1.schema.json` describes it.

use plangate_policy::Outcome;
use serde::Serialize;

use crate::check::Judged;
use crate::output::json::{self, Error, JsonFinding, Plan, Tool, Waivers};
use crate::output::{Frame, LineForm, Run};
use crate::terminal;

pub(super) const FORM: LineForm = LineForm { head, plan, foot };

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Line<'r> {
    Start {
        version: u8,
        tool: Tool,
        config: Option<&'r str>,
        errors: Vec<Error>,
    },
    Finding {
        plan: &'r str,
        #[serde(flatten)]
        finding: Box<JsonFinding<'r>>,
    },
    Plan(Plan<'r>),
    End {
        outcome: &'static str,
        plans: Plans,
        waivers: Waivers<'r>,
    },
}

/// How many plans had which answer.
#[derive(Serialize)]
struct Plans {
    pass: usize,
    violations: usize,
    could_not_judge: usize,
}

fn line(line: &Line<'_>) -> String {
    // The types hold nothing that JSON can't.
    let mut text = terminal::json(serde_json::to_string(line).unwrap_or_default());
    text.push('\n');
    text
}

fn head(frame: &Frame<'_>) -> String {
    line(&Line::Start {
        version: json::VERSION,
        tool: json::tool(frame),
        config: frame.config.name.as_deref(),
        errors: json::bundle_errors(frame),
    })
}

fn plan(frame: &Frame<'_>, judged: &Judged<'_>) -> String {
    let file = judged.input.to_string();
    let findings =
        json::findings(frame, judged).map(|finding| line(&Line::Finding { plan: &file, finding: Box::new(finding) }));
    let mut text: String = findings.collect();
    text.push_str(&line(&Line::Plan(json::plan(judged))));
    text
}

fn foot(run: &Run<'_>) -> String {
    let of = |outcome| run.plans.iter().filter(|plan| plan.outcome == outcome).count();
    let plans = Plans {
        pass: of(Outcome::Pass),
        violations: of(Outcome::Violations),
        could_not_judge: of(Outcome::CouldNotJudge),
    };
    line(&Line::End { outcome: json::word(run.outcome()), plans, waivers: json::waivers(run, &run.uses()) })
}
