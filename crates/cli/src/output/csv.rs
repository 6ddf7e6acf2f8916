//! A table for spreadsheets, its lines ending in LF, otherwise as RFC 4180 has it. Of each plan a row, then its errors, notes and
//! findings; at last what is said of waivers, and the run: a table without that row is not whole. Columns may be added at the end, never
//! renamed, moved or removed. A cell is one line, and no formula.

use plangate_policy::Gate;
use serde::{Serialize, Serializer};

use crate::check::Judged;
use crate::output::groups::{Found, findings};
use crate::output::json::{self, Error};
use crate::output::spot::{in_repository, plan_file, spots};
use crate::output::words;
use crate::output::{Frame, LineForm, Run, waivers};
use crate::terminal::safe;

pub(super) const FORM: LineForm = LineForm { head, plan, foot };

/// A row; what it says nothing of is empty.
#[derive(Default, Serialize)]
struct Row {
    kind: Cell,
    plan: Cell,
    outcome: Cell,
    rule: Cell,
    severity: Cell,
    verdict: Cell,
    provenance: Cell,
    fails: Cell,
    waived_by: Cell,
    waived_at: Cell,
    reason: Cell,
    owner: Cell,
    until: Cell,
    address: Cell,
    r#type: Cell,
    module: Cell,
    path: Cell,
    message: Cell,
    file: Cell,
    line: Cell,
    column: Cell,
    domain: Cell,
    title: Cell,
    remediation: Cell,
    fingerprint: Cell,
    depends_on: Cell,
    controls: Cell,
}

/// A text, whatever is in it.
#[derive(Default)]
struct Cell(String);

impl<S: ToString> From<S> for Cell {
    fn from(text: S) -> Self {
        Self(text.to_string())
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&inert(&safe(&self.0)))
    }
}

/// A text that no spreadsheet takes for a formula: not at its beginning, and not behind a semicolon, which ends cells in some countries.
fn inert(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    let mut before = ';';
    for c in text.chars() {
        if before == ';' && matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') {
            cell.push('\'');
        }
        cell.push(c);
        before = c;
    }
    cell
}

fn lines(rows: &[Row], has_head: bool) -> String {
    let mut writer = csv::WriterBuilder::new().has_headers(has_head).from_writer(Vec::new());
    for row in rows {
        // A row holds texts alone, and a vector takes whatever is written.
        let _ = writer.serialize(row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn head(frame: &Frame<'_>) -> String {
    let names = lines(&[Row::default()], true);
    let names = names.lines().next().unwrap_or_default();
    let errors: Vec<Row> = json::bundle_errors(frame).into_iter().map(|error| of_error(error, "")).collect();
    format!("{names}\n{}", lines(&errors, false))
}

fn plan(frame: &Frame<'_>, judged: &Judged<'_>) -> String {
    let file = plan_file(judged);
    let said = judged.result.as_ref().map(|report| {
        let (found, resources) = (words::found(frame, &[report]), words::resources(report.counts));
        format!("{found}; {resources}")
    });
    let mut rows = vec![Row {
        kind: "plan".into(),
        plan: (&file).into(),
        outcome: json::word(judged.outcome).into(),
        message: said.unwrap_or_default().into(),
        ..Row::default()
    }];
    rows.extend(json::errors(judged).into_iter().map(|error| of_error(error, &file)));
    let notes = judged.result.iter().flat_map(|report| &report.notes);
    rows.extend(notes.map(|note| of_note(words::note(frame, note), frame.fails(note), &file)));
    let shown = findings(std::slice::from_ref(judged)).filter(|found| frame.gate.shows(found.finding));
    rows.extend(shown.map(|found| of_finding(&frame.gate, found, &file)));
    lines(&rows, false)
}

fn foot(run: &Run<'_>) -> String {
    let remarks = waivers::remarks(run).into_iter();
    let mut rows: Vec<Row> = remarks
        .map(|remark| Row {
            file: remark.place.map(|place| in_repository(&place.file)).unwrap_or_default().into(),
            line: remark.place.map(|place| place.line.to_string()).unwrap_or_default().into(),
            column: remark.place.map(|place| place.column.to_string()).unwrap_or_default().into(),
            ..of_note(remark.text.clone(), remark.fails(run), "")
        })
        .collect();
    rows.push(Row {
        kind: "run".into(),
        outcome: json::word(run.outcome()).into(),
        message: words::answers(run.plans).into(),
        ..Row::default()
    });
    lines(&rows, false)
}

fn of_error(error: Error, plan: &str) -> Row {
    let said = [Some(error.message), error.output, error.help];
    Row {
        kind: "error".into(),
        plan: plan.into(),
        rule: error.rule.unwrap_or_default().into(),
        verdict: "could-not-judge".into(),
        fails: "yes".into(),
        message: said.into_iter().flatten().collect::<Vec<_>>().join("; ").into(),
        file: error.file.map(|file| in_repository(&file)).unwrap_or_default().into(),
        line: error.line.map(|line| line.to_string()).unwrap_or_default().into(),
        ..Row::default()
    }
}

fn of_note(text: String, fails: bool, plan: &str) -> Row {
    Row { kind: "note".into(), plan: plan.into(), fails: yes(fails), message: text.into(), ..Row::default() }
}

fn of_finding(gate: &Gate, found: Found<'_>, plan: &str) -> Row {
    let finding = found.finding;
    let metadata = &finding.rule.metadata;
    let (spot, _) = spots(found.plan, found.position);
    let waived = finding.waived.as_ref();
    let controls = metadata.custom.controls.iter();
    let controls: Vec<String> =
        controls.flat_map(|(framework, numbers)| numbers.iter().map(move |it| format!("{framework} {it}"))).collect();
    Row {
        kind: "finding".into(),
        plan: plan.into(),
        rule: finding.rule.id().into(),
        severity: finding.severity.into(),
        verdict: json::verdict(finding.verdict).into(),
        provenance: finding.provenance.as_str().into(),
        fails: yes(gate.fails(finding)),
        waived_by: waived.map(|waived| waived.origin.as_str()).unwrap_or_default().into(),
        waived_at: waived.map(|waived| waived.place.to_string()).unwrap_or_default().into(),
        reason: waived.map(waivers::why).unwrap_or_default().into(),
        owner: waived.and_then(|waived| waived.owner.clone()).unwrap_or_default().into(),
        until: waived.and_then(|waived| waived.expires).map(|day| day.to_string()).unwrap_or_default().into(),
        address: words::address(finding).into(),
        r#type: (&finding.r#type).into(),
        module: (&finding.module).into(),
        path: (&finding.path).into(),
        message: (&finding.message).into(),
        // Without lines the place is the plan, which has a column of its own.
        file: spot.region.map(|_| spot.file).unwrap_or_default().into(),
        line: spot.region.map(|region| region.line.to_string()).unwrap_or_default().into(),
        column: spot.region.map(|region| region.column.to_string()).unwrap_or_default().into(),
        domain: metadata.custom.domain.into(),
        title: (&metadata.title).into(),
        remediation: metadata.custom.remediation.trim().into(),
        fingerprint: (&finding.fingerprint).into(),
        depends_on: finding.depends_on.join(", ").into(),
        controls: controls.join(", ").into(),
        ..Row::default()
    }
}

fn yes(is: bool) -> Cell {
    if is { "yes" } else { "no" }.into()
}
