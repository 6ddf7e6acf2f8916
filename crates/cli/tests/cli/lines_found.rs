//! Where the configuration of a plan is looked for, and what is shown without one or with a broken one.

use insta::assert_snapshot;
use serde_json::json;

use crate::common::plangate;
use crate::lines::{door, doors, located, places, shown};
use crate::making::{Place, create, inside};

const MAIN: &str = "resource \"x_door\" \"front\" {\n  open = true\n}\n";

/// The place of the finding of `plan` from the directory `at`.
fn place_of(place: &Place, at: &str, arguments: &[&str]) -> String {
    let rules = place.path().join("rules");
    let run = plangate(["check", "--policy", rules.to_str().unwrap(), "--select", "x-door", "--format", "json"]);
    let run = run.args(arguments).at(&place.path().join(at));
    let run =
        if arguments.contains(&"-") { run.stdin(std::fs::read(place.path().join("plan.json")).unwrap()) } else { run };
    places(&run.run().code(1).quiet())
}

/// The same door on another line in each directory.
fn three() -> Place {
    let plan = std::fs::read(door("x_door.front").path().join("plan.json")).unwrap();
    door("x_door.front")
        .file("named/main.tf", format!("\n{MAIN}"))
        .file("plans/main.tf", format!("\n\n{MAIN}"))
        .file("plans/plan.json", &plan)
        .file("bare/plan.json", &plan)
        .file("work/main.tf", format!("\n\n\n{MAIN}"))
        .file("none/readme.md", "")
}

#[test]
fn the_named_directory_outranks_that_of_the_plan_and_that_the_working_directory() {
    let place = three();
    let from = |arguments: &[&str]| place_of(&place, "work", arguments);
    assert_eq!(from(&["../plans/plan.json", "--source", "../named"]), "x_door.front: ../named/main.tf:3:3 to 3:14\n");
    assert_eq!(from(&["../plans/plan.json"]), "x_door.front: ../plans/main.tf:4:3 to 4:14\n");
    assert_eq!(from(&["../bare/plan.json"]), "x_door.front: main.tf:5:3 to 5:14\n");
    assert_eq!(from(&["-"]), "x_door.front: main.tf:5:3 to 5:14\n");
    assert_eq!(from(&["-", "--source", "../named"]), "x_door.front: ../named/main.tf:3:3 to 3:14\n");
    assert_eq!(place_of(&place, "plans", &["plan.json"]), "x_door.front: main.tf:4:3 to 4:14\n");
    assert_eq!(place_of(&place, "none", &["../bare/plan.json"]), "x_door.front: no place\n");
    assert_eq!(place_of(&place, "none", &["-"]), "x_door.front: no place\n");
}

#[test]
fn a_configuration_that_is_named_must_be_there() {
    let place = three();
    for directory in ["nowhere", "none", "plan.json"] {
        let answer = place.check("x-door").args(["--source", directory]).run().code(2);
        assert_eq!(answer.stdout, "");
        answer.complains(&format!("`{directory}` has no files of a configuration"));
    }
}

#[test]
fn without_a_configuration_the_planned_values_are_shown() {
    let place = door("x_door.front");
    assert_snapshot!(shown(&place), @r#"
    x-door (medium)

      ⚠ the door is open
       ╭─[x_door.front:2:10]
     1 │ resource "x_door" "front" {
     2 │   open = true
       ·          ────
     3 │ }
       ╰────
      help: Close the door.

    plan.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    "#);
    assert_eq!(located(&place), "x_door.front: no place\n");
}

#[test]
fn what_the_configuration_does_not_have_is_shown_as_planned() {
    // As after `moved`, or with the configuration of another plan.
    let place = door("x_door.front").file("main.tf", MAIN.replace("front", "back"));
    assert_snapshot!(shown(&place), @r#"
    x-door (medium)

      ⚠ the door is open
       ╭─[x_door.front:2:10]
     1 │ resource "x_door" "front" {
     2 │   open = true
       ·          ────
     3 │ }
       ╰────
      help: Close the door.

    plan.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    "#);
    assert_eq!(located(&place), "x_door.front: no place\n");
}

const MANIFEST: &str = r#"{"Modules":[
    {"Key":"","Source":"","Dir":"."},
    {"Key":"net","Source":"registry.terraform.io/example/net/x","Version":"1.2.3","Dir":".terraform/modules/net"},
    {"Key":"net.inner","Source":"./modules/inner","Dir":".terraform/modules/net/modules/inner"},
    {"Key":"git","Source":"git::https://example.com/git.git?ref=v1","Dir":".terraform/modules/git/sub"},
    {"Key":"gone","Source":"registry.terraform.io/example/gone/x","Version":"2.0.0","Dir":".terraform/modules/gone"}
]}"#;

