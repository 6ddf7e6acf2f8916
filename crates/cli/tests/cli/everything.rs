//! Runs that have all that a report must tell apart, and texts that it must only show.

use serde_json::{Value, json};

use crate::common::fixture;
use crate::making::{DOOR, Place, Rule, but, create, marked, no_op, update};

/// Finds every window that is open.
pub const WINDOW: Rule = Rule {
    name: "window",
    resources: "[x_window]",
    custom: &["attributes: [open]"],
    body: "deny contains finding.at(window, [\"open\"], \"the window is open\") if {\n\tsome window in input.resources.x_window\n\twindow.values.open\n}\n",
};

/// Doors that are open: new, there before, for later to know, waived, mended; a window below the bar; and a gate that is shut. To be
/// checked with `--gate introduced`.
pub fn everything() -> Place {
    let open = json!({"open": true});
    let config = "[rules.x-window]\nfail-on = \"high\"\n\n[[waivers]]\nrule = \"x-door\"\naddress = \"x_door.summer\"\n\
        reason = \"it is summer\"\nowner = \"the cat\"\nexpires = 2030-08-31\n\n\
        [[waivers]]\nrule = \"x-door\"\naddress = \"x_door.gone\"\nreason = \"nobody knows\"\n";
    Place::with_plan(&[
        create("x_door.front", &open),
        no_op("x_door.old", &open),
        but(create("x_door.later", &json!({})), &json!({"after_unknown": {"open": true}})),
        create("x_door.summer", &open),
        update("x_door.mended", &open, &json!({"open": false})),
        create("x_window.attic", &open),
        create("x_gate.drive", &json!({"open": false})),
    ])
    .rule(&DOOR)
    .rule(&WINDOW)
    .rule(&Rule { resources: "[x_gate]", ..DOOR.named("gate") }.saying("deny contains finding.whole(gate, \"the gate is open\") if {\n\tsome gate in input.resources.x_gate\n\tgate.values.open\n}\n"))
    .file("plangate.toml", config)
}

/// Texts that mean something to somebody, and how they are shown.
pub const HOSTILE: [(&str, &str); 17] = [
    ("a|b", "a|b"),
    ("`tick` ``", "`tick` ``"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("]]></failure><!--", "]]></failure><!--"),
    ("&amp;&#0;&x;", "&amp;&#0;&x;"),
    ("a\n::error::b", "a\\n::error::b"),
    ("##[error]x", "\\u0023#[error]x"),
    ("\u{1b}[31mred\u{7}\u{9b}", "\\u001b[31mred\\u0007\\u009b"),
    ("nul\u{0}", "nul\\u0000"),
    ("tab\tand\r\n", "tab\\tand\\u000d\\n"),
    ("=cmd()", "=cmd()"),
    ("%0A", "%0A"),
    ("'it' is", "'it' is"),
    ("\u{202e}live", "\\u202elive"),
    ("@user !1 #1 [x](y)", "@user !1 #1 [x](y)"),
    ("\u{fffe}\u{ffff}", "\u{fffe}\u{ffff}"),
    ("日本語", "日本語"),
];

/// How long a text is that nobody wants to read.
pub const LONG: usize = 100_000;

/// A finding among what can't be judged: a rule that fails, one that does not load, and the plans `errored.json` and `empty.json`.
pub fn unjudged() -> Place {
    let failing = DOOR.named("failing").saying("deny contains -door.address if some door in input.resources.x_door\n");
    Place::with_plan(&[create("x_door.front", &json!({"open": true}))])
        .rule(&DOOR)
        .rule(&failing)
        .rule(&DOOR.named("broken").saying("deny contains x if {\n"))
        .file("errored.json", fixture("invalid/errored.json"))
        .file("empty.json", "")
}

/// A door for each of them that is open, with the text for key and name, and one with a long key; of which the first are waived for a
/// reason that is hostile, too.
pub fn hostile() -> Place {
    let door = |text: &str| -> Value {
        let door = create("x_door.side", &json!({"open": true, "name": text.chars().take(100).collect::<String>()}));
        marked(door, &json!({"address": format!("x_door.side[\"{text}\"]"), "index": text}))
    };
    let long = "x".repeat(LONG);
    let doors: Vec<Value> = HOSTILE.iter().map(|(text, _)| door(text)).chain([door(&long)]).collect();
    let rule = DOOR.saying(
        "deny contains finding.at(door, [\"open\"], sprintf(\"the door %s is open\", [door.values.name])) if {\n\tsome door in input.resources.x_door\n}\n",
    );
    Place::with_plan(&doors).rule(&rule)
}

/// What is said of the hostile doors, in their order, as `address: message`.
pub fn said_of_hostile() -> Vec<String> {
    let said = |text: &str| format!("x_door.side[\"{text}\"]: the door {text} is open");
    HOSTILE.iter().map(|(_, shown)| said(shown)).collect()
}
