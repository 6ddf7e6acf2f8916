//! `rules`, `explain`, `completions`, `man`.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::{SSH, plangate};
use crate::making::{DOOR, Place};

#[test]
fn every_rule_has_a_line() {
    let table = plangate(["rules"]).run().code(0).quiet().stdout;
    let list = plangate(["rules", "--format", "json"]).run().code(0).quiet().json();
    let list = list.as_array().unwrap();
    assert!(list.len() > 5 && list.len() == table.lines().count());
    for (line, rule) in table.lines().zip(list) {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(json!(words[..3]), json!([rule["id"], rule["severity"], rule["domain"]]));
        let opt_in = if rule["opt_in"] == true { " (opt-in)" } else { "" };
        assert!(line.ends_with(&format!("{}{opt_in}", rule["title"].as_str().unwrap())), "{line}");
    }
    assert!(table.lines().is_sorted(), "{table}");
}

#[test]
fn the_list_for_programs_is_complete() {
    let place = Place::new().rule(&DOOR);
    let run = |arguments: &[&str]| {
        plangate(["rules", "--policy", "rules", "--select", "x-*"]).at(place.path()).args(arguments).run().code(0)
    };
    assert_eq!(run(&[]).stdout, "x-door  medium    exposure    Door is open\n");
    let rules: Value = run(&["--format", "json"]).json();
    assert_eq!(
        rules,
        json!([{
            "id": "x-door", "severity": "medium", "domain": "exposure", "opt_in": false, "title": "Door is open", "description": "Anyone walks in.",
            "resources": ["x_door"], "remediation": "Close the door.", "example": "door {}", "controls": {}, "aliases": ["X_door"],
            "related_resources": [], "file": "rules/door.rego",
        }])
    );
}

/// Two rules that serve controls of a framework.
fn doors_with_controls() -> Place {
    let text = |name, controls: &str| DOOR.named(name).text().replace("controls: {}", &format!("controls: {controls}"));
    Place::new()
        .file("rules/door.rego", text("door", "{x_doors: [\"1.10\", \"1.9\"], pci_dss: [\"1.3.1\"]}"))
        .file("rules/gate.rego", text("gate", "{x_doors: [\"1.10\"]}"))
}

