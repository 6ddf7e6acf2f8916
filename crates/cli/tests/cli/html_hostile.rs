//! Text of plans, files and rules is text on the page, and makes nothing of it.

use std::collections::BTreeSet;

use data_encoding::BASE64;
use scraper::ElementRef;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::common::{check, plangate};
use crate::making::{DOOR, Place, create, plan};
use crate::page::{Page, text};

/// With how it is shown.
const HOSTILE: [(&str, &str); 16] = [
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("\"><img src=x onerror=alert(1)>", "\"><img src=x onerror=alert(1)>"),
    ("' onmouseover='alert(1)", "' onmouseover='alert(1)"),
    ("</style></script><svg onload=alert(1)>", "</style></script><svg onload=alert(1)>"),
    ("</code></pre></details></main>", "</code></pre></details></main>"),
    ("--><b>", "--><b>"),
    ("]]>", "]]>"),
    ("&lt;b&gt;&amp;", "&lt;b&gt;&amp;"),
    ("a\nb\r\nc", "a\\nb\\u000d\\nc"),
    ("\u{1b}[31mred", "\\u001b[31mred"),
    ("\u{202e}evil", "\\u202eevil"),
    ("\u{0}", "\\u0000"),
    ("##[error]x", "\\u0023#[error]x"),
    ("|`x`|@user", "|`x`|@user"),
    ("%0A::error::x", "%0A::error::x"),
    ("javascript:alert(1)", "javascript:alert(1)"),
];

/// Elements and attributes that a page has whatever it says.
fn makings(page: &Page) -> BTreeSet<String> {
    let element = |it: ElementRef<'_>| {
        let name = it.value().name().to_owned();
        let attributes: Vec<String> = it.value().attrs().map(|(attribute, _)| format!("{name} {attribute}")).collect();
        std::iter::once(name).chain(attributes)
    };
    page.all("*").into_iter().flat_map(element).collect()
}

fn doors(texts: &[&str]) -> String {
    let door = |text: &&str| create(&format!("x_door.side[{}]", json!(text)), &json!({"open": true, "name": text}));
    plan(&texts.iter().map(door).collect::<Vec<_>>()).to_string()
}

/// A page about doors of these names, in plans of those names, waived and judged with their help.
fn page(texts: &[&str], files: [&str; 3], rule: &str, waiver: [&str; 2]) -> Page {
    let config = format!(
        "[[waivers]]\nrule = \"x-door\"\naddress = \"x_door.side\"\nreason = {}\nowner = {}\n\n[[waivers]]\nrule = \"x-door\"\naddress = {}\nreason = \"r\"\n",
        json!(waiver[0]),
        json!(waiver[1]),
        json!(format!("x_door.none[{}]", json!(waiver[1])))
    );
    let place = Place::new()
        .file(files[0], doors(texts))
        .file(files[1], doors(texts))
        .file(files[2], "[1]")
        .file("rules/door.rego", rule)
        .file("waived.json", plan(&[create("x_door.side", &json!({"open": true, "name": "waived"}))]).to_string())
        .file("plangate.toml", config);
    let run =
        plangate(["check", "waived.json", "--policy", "rules", "--select", "x-door", "--format", "html"]).args(files);
    Page::of(&run.at(place.path()).run().code(2).stdout)
}

fn rule(text: &str, page: &str) -> String {
    let body = "deny contains finding.at(door, [\"open\"], sprintf(\"%s is open\", [door.values.name])) if {\n\tsome door in input.resources.x_door\n}\n";
    let rule = DOOR.saying(body).text();
    rule.replace("# title: Door is open", &format!("# title: {}", json!(text)))
        .replace(
            "# description: Anyone walks in.",
            &format!("# description: {}\n# related_resources: {}", json!(text), json!([page, "https://example.com/"])),
        )
        .replace("remediation: Close the door.", &format!("remediation: {}", json!(text)))
        .replace("example: door {}", &format!("example: {}", json!(text)))
        .replace("controls: {}", &format!("controls: {}", json!({text: [text]})))
        .replace("[X_door]", &json!([text]).to_string())
}

