//! The words of directives in comments.

use super::{Dialect, Until};
use crate::syntax::Span;

/// What a comment asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Directive {
    pub span: Span,
    pub dialect: Dialect,
    pub reach: Reach,
    pub ids: Vec<String>,
    pub reason: Option<String>,
    pub until: Option<Until>,
    pub workspace: Option<String>,
    /// `[from_port=22]`: attributes that must be written like this.
    pub parameters: Vec<(String, String)>,
    pub problem: Option<String>,
}

/// Where a directive is looked for, by its dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// The attribute or block below or on the line; otherwise the block around.
    Nearest,
    /// The block of the top level around.
    Around,
    /// The attribute or block below or on the line, and nothing else.
    Here,
    /// The line below.
    NextLine,
    /// The attribute or block below.
    Next,
    File,
}

impl Directive {
    fn new(dialect: Dialect, reach: Reach, span: Span) -> Self {
        Self {
            span,
            dialect,
            reach,
            ids: Vec::new(),
            reason: None,
            until: None,
            workspace: None,
            parameters: Vec::new(),
            problem: None,
        }
    }

    fn fault(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }

    fn set_until(&mut self, text: &str) {
        let date = text.parse().ok();
        if date.is_none() {
            self.fault(format!("`{text}` is no date; a date is written `2027-01-31`"));
        }
        self.until = Some(Until { text: text.to_owned(), date });
    }

    fn set_ids(&mut self, text: &str) {
        let ids = text.split(',').map(str::trim).filter(|id| !id.is_empty());
        self.ids.extend(ids.map(str::to_owned));
    }
}

/// The directives of a comment with its delimiters.
pub(super) fn directives(text: &str, comment: Span) -> Vec<Directive> {
    let Some(content) = text.get(comment.clone()) else { return Vec::new() };
    let mut found = Vec::new();
    let mut start = comment.start;
    for line in content.split_inclusive('\n') {
        let content = if content.starts_with("/*") {
            let line = line.trim_end().strip_suffix("*/").unwrap_or(line);
            line.trim_start_matches([' ', '\t', '/', '*'])
        } else {
            line.trim_start_matches(['#', '/'])
        };
        // Where the content begins in the line.
        let at = start + (content.as_ptr() as usize).saturating_sub(line.as_ptr() as usize);
        let in_file = |directive: Directive| {
            let span = directive.span.start + at..directive.span.end + at;
            Directive { span, ..directive }
        };
        found.extend(in_text(content).into_iter().map(in_file));
        start += line.len();
    }
    found
}

/// The directives of a line without delimiters.
pub(super) fn in_text(text: &str) -> Vec<Directive> {
    let start = text.len() - text.trim_start().len();
    let content = text.trim();
    if content.starts_with("plangate:") {
        return vec![plangate(content, start)];
    }
    if let Some(rest) = content.strip_prefix("kics-scan ") {
        return kics(rest.trim(), start..start + content.len()).into_iter().collect();
    }
    let mut found = Vec::new();
    for (at, word) in words(text) {
        if let Some(rest) = word.strip_prefix("checkov:skip=").or_else(|| word.strip_prefix("bridgecrew:skip=")) {
            let from = at + word.len() - rest.len();
            found.push(checkov(text.get(from..).unwrap_or_default(), at, from));
            // The rest of the line is the reason.
            break;
        }
        // Several may stand in one word, with commas between them.
        for (prefix, dialect) in [("trivy:ignore:", Dialect::Trivy), ("tfsec:ignore:", Dialect::Tfsec)] {
            if let Some(rest) = word.strip_prefix(prefix) {
                found.push(sections(rest, dialect, at..at + word.len()));
            }
        }
    }
    found
}

/// Words with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|word| ((word.as_ptr() as usize).saturating_sub(text.as_ptr() as usize), word))
}

/// `plangate:ignore RULE[,RULE] reason="..." until=2027-01-31`
fn plangate(content: &str, start: usize) -> Directive {
    let mut directive = Directive::new(Dialect::Plangate, Reach::Nearest, start..start + content.len());
    let (verb, mut rest) = content.split_once(char::is_whitespace).unwrap_or((content, ""));
    if verb != "plangate:ignore" {
        directive.fault(format!("`{verb}` is no directive; it is written `plangate:ignore`"));
        return directive;
    }
    // Rules: words up to the first option, as long as commas join them.
    let mut expects_more = true;
    loop {
        rest = rest.trim_start();
        let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        if word.is_empty() || word.contains('=') || !expects_more && !word.starts_with(',') {
            break;
        }
        directive.set_ids(word);
        expects_more = word.ends_with(',');
        rest = after;
    }
    if directive.ids.is_empty() {
        directive.fault("names no rule".to_owned());
    }
    while !rest.trim_start().is_empty() {
        rest = option(&mut directive, rest.trim_start());
    }
    directive
}

