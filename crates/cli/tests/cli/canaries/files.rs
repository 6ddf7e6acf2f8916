//! Files that can't be read, and programs that print something else.

use std::fs;

use super::*;

/// A plan that shows canaries that many places mark, so that one that can't be read leaves them secrets.
fn stable() -> Value {
    let text = guarded().without("checks").text();
    let all = canaries(&text);
    let text = all.iter().fold(text, |text, one| text.replace(one.as_str(), "zq-canary-everywhere"));
    let mut plan: Value = serde_json::from_str(&text).unwrap();
    for name in ["one", "two"] {
        plan["variables"][name]["value"] =
            json!(["zq-canary-everywhere", EVERYWHERE, ODD, 7_316_451_890_u64, 90817.25]);
        plan["configuration"]["root_module"]["variables"][name]["sensitive"] = json!(true);
    }
    plan
}

/// Texts in which one value each is of another kind, a canary in it.
fn mutants(plan: &Value) -> Vec<String> {
    fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
        let below: Vec<(String, &Value)> = match value {
            Value::Object(members) => {
                members.iter().map(|(key, inner)| (key.replace('~', "~0").replace('/', "~1"), inner)).collect()
            }
            Value::Array(items) => items.iter().enumerate().map(|(index, inner)| (index.to_string(), inner)).collect(),
            _ => Vec::new(),
        };
        for (key, inner) in below {
            let at = format!("{at}/{key}");
            pointers(inner, &at, found);
            found.push(at);
        }
    }
    let mut all = Vec::new();
    pointers(plan, "", &mut all);
    let others = [
        json!(EVERYWHERE),
        json!(["zq-canary-everywhere"]),
        json!({"zq-canary-everywhere": EVERYWHERE}),
        json!(7_316_451_890_u64),
    ];
    let mutant = |(number, pointer): (usize, &String)| {
        let mut plan = plan.clone();
        let place = plan.pointer_mut(pointer).unwrap();
        let other = match place {
            Value::Object(_) => &others[[0, 1, 3][number % 3]],
            Value::Array(_) => &others[[0, 2, 3][number % 3]],
            _ => &others[[1, 2][number % 2]],
        };
        *place = other.clone();
        plan.to_string()
    };
    all.iter().enumerate().map(mutant).collect()
}

/// Asserts that none of some files, each in a form that can't be judged or not as a whole, shows a canary.
#[track_caller]
fn expect_silent_files(files: Vec<(String, Vec<u8>)>, refused: usize) {
    let count = files.len();
    let place =
        files.into_iter().fold(ruled(Place::new()), |place, (name, bytes)| place.file(&format!("plans/{name}"), bytes));
    for form in ["plans", "plans --verbose --undecided deny", "plans --format json"] {
        let answer = run(&place, form).run();
        expect_silent(form, &answer);
        let answer = answer.code(2);
        if form.ends_with("json") {
            let report = answer.json();
            let plans = report["plans"].as_array().unwrap();
            let bad =
                plans.iter().filter(|plan| plan["errors"].as_array().is_none_or(|errors| !errors.is_empty())).count();
            assert_eq!(plans.len(), count);
            assert!(bad >= refused, "{bad} of {count} are refused");
        }
    }
}

#[test]
fn no_wrong_kind_of_value_shows_a_canary() {
    let mutants = mutants(&stable());
    let count = mutants.len();
    let named = mutants.into_iter().enumerate().map(|(number, text)| (format!("{number:04}.json"), text.into_bytes()));
    let files: Vec<(String, Vec<u8>)> = named.collect();
    expect_silent_files(files, count / 3);
}

/// The text with something behind a canary in its middle.
fn broken_at_canary(text: &str, nth: usize, what: &[u8]) -> Vec<u8> {
    let (at, _) = text.match_indices("zq-canary-").nth(nth).unwrap();
    let (head, tail) = text.as_bytes().split_at(at + 10);
    [head, what, tail].concat()
}

/// A gzip stream whose one block is stored as it is, and whose sum is wrong.
fn bad_gzip(text: &str) -> Vec<u8> {
    let part = &text.as_bytes()[..text.len().min(60_000)];
    let length = u16::try_from(part.len()).unwrap();
    let head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 1];
    [&head[..], &length.to_le_bytes(), &(!length).to_le_bytes(), part, &[0; 8]].concat()
}

