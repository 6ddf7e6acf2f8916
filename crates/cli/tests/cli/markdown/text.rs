//! Text of a plan in a comment is text, whatever is in it.

use serde_json::{Value, json};

use crate::common::plangate;
use crate::making::{DOOR, Place, Rule, create, plan};
use crate::markdown::reading::Read;
use crate::markdown::report;

/// What means something to Markdown, HTML, GitHub, GitLab, runners of CI jobs or spreadsheets.
const HOSTILE: [&str; 60] = [
    "a|b",
    "a\\|b|c",
    "|",
    "||",
    "a ` b",
    "``x` y",
    "`",
    "a`b|c`d",
    "`a``b`",
    "\\`x\\`",
    "\\",
    "<script>alert(1)</script>",
    "</details>",
    "</summary></details><details open>",
    "<!-- x -->",
    "-->",
    "]]>",
    "<img src=x onerror=alert(1)>",
    "<https://evil.example>",
    "&lt;b&gt; &amp; &#64;octocat",
    "![x](http://evil.example/y)",
    "[x](javascript:alert(1))",
    "[x]: http://evil.example",
    "[[x|y]]",
    "[^1] ^[note]",
    "@octocat",
    "(@octocat)",
    "#123 GH-12 gh-12 octo/repo#1 !12 $12 %12 &12",
    "octo/repo@0123456789abcdef0123456789abcdef01234567",
    "0123456789abcdef0123456789abcdef01234567",
    "https://evil.example/x",
    "www.evil.example",
    "a@evil.example",
    "mailto:a@evil.example",
    "*b* **b** _i_ __b__ ~s~ ~~s~~ ^up^ ==m== ++u++",
    "$x$ $$y$$ $`x`$",
    ":smile: :x:",
    "::error::x",
    "##[error]x ##vso[task.x]y",
    "=cmd()",
    "%0A",
    "%\"milestone\"",
    "\"'&",
    "- item",
    "+ item",
    "* item",
    "- [x] task",
    "1. item",
    "1) item",
    "# heading",
    "> quote",
    "---",
    "===",
    "***",
    "~~~",
    "/close",
    ": definition",
    "{{ x }} {% y %}",
    "    code",
    "日本語 and ünï",
];

/// What reports have no sign for, as it is shown.
const UNSEEN: [(&str, &str); 5] = [
    ("a\n\n# b\n</details>", "a\\n\\n# b\\n</details>"),
    ("\u{1b}[31mred", "\\u001b[31mred"),
    ("x\r\u{0}y", "x\\u000d\\u0000y"),
    ("\u{202e}evil\u{200b}", "\\u202eevil\\u200b"),
    ("x\u{2028}\u{85}\ty", "x\\u2028\\u0085\\ty"),
];

/// Says nothing but what the door says.
const SAYS: Rule = DOOR.saying(
    "deny contains finding.at(door, [\"says\"], door.values.says) if {\n\tsome door in input.resources.x_door\n}\n",
);

fn texts() -> impl Iterator<Item = (&'static str, &'static str)> {
    let alike = HOSTILE.iter().filter(|text| !text.starts_with("::") && !text.starts_with("##"));
    let commands =
        [("::error::x", "\\u003a:error::x"), ("##[error]x ##vso[task.x]y", "\\u0023#[error]x \\u0023#vso[task.x]y")];
    alike.map(|text| (*text, *text)).chain(UNSEEN).chain(commands)
}

/// Backticks around something are shown as code.
fn plain(text: &str) -> String {
    text.trim().replace('`', "")
}

#[test]
fn messages_are_shown_as_they_are_in_tables_and_details() {
    let doors: Vec<Value> = texts()
        .enumerate()
        .map(|(number, (text, _))| create(&format!("x_door.n{number}"), &json!({"says": text})))
        .collect();
    let (_, read) = report(&Place::with_plan(&doors).rule(&SAYS), &[], 1);
    assert_eq!(read.links, [""; 0]);
    for (number, (_, shown)) in texts().enumerate() {
        let row = read.rows.iter().find(|row| row[3] == format!("x_door.n{number}")).unwrap();
        assert_eq!(plain(&row[2]), plain(shown));
        let summary = format!("> medium: x-door at x_door.n{number}");
        let at = read.lines.iter().position(|line| *line == summary).unwrap();
        assert_eq!(plain(&read.lines[at + 1]), plain(shown));
    }
}

#[test]
fn addresses_are_shown_as_they_are() {
    let rule = Rule { custom: &["attributes: [open]", "context: [x_door]"], ..DOOR }.saying("deny contains finding.at(input.resources.x_door[i], [\"open\"], sprintf(\"door %d is open\", [i])) if {\n\tsome i\n\tinput.resources.x_door[i]\n}\n");
    let address = |text: &str| format!("x_door.side[\"{text}\"]");
    let doors: Vec<Value> = texts().map(|(text, _)| create(&address(text), &json!({"open": true}))).collect();
    let (_, read) = report(&Place::with_plan(&doors).rule(&rule), &[], 1);
    assert_eq!(read.links, [""; 0]);
    // Within a name nothing begins a command that only the beginning of a line may be.
    let shown = |shown: &str| address(&shown.replace("\\u003a:", "::"));
    for (_, text) in texts() {
        assert!(read.rows.iter().any(|row| row[3] == shown(text)), "{text}: {:#?}", read.rows);
        assert!(read.lines.contains(&format!("> medium: x-door at {}", shown(text))), "{text}: {:#?}", read.lines);
    }
}