/// Reads one `key=value`, and returns what follows.
fn option<'t>(directive: &mut Directive, text: &'t str) -> &'t str {
    let word_end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (word, after_word) = text.split_at(word_end);
    let Some((key, _)) = word.split_once('=') else {
        directive.fault(format!("`{word}` is neither `reason=` nor `until=`"));
        return after_word;
    };
    let value = text.get(key.len() + 1..).unwrap_or_default();
    let (value, rest) = match value.strip_prefix('"') {
        Some(quoted) => match end_of_quote(quoted) {
            Some(end) => (unescape(quoted.get(..end).unwrap_or_default()), quoted.get(end + 1..).unwrap_or_default()),
            None => {
                directive.fault(format!("the quote behind `{key}=` is not closed"));
                (quoted.to_owned(), "")
            }
        },
        None => {
            let end = value.find(char::is_whitespace).unwrap_or(value.len());
            let (value, rest) = value.split_at(end);
            (value.to_owned(), rest)
        }
    };
    match key {
        "reason" if directive.reason.is_none() => {
            directive.reason = Some(value).filter(|reason| !reason.trim().is_empty())
        }
        "until" if directive.until.is_none() => directive.set_until(&value),
        "reason" | "until" => directive.fault(format!("`{key}` is given twice")),
        _ => directive.fault(format!("`{key}` is neither `reason` nor `until`")),
    }
    rest
}

fn end_of_quote(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' if !escaped => return Some(at),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    None
}

fn unescape(text: &str) -> String {
    text.replace("\\\"", "\"").replace("\\\\", "\\")
}

/// What follows `checkov:skip=`: ids with commas, and the reason behind a colon.
fn checkov(rest: &str, at: usize, from: usize) -> Directive {
    let rest = rest.trim_end();
    let mut directive = Directive::new(Dialect::Checkov, Reach::Around, at..from + rest.len());
    let (ids, reason) = match rest.split_once(':') {
        Some((ids, reason)) => (ids, Some(reason.trim())),
        None => (rest, None),
    };
    // Without a colon the words behind the id are neither id nor reason.
    directive.set_ids(ids.split_whitespace().next().unwrap_or_default());
    if reason.is_none() {
        let word = rest.split_whitespace().next().unwrap_or_default();
        directive.span = at..from + word.len();
    }
    directive.reason = reason.filter(|reason| !reason.is_empty()).map(str::to_owned);
    if directive.ids.is_empty() {
        directive.fault("names no rule".to_owned());
    }
    directive
}

/// What follows `trivy:ignore:`: ids with commas, parameters in brackets, and sections such as `exp:2027-01-31`.
fn sections(rest: &str, dialect: Dialect, span: Span) -> Directive {
    let mut directive = Directive::new(dialect, Reach::Here, span);
    // Parameters may hold colons.
    let head = match rest.split_once('[') {
        Some((head, tail)) if !head.contains(':') => {
            let (inside, tail) = tail.split_once(']').unwrap_or_else(|| {
                directive.fault("a bracket is not closed".to_owned());
                (tail, "")
            });
            for parameter in inside.split(',') {
                match parameter.split_once('=') {
                    Some((key, value)) => directive.parameters.push((key.to_owned(), value.to_owned())),
                    None => directive.fault(format!("`{parameter}` is no parameter")),
                }
            }
            (head, tail.strip_prefix(':').unwrap_or(tail))
        }
        _ => rest.split_once(':').unwrap_or((rest, "")),
    };
    let (ids, mut options) = head;
    for id in ids.split(',').filter(|id| !id.is_empty()) {
        directive.ids.push(id.to_owned());
    }
    while !options.is_empty() {
        let (key, rest) = options.split_once(':').unwrap_or((options, ""));
        let (value, after) = rest.split_once(':').unwrap_or((rest, ""));
        match key {
            "exp" => directive.set_until(value.trim_end_matches(',')),
            "ws" => directive.workspace = Some(value.to_owned()),
            _ => directive.fault(format!("`{key}` is neither `exp` nor `ws`")),
        }
        options = after;
    }
    if directive.ids.is_empty() {
        directive.fault("names no rule".to_owned());
    }
    directive
}