#[test]
fn modules_from_the_registry_and_from_git_are_found_where_they_were_put() {
    let open = || create("x_door.front", &json!({"open": true}));
    let modules = ["module.net", "module.net.module.inner", "module.git[0]", "module.gone"];
    let place = doors(&modules.map(|module| inside(module, open())))
        .file(".terraform/modules/modules.json", MANIFEST)
        .file(
            "main.tf",
            "module \"net\" {\n  source  = \"example/net/x\"\n  version = \"1.2.3\"\n}\n\n\
             module \"git\" {\n  source = \"git::https://example.com/git.git//sub?ref=v1\"\n  count  = 1\n}\n\n\
             module \"gone\" {\n  source = \"example/gone/x\"\n}\n",
        )
        .file(
            ".terraform/modules/net/main.tf",
            format!("module \"inner\" {{\n  source = \"./modules/inner\"\n}}\n\n{MAIN}"),
        )
        .file(".terraform/modules/net/modules/inner/main.tf", format!("# inner\n{MAIN}"))
        .file(".terraform/modules/git/sub/main.tf", format!("# git\n# sub\n{MAIN}"));
    // What is not here any more is shown at its call.
    assert_snapshot!(located(&place), @"
    module.net.x_door.front: .terraform/modules/net/main.tf:6:3 to 6:14
      module `net` is called here: main.tf:1:1
    module.net.module.inner.x_door.front: .terraform/modules/net/modules/inner/main.tf:3:3 to 3:14
      module `inner` is called here: .terraform/modules/net/main.tf:1:1
      module `net` is called here: main.tf:1:1
    module.git[0].x_door.front: .terraform/modules/git/sub/main.tf:4:3 to 4:14
      module `git` is called here: main.tf:6:1
    module.gone.x_door.front: main.tf:11:1 to 11:14
    ");
}

#[test]
fn modules_that_were_not_fetched_are_shown_at_their_call() {
    let place = doors(&[inside("module.net", create("x_door.front", &json!({"open": true})))])
        .file("main.tf", "module \"net\" {\n  source = \"example/net/x\"\n}\n");
    assert_snapshot!(shown(&place), @r#"
    x-door (medium)

      ⚠ the door is open
       ╭─[main.tf:1:1]
     1 │ module "net" {
       · ──────┬─────
       ·       ╰── module.net.x_door.front
     2 │   source = "example/net/x"
     3 │ }
       ╰────
      help: Close the door.

    plan.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    "#);
}

#[test]
fn two_modules_with_the_same_resource_are_told_apart() {
    let open = || create("x_door.front", &json!({"open": true}));
    let place = doors(&[inside("module.a", open()), inside("module.b", open())])
        .file("main.tf", "module \"a\" {\n  source = \"./a\"\n}\nmodule \"b\" {\n  source = \"./b\"\n}\n")
        .file("a/main.tf", MAIN)
        .file("b/main.tf", format!("# b\n{MAIN}"));
    assert_snapshot!(located(&place), @"
    module.a.x_door.front: a/main.tf:2:3 to 2:14
      module `a` is called here: main.tf:1:1
    module.b.x_door.front: b/main.tf:3:3 to 3:14
      module `b` is called here: main.tf:4:1
    ");
}

#[test]
fn a_file_that_can_not_be_read_changes_no_answer() {
    let broken: [(&str, &[u8]); 4] = [
        ("not UTF-8", b"resource \"x_door\" \"front\" {\n  name = \"\xff\xfe\"\n  open = true\n}\n"),
        ("not closed", b"resource \"x_door\" \"front\" {\n  open = true\n"),
        ("no HCL", b"\x7fELF\x00\x01{{{]]]"),
        ("empty", b""),
    ];
    for (what, text) in broken {
        let place = door("x_door.front").file("main.tf", text);
        let answer = place.check("x-door").run().code(1).quiet();
        answer.says("the door is open").says("plan.json: violations, 1 finding (1 medium)");
        assert_eq!(located(&place), "x_door.front: no place\n", "{what}");
    }
}

#[test]
fn a_block_with_a_mistake_hides_no_other() {
    let place = doors(&["x_door.front", "x_door.back"].map(|name| create(name, &json!({"open": true}))))
        .file("main.tf", format!("resource \"x_door\" \"back\" {{\n  open = = true\n}}\n\n{MAIN}"));
    assert_snapshot!(located(&place), @"
    x_door.front: main.tf:6:3 to 6:14
    x_door.back: main.tf:1:1 to 1:25
    ");
}

#[test]
fn what_acts_on_a_terminal_is_not_printed_from_a_configuration() {
    let text = "# \u{1b}[2J \u{202e}evil\u{2066} \u{9b}1m \u{7}\r\nresource \"x_door\" \"front\" {\r\n  # \u{1b}]8;;http://x\u{1b}\\\r\n  open = true # \u{200f}\r\n}\r\n";
    let place = door("x_door.front").file("main.tf", text);
    assert_snapshot!(shown(&place), @r#"
    x-door (medium)

      ⚠ the door is open
       ╭─[main.tf:4:3]
     2 │ resource "x_door" "front" { 
     3 │   # ?]8;;http://x?\ 
     4 │   open = true # ??? 
       ·   ─────┬─────
       ·        ╰── x_door.front
     5 │ } 
       ╰────
      help: Close the door.

    plan.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    "#);
    for arguments in [&["--verbose"] as &[&str], &["--format", "json"], &[]] {
        let answer = place.check("x-door").args(arguments).run().code(1);
        let harmful = ['\u{1b}', '\u{202e}', '\u{2066}', '\u{9b}', '\u{7}', '\u{200f}', '\r'];
        assert!(!answer.both().contains(harmful), "{:?}", answer.both());
    }
}

#[test]
fn names_of_files_do_not_act_on_a_terminal() {
    let place = door("x_door.front").file("\u{1b}[2J\u{202e}.tf", MAIN);
    assert!(!shown(&place).contains(['\u{1b}', '\u{202e}']), "{:?}", shown(&place));
}