fn utf16(text: &str) -> Vec<u8> {
    [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

#[test]
fn no_broken_file_shows_a_canary() {
    let plan = guarded();
    let text = plan.text();
    let pretty = serde_json::to_string_pretty(&serde_json::from_str::<Value>(&text).unwrap()).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>| files.push((format!("{:03}-{name}", files.len()), bytes));
    for part in 1..40 {
        add("cut.json", text.as_bytes()[..text.len() * part / 40].to_vec());
    }
    for nth in [0, 7, 20, 40] {
        for what in [&b"\xff\xfe"[..], b"\"", b"\n", b"\\q", b"\"}", b"\0", b"\": \"", b"\\ud800"] {
            add("bytes.json", broken_at_canary(&text, nth, what));
            add("lines.json", broken_at_canary(&pretty, nth, what));
        }
    }
    let once = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1).into_bytes()
    };
    let quoted = format!("\"{}\"", canary("create"));
    let deep = format!("{}{quoted}{}", "[".repeat(200), "]".repeat(200));
    add("deep.json", once(&quoted, &deep));
    add(
        "deep-marks.json",
        once("\"after_sensitive\":{\"code\":true}", &format!("\"after_sensitive\":{{\"code\":{deep}}}")),
    );
    add(
        "mark.json",
        once("\"after_sensitive\":{\"code\":true}", &format!("\"after_sensitive\":{{\"code\":{quoted}}}")),
    );
    add("mark-all.json", once("\"after_sensitive\":{\"code\":true}", &format!("\"after_sensitive\":{quoted}")));
    for member in ["address", "change", "type", "deposed", "mode"] {
        add(
            "twice.json",
            once(
                "\"address\":\"x_safe.create\"",
                &format!("\"address\":\"x_safe.create\",\"{member}\":{quoted},\"{member}\":{quoted}"),
            ),
        );
    }
    for member in ["resource_changes", "configuration", "variables", "format_version"] {
        add("twice-top.json", format!("{{\"{member}\":{quoted},{}", &text[1..]).into_bytes());
    }
    add("version.json", once("\"format_version\":\"1.2\"", "\"format_version\":\"2.0\""));
    add("trailing.json", format!("{text}\n{quoted}").into_bytes());
    add("two.json", format!("{text}\n{text}").into_bytes());
    add("words.json", format!("{} {} words\n", canary("create"), text.len()).into_bytes());
    add("prefix.json", format!("{}\n{}", canary("create"), &text[..text.len() - 9]).into_bytes());
    add("string.json", quoted.clone().into_bytes());
    add("list.json", format!("[{text}]").into_bytes());
    add("output.json", format!("Terraform will perform the following actions:\n  + code = {quoted}\n").into_bytes());
    let event = json!({"@level": "info", "@message": canary("create"), "type": "planned_change", "change": {"after": canary("create")}});
    add("events.json", format!("{event}\n{event}\n").into_bytes());
    add("state-file.json", json!({"version": 4, "terraform_version": "1.11.4", "resources": [{"instances": [{"attributes": {"code": canary("create")}}]}]}).to_string().into_bytes());
    add(
        "redacted.json",
        json!({"plan_format_version": "1.2", "provider_schemas": {}, "resource_changes": changes()})
            .to_string()
            .into_bytes(),
    );
    add("errored.json", plan.with("errored", true).text().into_bytes());
    add("gzip.json.gz", bad_gzip(&text));
    add("gzip-cut.json.gz", bad_gzip(&text)[..2000].to_vec());
    add("gzip-inside.json", bad_gzip(&text));
    let wide = utf16(&text);
    add("utf16-odd.json", wide[..wide.len() - 1].to_vec());
    add("utf16-cut.json", wide[..wide.len() / 4 * 2].to_vec());
    add("utf16-broken.json", [&wide[..2000], &[0x00, 0xd8, 0x41, 0x00], &wide[2000..]].concat());
    add("state-broken.json", json!({"format_version": "1.0", "terraform_version": "1.11.4", "values": {"root_module": {"resources": [canary("create")]}}}).to_string().into_bytes());
    let count = files.len();
    expect_silent_files(files, count);
}

#[test]
fn no_state_shows_a_canary() {
    let mut values = prior();
    let open = echo(&canaries(&values.to_string()));
    let resources = values["root_module"]["resources"].as_array_mut().unwrap();
    resources.push(
        json!({"address": "x_echo.new", "mode": "managed", "type": "x_echo", "name": "new", "schema_version": 0,
        "provider_name": "registry.terraform.io/example/x", "values": open, "sensitive_values": {"odd": true, "pin": true, "ratio": true}}),
    );
    let state = json!({"format_version": "1.0", "terraform_version": "1.11.4", "values": values});
    let place = ruled(Place::new().file("plan.json", state.to_string()));
    for form in &FORMS[..5] {
        let answer = run(&place, form).run();
        expect_silent(form, &answer);
        answer.code(1).quiet().says("(sensitive)");
    }
    let answer = plangate(["input", "x_safe.z", "plan.json", "--policy", "rules"]).at(place.path()).run();
    expect_silent("the input of a state", &answer.code(0).quiet());
}

#[cfg(unix)]
#[test]
fn no_binary_plan_shows_a_canary() {
    use std::process::Command;
    let bytes = fs::read(crate::common::root().join("fixtures/invalid/plan.bin")).unwrap();
    let text = full().text();
    for (body, code) in [
        ("cat plan.json; echo 'Error: no provider' >&2; exit 3", 2),
        ("head -c 3000 plan.json", 2),
        ("cat plan.json; cat plan.json", 2),
        ("echo \"it is zq-canary-create-17\"", 2),
        ("cat plan.json; kill -9 $$", 2),
        ("cat plan.json", 1),
    ] {
        let script = format!("#!/bin/sh\nPATH=/bin:/usr/bin\n{body}\n");
        let place = ruled(Place::new()).file("tfplan", &bytes).file("plan.json", &text).file("draft", script);
        // Copied by a process of its own: what this one has open for writing can't be run.
        let copied = Command::new("install").args(["-m", "755", "draft", "shows"]).current_dir(place.path()).status();
        assert!(copied.unwrap().success());
        for form in ["tfplan --terraform ./shows", "tfplan --terraform ./shows --format json"] {
            let answer = run(&place, form).run();
            expect_silent(body, &answer);
            answer.code(code);
        }
    }
}