#[test]
fn rules_are_listed_by_the_controls_of_a_framework() {
    let place = doors_with_controls();
    let run = |arguments: &[&str]| {
        plangate(["rules", "--policy", "rules", "--select", "x-*"]).at(place.path()).args(arguments).run()
    };
    assert_snapshot!(run(&["--controls", "x_doors"]).code(0).quiet().stdout, @r"
    x_doors: 2 controls, 2 rules

    1.9   x-door  medium    exposure    Door is open
    1.10  x-door  medium    exposure    Door is open
    1.10  x-gate  medium    exposure    Door is open
    ");
    run(&["--controls", "pci_dss"]).code(0).says("PCI DSS 4.0: 1 control, 1 rule\n\n1.3.1  x-door  ");
    assert_eq!(
        run(&["--controls", "x_doors", "--format", "json"]).code(0).json(),
        json!({
            "framework": "x_doors", "title": "x_doors",
            "controls": [{"control": "1.9", "rules": ["x-door"]}, {"control": "1.10", "rules": ["x-door", "x-gate"]}],
        })
    );
    assert_snapshot!(run(&["--controls", "xdoors"]).code(2).stderr, @r"
      × no rule serves a control of `xdoors`
      help: did you mean `x_doors`?
    ");
    assert_snapshot!(run(&["--controls", "hipaa"]).code(2).stderr, @r"
      × no rule serves a control of `hipaa`
      help: the rules have controls of pci_dss, x_doors
    ");
}

#[test]
fn frameworks_of_the_rules_have_names() {
    for framework in ["cis_aws", "cis_azure", "cis_google", "nist_800_53", "pci_dss", "soc2"] {
        let list = plangate(["rules", "--controls", framework]).run().code(0).quiet().stdout;
        assert!(!list.starts_with(framework), "{list}");
    }
    let list = plangate(["rules", "--format", "json"]).run().json();
    for rule in list.as_array().unwrap() {
        for framework in rule["controls"].as_object().unwrap().keys() {
            assert_ne!(plangate::controls::title(framework), framework, "{}", rule["id"]);
        }
    }
}

#[test]
fn a_rule_is_explained_by_its_id_or_its_alias() {
    let by_id = plangate(["explain", SSH]).run().code(0).quiet();
    assert_eq!(plangate(["explain", "CKV_AWS_24"]).run().code(0).stdout, by_id.stdout);
    assert!(
        by_id.stdout.starts_with("SSH is open to the world\naws-sg-ingress-ssh, high, network\n\nWhy\n"),
        "{}",
        by_id.stdout
    );
    for words in [
        "\nWhat to do\n",
        "\nExample\n  resource \"",
        "\nLooks at\n  aws_security_group\n",
        "\nControls\n",
        "\nAlso known as\n  CKV_AWS_24",
        "\nRead more\n  https://",
    ] {
        assert!(by_id.stdout.contains(words), "{words}");
    }
    let place = Place::new().rule(&DOOR);
    let answer = plangate(["explain", "x-door", "--policy", "rules"]).at(place.path()).run().code(0).quiet();
    assert_snapshot!(answer.stdout, @r"
    Door is open
    x-door, medium, exposure

    Why
      Anyone walks in.

    What to do
      Close the door.

    Example
      door {}

    Looks at
      x_door

    Also known as
      X_door
    ");
}

#[test]
fn every_rule_can_be_explained() {
    let list = plangate(["rules", "--format", "json"]).run().json();
    for rule in list.as_array().unwrap() {
        let page = plangate(["explain", rule["id"].as_str().unwrap()]).run().code(0).quiet();
        for section in ["Why", "What to do", "Example", "Looks at"] {
            assert!(page.stdout.contains(&format!("\n{section}\n  ")), "{}: {section}", rule["id"]);
        }
        page.says(rule["title"].as_str().unwrap());
    }
}

#[test]
fn an_unknown_rule_can_not_be_explained_and_a_near_one_is_named() {
    let refused = |word: &str| {
        let answer = plangate(["explain", word]).run().code(2);
        assert_eq!(answer.stdout, "");
        answer.stderr
    };
    assert_snapshot!(refused("aws-sg-ingres-ssh"), @r"
      × there is no rule `aws-sg-ingres-ssh`
      help: did you mean `aws-sg-ingress-ssh`?
    ");
    for word in ["qqq", "network", "aws-sg-*"] {
        assert!(refused(word).starts_with(&format!("  × there is no rule `{word}`\n")), "{}", refused(word));
    }
    assert_snapshot!(refused("network"), @r"
      × there is no rule `network`
      help: `plangate rules` lists them
    ");
}

#[test]
fn a_list_with_a_rule_that_did_not_load_does_not_look_whole() {
    let place = Place::new().rule(&DOOR).rule(&DOOR.named("broken").saying("deny contains x if {\n"));
    for arguments in [["rules", "--policy", "rules"], ["explain", "x-door", "--policy"]] {
        let answer = plangate(arguments.into_iter().chain((arguments[0] == "explain").then_some("rules")))
            .at(place.path())
            .run();
        answer.code(2).complains("rule `x-broken`, rules/broken.rego:21: ").says("Door is open");
    }
}

#[test]
fn completions_know_the_commands() {
    for (shell, start) in [
        ("bash", "_plangate() {"),
        ("zsh", "#compdef plangate"),
        ("fish", "#"),
        ("powershell", "\nusing namespace"),
        ("elvish", "\nuse builtin;"),
    ] {
        let script = plangate(["completions", shell]).run().code(0).quiet().stdout;
        assert!(script.starts_with(start), "{shell}: {}", script.lines().take(3).collect::<String>());
        for word in ["check", "explain", "undecided", "fail-on"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn the_manual_page_is_troff_and_names_the_commands() {
    let page = plangate(["man"]).run().code(0).quiet().stdout;
    assert!(page.starts_with(".ie \\n(.g") && page.contains("\n.TH plangate 1 "), "{page}");
    for words in [".SH NAME", ".SH SUBCOMMANDS", "plangate\\-check(1)", "plangate\\-explain(1)", "could not judge"] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn each_command_has_a_manual_page_with_its_options_and_exit_codes() {
    let place = Place::new();
    let answer = plangate(["man", "--out-dir", "share/man1"]).at(place.path()).run().code(0).quiet();
    assert_eq!(answer.stdout, "");
    let read = |file: &str| std::fs::read_to_string(place.path().join("share/man1").join(file)).unwrap();

    let top = read("plangate.1");
    assert_eq!(top, plangate(["man"]).run().stdout);
    let named = |line: &str| Some(line.strip_prefix("plangate\\-")?.strip_suffix("(1)")?.to_owned());
    let commands: Vec<String> = top.lines().filter_map(named).collect();
    assert_eq!(commands.len() + 1, std::fs::read_dir(place.path().join("share/man1")).unwrap().count());
    for command in commands {
        let page = read(&format!("plangate-{command}.1"));
        assert!(page.contains(&format!(".TH plangate-{command} 1 ")), "{page}");
        assert!(page.contains(concat!("plangate ", env!("CARGO_PKG_VERSION"))), "{page}");
    }
    let check = read("plangate-check.1");
    for part in [
        "\\fBplangate check\\fR [",
        "\n\\fB\\-\\-fail\\-on\\fR \\fI<SEVERITY>\\fR\n",
        "\n.SH \"EXIT STATUS\"\n.TP\n\\fB0\\fR\npass: nothing at or above \\-\\-fail\\-on was found\n.TP\n\\fB1\\fR\nviolations\n",
    ] {
        assert!(check.contains(part), "{part}: {check}");
    }
}

#[test]
fn manual_pages_that_can_not_be_written_are_an_error() {
    let place = Place::new();
    std::fs::write(place.path().join("file"), "").unwrap();
    let answer = plangate(["man", "--out-dir", "file"]).at(place.path()).run().code(2);
    answer.complains("manual pages to `file` can't be written: ");
}