/// What follows `kics-scan `, if it is one of its commands and nothing else.
fn kics(rest: &str, span: Span) -> Option<Directive> {
    let reach = match rest {
        "ignore-line" => Reach::NextLine,
        "ignore-block" => Reach::Next,
        "ignore" => Reach::File,
        _ => {
            let ids = rest.strip_prefix("disable=").filter(|ids| !ids.contains(char::is_whitespace))?;
            let mut directive = Directive::new(Dialect::Kics, Reach::File, span);
            directive.set_ids(ids);
            return (!directive.ids.is_empty()).then_some(directive);
        }
    };
    Some(Directive::new(Dialect::Kics, reach, span))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The directives of a comment in one line each.
    fn read(comment: &str) -> Vec<String> {
        let shown = |directive: Directive| {
            let mut text = format!("{:?} {:?}", directive.dialect, &comment[directive.span.clone()]);
            text += &format!(" ids={}", directive.ids.join("+"));
            let options = [
                ("reason", directive.reason),
                ("until", directive.until.map(|until| format!("{}/{}", until.text, until.date.is_some()))),
                ("ws", directive.workspace),
                ("problem", directive.problem),
            ];
            for (name, value) in options {
                text += &value.map(|value| format!(" {name}={value}")).unwrap_or_default();
            }
            for (key, value) in directive.parameters {
                text += &format!(" [{key}={value}]");
            }
            text
        };
        directives(comment, 0..comment.len()).into_iter().map(shown).collect()
    }

    #[test]
    fn own_directives() {
        assert_eq!(
            read(r##"# plangate:ignore a-b,c-d reason="it \"is\" ok" until=2027-01-31"##),
            [
                r##"Plangate "plangate:ignore a-b,c-d reason=\"it \\\"is\\\" ok\" until=2027-01-31" ids=a-b+c-d reason=it "is" ok until=2027-01-31/true"##
            ]
        );
        assert_eq!(read("//plangate:ignore a, b"), [r#"Plangate "plangate:ignore a, b" ids=a+b"#]);
        assert_eq!(
            read("# plangate:ignore a b"),
            [r#"Plangate "plangate:ignore a b" ids=a problem=`b` is neither `reason=` nor `until=`"#]
        );
        assert_eq!(read("# plangate:ignore"), [r#"Plangate "plangate:ignore" ids= problem=names no rule"#]);
        assert_eq!(
            read("# plangate:ignore a until=2027-02-30"),
            [
                r#"Plangate "plangate:ignore a until=2027-02-30" ids=a until=2027-02-30/false problem=`2027-02-30` is no date; a date is written `2027-01-31`"#
            ]
        );
        assert_eq!(
            read("# plangate:ignore a expires=2027-01-01"),
            [
                r#"Plangate "plangate:ignore a expires=2027-01-01" ids=a problem=`expires` is neither `reason` nor `until`"#
            ]
        );
        assert_eq!(
            read(r#"# plangate:ignore a reason="x"#),
            [
                r#"Plangate "plangate:ignore a reason=\"x" ids=a reason=x problem=the quote behind `reason=` is not closed"#
            ]
        );
        assert_eq!(
            read("# plangate:ignored a"),
            [
                r#"Plangate "plangate:ignored a" ids= problem=`plangate:ignored` is no directive; it is written `plangate:ignore`"#
            ]
        );
        assert!(read("# see plangate:ignore a").is_empty());
    }

    #[test]
    fn directives_of_others() {
        assert_eq!(
            read("#checkov:skip=CKV_AWS_20:The bucket: public"),
            [r#"Checkov "checkov:skip=CKV_AWS_20:The bucket: public" ids=CKV_AWS_20 reason=The bucket: public"#]
        );
        assert_eq!(read("# bridgecrew:skip=BC_AWS_1"), [r#"Checkov "bridgecrew:skip=BC_AWS_1" ids=BC_AWS_1"#]);
        assert_eq!(read("# checkov:skip=A_1,B_2 because"), [r#"Checkov "checkov:skip=A_1,B_2" ids=A_1+B_2"#]);
        assert_eq!(read("# nocheckov:skip=A_1 xtrivy:ignore:B"), Vec::<String>::new());
        assert_eq!(
            read("#trivy:ignore:AVD-AWS-0089 trivy:ignore:AWS-1:exp:2027-01-31:ws:prod"),
            [
                r#"Trivy "trivy:ignore:AVD-AWS-0089" ids=AVD-AWS-0089"#,
                r#"Trivy "trivy:ignore:AWS-1:exp:2027-01-31:ws:prod" ids=AWS-1 until=2027-01-31/true ws=prod"#
            ]
        );
        assert_eq!(read("# tfsec:ignore:a,b reason is here"), [r#"Tfsec "tfsec:ignore:a,b" ids=a+b"#]);
        assert_eq!(
            read("# trivy:ignore:a[name=x:y,port=22]:exp:soon"),
            [
                r#"Trivy "trivy:ignore:a[name=x:y,port=22]:exp:soon" ids=a until=soon/false problem=`soon` is no date; a date is written `2027-01-31` [name=x:y] [port=22]"#
            ]
        );
        assert_eq!(read("# kics-scan ignore-line"), [r#"Kics "kics-scan ignore-line" ids="#]);
        assert_eq!(read("# kics-scan disable=1-2,3-4"), [r#"Kics "kics-scan disable=1-2,3-4" ids=1-2+3-4"#]);
        assert!(read("# kics-scan ignore-lines").is_empty());
        assert!(read("# kics-scan ignore-line please").is_empty());
    }

    #[test]
    fn a_long_comment_may_hold_one_on_every_line() {
        assert_eq!(
            read("/* tfsec:ignore:a\n * checkov:skip=B_1:why */"),
            [r#"Tfsec "tfsec:ignore:a" ids=a"#, r#"Checkov "checkov:skip=B_1:why" ids=B_1 reason=why"#]
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(plangate:ignore|trivy:ignore:|checkov:skip=|kics-scan |[a-c=:,\\[\\]\" \\n*/\\\\]|\\PC){0,12}") {
            read(&format!("# {text}"));
            read(&format!("/* {text} */"));
        }
    }
}