#[test]
fn text_makes_no_element_and_no_attribute() {
    let calm: Vec<String> = (0..HOSTILE.len()).map(|number| format!("calm{number}")).collect();
    let calm: Vec<&str> = calm.iter().map(String::as_str).collect();
    let hostile: Vec<&str> = HOSTILE.iter().map(|(text, _)| *text).collect();
    let tag = "</code></pre><img src=x onerror=alert(1)><script>alert(1)</script>";
    let expected =
        makings(&page(&calm, ["a.json", "b.json", "c.json"], &rule("calm", "http://example.com/"), ["calm", "me"]));
    let names = ["<img src=x onerror=alert(1)>.json", "b&\"c'.json", "unread <script>.json"];
    let page = page(&hostile, names, &rule(tag, "javascript:alert(1)"), [tag, "<b>me</b>"]);
    assert_eq!(makings(&page), expected);

    let shown: Vec<String> = page.texts(".message");
    for (text, shown_as) in HOSTILE {
        assert!(shown.contains(&format!("{shown_as} is open")), "{text:?}: {shown:#?}");
    }
    let addresses: Vec<String> = page.all(".where .address").into_iter().map(|it| it.text().collect()).collect();
    for (text, _) in HOSTILE {
        // Keys are escaped in the address already, but not all of what a browser or a runner obeys.
        let key = json!(text).to_string().replace('\u{202e}', "\\u202e").replace("##[", "\\u0023#[");
        let address = format!("x_door.side[{key}]");
        assert!(addresses.contains(&address), "{address}: {addresses:#?}");
    }
    for name in names {
        assert!(page.texts("table.plans th").iter().any(|cell| cell.starts_with(name)), "{name}");
    }
    let notes = page.texts(".finding .note");
    assert!(notes.iter().any(|note| note.contains(tag) && note.contains("owner <b>me</b>")), "{notes:?}");
    let whole = text(page.one("main"));
    assert!(whole.contains(&format!("What to do: {tag}")) && whole.contains("javascript:alert(1)"));
    let links: Vec<&str> = page.all("a").into_iter().filter_map(|it| it.value().attr("href")).collect();
    assert!(links.iter().all(|link| link.starts_with('#') || *link == "https://example.com/"), "{links:?}");
}

#[test]
fn very_long_text_is_shown_whole_once_it_is_opened() {
    let long = "x".repeat(100_000);
    let place = Place::new().file("plan.json", doors(&[&long])).rule(&DOOR);
    let page = Page::of(&place.check("x-door").args(["--format", "html"]).run().code(1).stdout);
    assert_eq!(page.texts(".finding dd code")[0], format!("x_door.side[\"{long}\"]"));
}

#[test]
fn a_page_asks_for_nothing_and_runs_nothing_but_its_own() {
    let page = Page::of(&check("fixtures/plans/showcase-aws-web/plan.json --format html").run().code(1).stdout);
    let digest = |selector: &str| {
        let text: String = page.one(selector).text().collect();
        format!("'sha256-{}'", BASE64.encode(&Sha256::digest(text.as_bytes())))
    };
    let policy = page.one("meta[http-equiv=Content-Security-Policy]").value().attr("content").unwrap();
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'",
            digest("style"),
            digest("script")
        )
    );
    for element in page.all("*") {
        for (name, value) in element.value().attrs() {
            assert!(!name.starts_with("on") && name != "style", "{name}={value}");
            if matches!(name, "href" | "src" | "action" | "srcset" | "data" | "poster") {
                let is_link = element.value().name() == "a" && value.starts_with("https://");
                assert!(value.starts_with('#') || value == "data:," || is_link, "{name}={value}");
            }
            if name == "href" && value.starts_with("https://") {
                assert_eq!(element.value().attr("rel"), Some("noopener noreferrer"));
            }
        }
    }
    let style: String = page.one("style").text().collect();
    assert!(!style.contains("url(") && !style.contains("@import"));
}
