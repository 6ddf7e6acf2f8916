//! The parser against its schema, its template, and text that is none.

use jsonschema::Validator;
use serde_json::{Value, json};
use toml::de::DeTable;

use super::file::{self, ADDRESS, COLOR, FILE, GATE, OUTPUT, RULE, UNDECIDED, WAIVER, severities};
use super::problem::Text;
use super::reader::Reader;
use crate::args::Color;
use crate::output::Format;
use crate::terminal::Terminal;

const TEMPLATE: &str = include_str!("init.toml");

fn schema() -> Value {
    serde_json::from_str(include_str!("../../schemas/config.schema.json")).unwrap()
}

fn validator() -> Validator {
    let schema = schema();
    assert!(jsonschema::draft202012::meta::is_valid(&schema), "the schema is no schema");
    jsonschema::draft202012::new(&schema).unwrap()
}

/// The template with all that it comments out.
fn whole() -> String {
    let lines = TEMPLATE.lines().map(|line| {
        let code = line.strip_prefix("# ").unwrap_or_default();
        let is_key = code.split_once(" = ").is_some_and(|(key, _)| !key.contains(' '));
        if is_key || code.starts_with('[') { code } else { line }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn json_of(text: &str) -> Value {
    let (table, errors) = DeTable::parse_recoverable(text);
    assert!(errors.is_empty(), "{errors:?}");
    let mut reader = Reader::default();
    let members = table.get_ref().iter().map(|(key, value)| (key.get_ref().to_string(), reader.json(value).unwrap()));
    Value::Object(members.collect())
}

fn problems(text: &str) -> Vec<String> {
    file::parse(text).1.into_iter().map(|problem| problem.message).collect()
}

#[test]
fn the_schema_has_the_keys_and_words_of_the_parser() {
    let schema = schema();
    let set = |mut words: Vec<String>| {
        words.sort();
        words
    };
    let texts = |words: &[&str]| set(words.iter().map(|&word| word.to_owned()).collect());
    for (pointer, keys) in [
        ("", FILE),
        ("/properties/output", OUTPUT),
        ("/$defs/rule", RULE),
        ("/$defs/address", ADDRESS),
        ("/$defs/waiver", WAIVER),
    ] {
        let described = schema.pointer(&format!("{pointer}/properties")).unwrap().as_object().unwrap();
        assert_eq!(set(described.keys().cloned().collect()), texts(keys), "{pointer}");
        assert_eq!(schema.pointer(&format!("{pointer}/additionalProperties")), Some(&json!(false)), "{pointer}");
    }
    fn words<T>(list: &[(impl AsRef<str>, T)]) -> Vec<String> {
        list.iter().map(|(word, _)| word.as_ref().to_owned()).collect()
    }
    for (pointer, words) in [
        ("/$defs/severity", words(&severities())),
        ("/$defs/fail-on", words(&severities())),
        ("/$defs/undecided", words(UNDECIDED)),
        ("/$defs/gate", words(GATE)),
        ("/properties/output/properties/format", words(&Format::words())),
        ("/properties/output/properties/color", words(COLOR)),
    ] {
        assert_eq!(schema.pointer(pointer).unwrap()["enum"], json!(words), "{pointer}");
    }
}

#[test]
fn the_template_says_all_and_changes_nothing() {
    assert_eq!(json_of(TEMPLATE), json!({}));
    assert_eq!(problems(TEMPLATE), Vec::<String>::new());
    let whole = whole();
    assert_eq!(problems(&whole), Vec::<String>::new());
    let json = json_of(&whole);
    let errors: Vec<String> = validator().iter_errors(&json).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let said = |pointer: &str, keys: &[&str]| {
        let table = json.pointer(pointer).unwrap();
        for key in keys {
            assert!(!table[key].is_null(), "the template says nothing of `{key}` in `{pointer}`");
        }
    };
    said("", FILE);
    said("/output", OUTPUT);
    said("/rules/aws-s3-versioning", RULE);
    said("/address/0", ADDRESS);
    said("/waivers/0", WAIVER);
}

#[test]
fn schema_and_parser_refuse_the_same() {
    let validator = validator();
    let waiver = "[[waivers]]\nrule = 'a'\naddress = 'b'\nreason = 'c'\n";
    let fine = [
        "".to_owned(),
        waiver.to_owned(),
        format!("{waiver}expires = '2027-01-31'"),
        format!("{waiver}expires = 2027-01-31\nvalue = 1.5"),
        "[rules.iam]\nenabled = true".to_owned(),
        "[params]\na = {b = [1, 2.5, 1979-05-27]}".to_owned(),
    ];
    for text in fine {
        assert_eq!(problems(&text), Vec::<String>::new(), "{text}");
        assert!(validator.is_valid(&json_of(&text)), "{text}");
    }
    let wrong = [
        "fail_on = 'low'".to_owned(),
        "fail-on = 'none'".to_owned(),
        "undecided = 'fail'".to_owned(),
        "undecided = true".to_owned(),
        "gate = 'new'".to_owned(),
        "policies = 'rules'".to_owned(),
        "policies = [1]".to_owned(),
        "opt-in = true".to_owned(),
        "source = ['.']".to_owned(),
        "output = 'json'".to_owned(),
        "[output]\nformat = 'pdf'".to_owned(),
        "[output]\ncolor = true".to_owned(),
        "params = []".to_owned(),
        "rules = []".to_owned(),
        "[rules]\niam = 'low'".to_owned(),
        "[rules.iam]\nenabled = 'yes'".to_owned(),
        "[rules.iam]\nreason = 'x'".to_owned(),
        "severity = 'low'".to_owned(),
        "[address]\npattern = '**'".to_owned(),
        "[[address]]\nseverity = 'low'".to_owned(),
        "[[address]]\npattern = '**'\nenabled = false".to_owned(),
        "[waivers]\nrule = 'a'".to_owned(),
        "waivers = [1]".to_owned(),
        "[[waivers]]\nrule = 'a'\naddress = 'b'".to_owned(),
        "[[waivers]]\nrule = 'a'\naddress = 'b'\nreason = ' '".to_owned(),
        "[[waivers]]\naddress = 'b'\nreason = 'c'".to_owned(),
        "[[waivers]]\nrule = 'a'\nreason = 'c'".to_owned(),
        format!("{waiver}expires = 2027-01-31T00:00:00Z"),
        format!("{waiver}expires = 'soon'"),
        format!("{waiver}value = [1]"),
        format!("{waiver}owner = 1"),
        format!("{waiver}until = 2027-01-31"),
    ];
    for text in wrong {
        assert_eq!(problems(&text).len(), 1, "{text}: {:?}", problems(&text));
        assert!(!validator.is_valid(&json_of(&text)), "{text}");
    }
}

/// Parses and shows what is wrong; what must hold is that it ends, and that no secret is shown.
fn survives(text: &str) {
    let (file, problems) = file::parse(text);
    let count = problems.len();
    let text = Text { name: "plangate.toml".to_owned(), text: text.to_owned() };
    let report = text.render(problems, &file.hidden, false, &Terminal::new(Some(Color::Never)));
    assert_eq!(report.is_empty(), count == 0);
    assert!(!report.contains("hunter2"), "{report}");
}

#[test]
fn no_part_of_a_file_makes_it_panic() {
    let whole = whole().replace("\"0.0.0.0/0\"", "\"hunter2ü\"");
    assert!(whole.contains("hunter2"));
    let crlf = whole.replace('\n', "\r\n");
    for text in [whole.as_str(), crlf.as_str()] {
        let ends = text.char_indices().map(|(end, _)| end);
        ends.clone().for_each(|end| survives(&text[..end]));
        // Marks that begin or end something, where nobody expects them.
        for (place, mark) in
            ends.zip(["\"", "[", "]", "'''", "=", "\u{0}", "{", "\n", "\u{202e}", "}", ",", "\"\"\""].iter().cycle())
        {
            survives(&format!("{}{mark}{}", &text[..place], &text[place..]));
        }
    }
    let deep = format!("params = {}{}", "[".repeat(5_000), "]".repeat(5_000));
    survives(&deep);
    survives("\u{feff}fail_on = 1");
    survives("waivers = [{ rule = 'a', value = 'hunter2', reason = 1 }]");
    survives("[waivers]\nvalue = 'hunter2'");
    survives("[[waivers]]\nvalue = ['hunter2']");
    survives("[[waivers]]\nvlaue = 'hunter2'");
    survives("[[waivers]]\nvlaue = 'hunter2");
    survives("[[waivers]]\nvalue = 'hunter2");
    survives("[[waivers]]\nvalue = \"\"\"\nhunter2\nreason = 1");
}