#[test]
fn names_of_plans_reasons_and_owners_are_shown_as_they_are() {
    let mut place = Place::with_plan(&[create("x_door.front", &json!({"open": true}))]).rule(&DOOR);
    let names: Vec<String> = texts()
        .filter(|(text, _)| !text.contains(['/', '\0', '*', '[', '?']))
        .map(|(text, _)| format!("p{text}.json"))
        .collect();
    for name in &names {
        place = place.file(name, "{}");
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (_, read) = report(&place, &names, 2);
    let told = read.rows.iter().filter(|row| row[1] == "⛔ could not judge").count();
    assert_eq!(told, names.len());
    for (text, reason) in texts().filter(|(text, _)| !text.trim().is_empty()) {
        let config =
            format!("[[waivers]]\nrule = \"x-door\"\naddress = \"**\"\nreason = {0}\nowner = {0}\n", json!(text));
        let place = Place::with_plan(&[create("x_door.front", &json!({"open": true}))])
            .rule(&DOOR)
            .file("plangate.toml", config.replace("\\u0085", "\u{85}"));
        let (_, read) = report(&place, &[], 0);
        let said = read.lines.last().unwrap();
        let owner = reason.replace("\\u003a:", "::");
        assert_eq!(
            plain(said),
            format!(
                "- x-door at x_door.front: {} (plangate.toml:1:1, owner {})",
                plain(reason),
                owner.trim_end().replace('`', "")
            )
        );
    }
}

#[test]
fn code_ends_no_fence() {
    let code = "resource \"x_door\" \"front\" {\n  # ```\n  open = true\n  # `````` </details> @octocat\n  name = <<EOT\n```\n</details>\n/close\nEOT\n}\n";
    let place = Place::with_plan(&[create("x_door.front", &json!({"open": true}))]).rule(&DOOR).file("main.tf", code);
    let (answer, read) = report(&place, &[], 1);
    assert_eq!(
        read.code[0],
        "  1 | resource \"x_door\" \"front\" {\n  2 |   # ```\n> 3 |   open = true\n  4 |   # `````` </details> @octocat\n  5 |   name = <<EOT\n"
    );
    assert!(answer.stdout.contains("\n```````hcl\n"), "{}", answer.stdout);
    // The planned value, of which a document has its own lines.
    let document = format!("{{\"a\":\"```\",\"b\":\"{}\"}}", "`".repeat(400));
    let door = create("x_door.front", &json!({"says": document, "open": true, "~": "```\n</details>"}));
    let (_, read) = report(&Place::with_plan(&[door]).rule(&DOOR), &[], 1);
    assert!(read.code[0].contains("> ") && read.code[0].contains("```"), "{}", read.code[0]);
}

#[test]
fn an_address_of_a_page_is_a_link_only_if_it_is_one() {
    let links = |page: &str| {
        let rule =
            DOOR.text().replace("# custom:\n", &format!("# related_resources:\n#   - {}\n# custom:\n", json!(page)));
        let place = Place::with_plan(&[create("x_door.front", &json!({"open": true}))]).file("rules/door.rego", rule);
        report(&place, &[], 1).1.links
    };
    assert_eq!(links("https://example.com/doors?a=b#c"), ["https://example.com/doors?a=b#c"]);
    for page in ["javascript:alert(1)", "https://e.x/><script>", "https://e.x/ @octocat", "//e.x", "https://e.x/`a`"] {
        assert_eq!(links(page), [""; 0], "{page}");
    }
}

#[test]
fn long_runs_of_backticks_end_no_code() {
    // Parsers know spans of 80 backticks and fences of 255.
    let says: String = (1..90).map(|length| format!("{} <b> ", "`".repeat(length))).collect();
    let door = create("x_door.front", &json!({"says": format!("{says}{}", "`".repeat(600))}));
    let (_, read): (_, Read) = report(&Place::with_plan(&[door]).rule(&SAYS), &[], 1);
    assert!(read.rows[0][2].contains("<b>"), "{:?}", read.rows);
    let runs: Vec<String> = (70..90).map(|length| "`".repeat(length)).collect();
    let doors: Vec<Value> =
        runs.iter().enumerate().map(|(n, run)| create(&format!("x_door.n{n}"), &json!({"says": run}))).collect();
    let (_, read) = report(&Place::with_plan(&doors).rule(&SAYS), &[], 1);
    assert_eq!(read.rows.iter().map(|row| row[2].clone()).collect::<Vec<_>>().len(), runs.len());
    assert!(read.rows.iter().zip(&runs).all(|(row, run)| row[2] == *run), "{:?}", read.rows);
}

#[test]
fn what_terraform_and_readers_say_of_a_plan_is_text() {
    let mut version = plan(&[]);
    version["format_version"] = json!("2</li><script>@octocat`|");
    let place = Place::new().rule(&DOOR).file("plan.json", version.to_string());
    let arguments = ["check", "plan.json", "--policy", "rules", "--select", "x-door", "--format", "markdown"];
    let answer = plangate(arguments).at(place.path()).run().code(2);
    let read = crate::markdown::reading::read(&answer.stdout);
    assert!(read.lines[3].contains("2</li><script>@octocat`|"), "{:?}", read.lines);
}
