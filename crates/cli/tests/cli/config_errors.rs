//! What is wrong with a configuration is said with its place, all of it at once, and nothing is judged.

use insta::assert_snapshot;
use serde_json::json;

use crate::common::{Plangate, check, plangate};
use crate::making::{DOOR, Place, create};

/// What `check` says of a configuration.
#[track_caller]
fn refused(config: impl AsRef<[u8]>) -> String {
    let place = Place::with_plan(&[create("x_door.front", &json!({"open": true}))]).rule(&DOOR);
    let answer = place.file("plangate.toml", config).check("x-door").run().code(2);
    assert_eq!(answer.stdout, "");
    answer.stderr
}

#[test]
fn an_unknown_key() {
    assert_snapshot!(refused("fail_on = \"high\"\n"), @r#"
     × the configuration has no key `fail_on`
      ╭─[plangate.toml:1:1]
    1 │ fail_on = "high"
      · ───┬───
      ·    ╰── unknown key
      ╰────
     help: did you mean `fail-on`?
    "#);
    assert_snapshot!(refused("[[waivers]]\nrule = 'x-door'\naddress = '**'\nreason = 'r'\nuntil = 2027-01-31\n"), @r#"
     × `[[waivers]]` has no key `until`
      ╭─[plangate.toml:5:1]
    4 │ reason = 'r'
    5 │ until = **********
      · ──┬──
      ·   ╰── unknown key
      ╰────
     help: there are rule, address, path, value, reason, owner, expires
    "#);
    assert_snapshot!(refused("[[address]]\npattern = '**'\nenabled = false\n"), @r#"
     × `[[address]]` has no key `enabled`
      ╭─[plangate.toml:3:1]
    2 │ pattern = '**'
    3 │ enabled = false
      · ───┬───
      ·    ╰── unknown key
      ╰────
     help: what is accepted at an address has a reason: make it one of `[[waivers]]`
    "#);
}

#[test]
fn a_wrong_type() {
    assert_snapshot!(refused("policies = \"rules\"\n"), @r#"
     × `policies` is a text, not a list of texts
      ╭─[plangate.toml:1:12]
    1 │ policies = "rules"
      ·            ───┬───
      ·               ╰── must be a list of texts
      ╰────
     help: in brackets: `["rules"]`
    "#);
    assert_snapshot!(refused("[rules.x-door]\nenabled = \"no\"\n"), @r#"
     × `enabled` is a text, not true or false
      ╭─[plangate.toml:2:11]
    1 │ [rules.x-door]
    2 │ enabled = "no"
      ·           ──┬─
      ·             ╰── must be true or false
      ╰────
    "#);
    assert_snapshot!(refused("[waivers]\nrule = \"x-door\"\n"), @r#"
     × `waivers` is a table, not a list of tables
      ╭─[plangate.toml:1:1]
    1 │ [waivers]
      · ────┬────
      ·     ╰── must be a list of tables
    2 │ rule = "x-door"
      ╰────
     help: begin each with `[[waivers]]`
    "#);
    assert_snapshot!(refused("[rules]\nx-door = \"low\"\n"), @r#"
     × `x-door` is a text, not a table
      ╭─[plangate.toml:2:10]
    1 │ [rules]
    2 │ x-door = "low"
      ·          ──┬──
      ·            ╰── must be a table
      ╰────
    "#);
}

#[test]
fn a_word_that_is_none() {
    assert_snapshot!(refused("fail-on = \"hihg\"\n"), @r#"
     × `hihg` is no severity
      ╭─[plangate.toml:1:11]
    1 │ fail-on = "hihg"
      ·           ───┬──
      ·              ╰── unknown word
      ╰────
     help: did you mean `high`?
    "#);
    assert_snapshot!(refused("undecided = \"fail\"\n"), @r#"
     × `fail` is no answer
      ╭─[plangate.toml:1:13]
    1 │ undecided = "fail"
      ·             ───┬──
      ·                ╰── unknown word
      ╰────
     help: there are warn, deny, pass
    "#);
}

#[test]
fn a_rule_that_does_not_exist() {
    assert_snapshot!(refused("[rules.\"aws-sg-ingres-ssh\"]\nseverity = \"low\"\n"), @r#"
     × `aws-sg-ingres-ssh` is no rule, domain or severity
      ╭─[plangate.toml:1:8]
    1 │ [rules."aws-sg-ingres-ssh"]
      ·        ─────────┬─────────
      ·                 ╰── no such rule
    2 │ severity = "low"
      ╰────
     help: did you mean `aws-sg-ingress-ssh`?
    "#);
    assert_snapshot!(refused("opt-in = [\"x-door\", \"qqq\"]\n"), @r#"
     × `qqq` is no rule, domain or severity
      ╭─[plangate.toml:1:21]
    1 │ opt-in = ["x-door", "qqq"]
      ·                     ──┬──
      ·                       ╰── no such rule
      ╰────
     help: `plangate rules` lists the rules; domains and severities are words of its columns
    "#);
}

#[test]
fn a_bad_date() {
    let waiver = |date: &str| format!("[[waivers]]\nrule = 'x-door'\naddress = '**'\nreason = 'r'\nexpires = {date}\n");
    assert_snapshot!(refused(waiver("2027-02-30")), @r#"
     × invalid date, expected day between 01 and 28
      ╭─[plangate.toml:5:11]
    4 │ reason = 'r'
    5 │ expires = 2027-02-30
      ·           ─────┬────
      ·                ╰── here
      ╰────
    "#);
    assert_snapshot!(refused(waiver("\"next year\"")), @r#"
     × `next year` is no day
      ╭─[plangate.toml:5:11]
    4 │ reason = 'r'
    5 │ expires = "next year"
      ·           ─────┬─────
      ·                ╰── must be a day
      ╰────
     help: the last day on which it holds, in UTC: `expires = 2027-01-31`
    "#);
    assert_snapshot!(refused(waiver("2027-01-31T12:00:00Z")), @r#"
     × `expires` is a time, not a day
      ╭─[plangate.toml:5:11]
    4 │ reason = 'r'
    5 │ expires = 2027-01-31T12:00:00Z
      ·           ──────────┬─────────
      ·                     ╰── must be a day
      ╰────
     help: the last day on which it holds, in UTC: `expires = 2027-01-31`
    "#);
    assert_snapshot!(refused(waiver("2027")), @r#"
     × `expires` is a number, not a day
      ╭─[plangate.toml:5:11]
    4 │ reason = 'r'
    5 │ expires = 2027
      ·           ──┬─
      ·             ╰── must be a day
      ╰────
     help: the last day on which it holds, in UTC: `expires = 2027-01-31`
    "#);
}

#[test]
fn a_waiver_that_lacks_something() {
    assert_snapshot!(refused("[[waivers]]\nrule = \"x-door\"\naddress = \"**\"\n"), @r#"
     × `[[waivers]]` has no `reason`
      ╭─[plangate.toml:1:1]
    1 │ [[waivers]]
      · ─────┬─────
      ·      ╰── `reason` is missing
    2 │ rule = "x-door"
      ╰────
     help: say why it is accepted: `reason = "..."`
    "#);
    assert_snapshot!(refused("[[waivers]]\nrule = 'x-door'\naddress = '**'\nreason = ' '\n"), @r#"
     × `reason` is empty
      ╭─[plangate.toml:4:10]
    3 │ address = '**'
    4 │ reason = ' '
      ·          ─┬─
      ·           ╰── nothing
      ╰────
     help: say why it is accepted: `reason = "..."`
    "#);
}

#[test]
fn a_pattern_that_is_none() {
    let waiver = |key: &str| format!("[[waivers]]\nrule = 'x-door'\nreason = 'r'\n{key}\n");
    assert_snapshot!(refused(waiver("address = 'x_door.front[a]'")), @r#"
     × `address` can't be read: a key must be a number or quoted at byte 13
      ╭─[plangate.toml:4:11]
    3 │ reason = 'r'
    4 │ address = 'x_door.front[a]'
      ·           ────────┬────────
      ·                   ╰── no pattern
      ╰────
     help: for instance `aws_s3_bucket.logs`, `module.net.aws_subnet.*`, `module.legacy.**`; keys are quoted: `x.y["k"]`
    "#);
    assert_snapshot!(refused(waiver("address = '**'\npath = 'a..b'")), @r#"
     × `path` can't be read: a name is missing at byte 2
      ╭─[plangate.toml:5:8]
    4 │ address = '**'
    5 │ path = 'a..b'
      ·        ───┬──
      ·           ╰── no pattern
      ╰────
     help: for instance `ingress[0].cidr_blocks`, or `ingress.cidr_blocks` in any position
    "#);
}

#[test]
fn a_parameter() {
    assert_snapshot!(refused("[params]\ntrusted_cidr = []\n"), @r#"
     × there is no parameter `trusted_cidr`
      ╭─[plangate.toml:2:1]
    1 │ [params]
    2 │ trusted_cidr = []
      · ──────┬─────
      ·       ╰── unknown parameter
      ╰────
     help: did you mean `trusted_cidrs`?
    "#);
    assert_snapshot!(refused("[params]\nworld_prefix_ipv4 = \"8\"\n"), @r#"
     × the parameter `world_prefix_ipv4` is a text, not a number
      ╭─[plangate.toml:2:21]
    1 │ [params]
    2 │ world_prefix_ipv4 = "8"
      ·                     ─┬─
      ·                      ╰── must be a number
      ╰────
    "#);
    assert_snapshot!(refused("[params]\nworld_prefix_ipv4 = inf\n"), @r#"
     × that is no number that rules can see
      ╭─[plangate.toml:2:21]
    1 │ [params]
    2 │ world_prefix_ipv4 = inf
      ·                     ─┬─
      ·                      ╰── no such number
      ╰────
     help: whole numbers have 64 bits; `inf` and `nan` are none
    "#);
}

#[test]
fn a_directory_that_is_not_there() {
    assert_snapshot!(refused("policies = [\"rules\", \"rulse\"]\n"), @r#"
     × `policies` names no directory: `rulse`
      ╭─[plangate.toml:1:22]
    1 │ policies = ["rules", "rulse"]
      ·                      ───┬───
      ·                         ╰── no such directory
      ╰────
     help: paths begin where the file is
    "#);
    assert_snapshot!(refused("source = \"infra\"\n"), @r#"
     × `source` names no directory: `infra`
      ╭─[plangate.toml:1:10]
    1 │ source = "infra"
      ·          ───┬───
      ·             ╰── no such directory
      ╰────
     help: paths begin where the file is
    "#);
}

#[test]
fn what_is_no_toml() {
    assert_snapshot!(refused("fail-on = high\n[rules\n"), @r#"
     × string values must be quoted, expected literal string
      ╭─[plangate.toml:1:11]
    1 │ fail-on = high
      ·           ──┬─
      ·             ╰── here
    2 │ [rules
      ╰────

     × unclosed table, expected `]`
      ╭─[plangate.toml:2:7]
    1 │ fail-on = high
    2 │ [rules
      ·       ▲
      ·       ╰── here
      ╰────
    "#);
    assert_snapshot!(refused("gate = \"all\"\ngate = \"introduced\"\n"), @r#"
     × duplicate key
      ╭─[plangate.toml:2:1]
    1 │ gate = "all"
    2 │ gate = "introduced"
      · ──┬─
      ·   ╰── the second one
      ╰────
    "#);
    assert_snapshot!(refused(b"fail-on = \"\xff\"\n"), @r#"
    × `plangate.toml` is not UTF-8
    help: save it as UTF-8 text
    "#);
}

#[test]
fn all_is_said_at_once() {
    let config = "undecided = true\n[rules.x-dor]\nseverity = \"urgent\"\n\n[[waivers]]\nrule = \"x-doors\"\naddress = \"**\"\nexpires = 2027-13-01\n\n[extra]\n";
    let said = refused(config);
    let messages: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("  × ")).collect();
    assert_eq!(
        messages,
        [
            "`undecided` is a boolean, not a text",
            "`x-dor` is no rule, domain or severity",
            "`urgent` is no severity",
            "`[[waivers]]` has no `reason`",
            "`x-doors` is no rule, domain or severity",
            "invalid date, expected month between 01 and 12",
            "the configuration has no key `extra`",
        ]
    );
}

#[test]
fn a_value_is_never_shown() {
    for config in [
        "[[waivers]]\nrule = 'x-door'\naddress = '**'\nreason = 1\nvalue = 'hunter2'\n",
        "[[waivers]]\nrule = 'x-door'\naddress = '**'\nvalue = ['hunter2']\nreason = 'r'\n",
        "[[waivers]]\nvalue = \"hunter2\nreason = 1\n",
        "waivers = [{rule = 'x-door', value = 'hunter2', reason = 'r'}]",
    ] {
        let said = refused(config);
        assert!(said.contains('*') && !said.contains("hunter2"), "{said}");
    }
    assert_snapshot!(refused("[[waivers]]\nrule = 'x-door'\naddress = '**'\nvalue = ['hunter2']\nreason = 'r'\n"), @r#"
     × `value` is a list, not a text, a number, true or false
      ╭─[plangate.toml:4:9]
    3 │ address = '**'
    4 │ value = ***********
      ·         ─────┬─────
      ·              ╰── one value
    5 │ reason = 'r'
      ╰────
     help: `path` says which values are meant, `value` what each of them is
    "#);
}

#[test]
fn what_acts_on_a_terminal_does_not() {
    let said = refused("\"\u{202e}key\" = \"\u{85}\"\r\n# \u{1b}[2J\r\n");
    assert!(!said.chars().any(|c| c != '\n' && c.is_control() || c == '\u{202e}'), "{said:?}");
}

#[test]
fn a_rule_that_did_not_load_is_not_said_twice() {
    let place = Place::with_plan(&[create("x_door.front", &json!({"open": true}))])
        .rule(&DOOR)
        .rule(&DOOR.named("broken").saying("deny contains x if {\n"))
        .file("plangate.toml", "[rules.x-broken]\nseverity = \"low\"\n");
    let answer =
        place.check("x-door").run().code(2).says("the door is open").complains("rule `x-broken`, rules/broken.rego");
    assert!(!answer.stderr.contains("is no rule"), "{}", answer.stderr);
}

#[test]
fn every_command_that_loads_rules_refuses() {
    let place = Place::with_plan(&[]).file("plangate.toml", "no = 1\n");
    let run = |command: &str| -> Plangate { plangate(command.split(' ')).at(place.path()) };
    for command in ["check plan.json", "baseline plan.json", "rules", "explain CKV_AWS_24", "input plan plan.json"] {
        let answer = run(command).run().code(2).complains("the configuration has no key `no`");
        assert_eq!(answer.stdout, "", "{command}");
        run(&format!("{command} --no-config")).run().quiet();
    }
}

#[test]
fn a_file_that_is_not_there() {
    let answer = check("fixtures/invalid/plain.json --config no/such.toml").run().code(2);
    assert_snapshot!(answer.stderr, @r#"
      × `no/such.toml` can't be read: No such file or directory (os error 2)
    "#);
    check("fixtures/invalid/plain.json --config x.toml --no-config").run().code(2).complains("cannot be used with");
}
