//! What is read and what can't be.

use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use plangate_source::{Sources, What};

use crate::making::{directory, fixture, located, path};

/// The problems of a configuration, one a line.
fn problems(root: &Path) -> String {
    let root = root.canonicalize().unwrap();
    Sources::open(&root)
        .problems()
        .iter()
        .map(|problem| {
            let place = problem.place.as_ref().map(|place| format!("{place} ")).unwrap_or_default();
            format!("{place}{problem}\n").replace(&format!("{}/", root.display()), "")
        })
        .collect()
}

#[test]
fn a_file_that_cannot_be_read_hides_no_other() {
    let root = directory(&[
        ("good.tf", "resource \"x\" \"good\" {\n  a = 1\n}\n"),
        ("broken.tf", "resource \"x\" \"whole\" {\n  a = 1\n}\n\nresource \"x\" \"broken\" {\n  a = (\n}\n"),
        ("broken.tf.json", "{\"resource\": {\"x\": {\"json\": {\"a\": 1}}}"),
        (".terraform/modules/modules.json", "{}"),
        ("terraform.tfvars", "a = \n"),
    ]);
    std::fs::write(root.path().join("latin.tf"), b"# \xe9\nresource \"x\" \"latin\" {}\n").unwrap();
    std::os::unix::fs::symlink("nowhere", root.path().join("link.tf")).unwrap();
    insta::assert_snapshot!(problems(root.path()), @r#"
    `.terraform/modules/modules.json` can't be parsed: missing field `Modules` at line 1 column 2
    broken.tf:7:1 `broken.tf` can't be parsed: invalid expression; expected `"`, `[`, `{`, `-`, `!`, `(`, `_`, `<`, letter or digit
    broken.tf.json:1:38 `broken.tf.json` can't be parsed: EOF while parsing an object
    latin.tf:1:3 `latin.tf` is not UTF-8
    terraform.tfvars:1:5 `terraform.tfvars` can't be parsed: invalid expression; expected `"`, `[`, `{`, `-`, `!`, `(`, `_`, `<`, letter or digit
    "#);
    let root = root.path().canonicalize().unwrap();
    let found = located(&root, None, &[("x.good", "a"), ("x.whole", "a"), ("x.broken", "a"), ("x.json", "a")]);
    insta::assert_snapshot!(found, @r#"
    x.good a
    good.tf:2:3 `a = 1` Attribute
    x.whole a
    broken.tf:2:3 `a = 1` Attribute
    x.broken a
    broken.tf:5:1 `resource "x" "broken"` Block
    x.json a
    nowhere
    "#);
}

#[test]
fn modules_that_are_not_here_are_located_at_their_call() {
    let root = directory(&[
        (
            "main.tf",
            "module \"far\" {\n  source = \"terraform-aws-modules/vpc/aws\"\n}\n\nmodule \"near\" {\n  source = \"./near\"\n}\n\nmodule \"lost\" {\n  source = \"./lost\"\n}\n",
        ),
        ("near/main.tf", "module \"far\" {\n  source = \"git::https://git.example.com/a.git\"\n}\n"),
    ]);
    insta::assert_snapshot!(problems(root.path()), @r"
    main.tf:2:3 the sources of module `far` are not here
    main.tf:10:3 the sources of module `lost` are not here
    near/main.tf:2:3 the sources of module `far` are not here
    ");
    let root = root.path().canonicalize().unwrap();
    let found = located(
        &root,
        None,
        &[
            ("module.far.aws_vpc.this", "tags"),
            ("module.far.module.inner.aws_vpc.this", ""),
            ("module.near.module.far[0].aws_vpc.this", ""),
            ("module.near.aws_vpc.this", ""),
            ("module.lost.aws_vpc.this", ""),
        ],
    );
    insta::assert_snapshot!(found, @r#"
    module.far.aws_vpc.this tags
    main.tf:1:1 `module "far"` ModuleCall, without `tags`
    module.far.module.inner.aws_vpc.this 
    main.tf:1:1 `module "far"` ModuleCall
    module.near.module.far[0].aws_vpc.this 
    near/main.tf:1:1 `module "far"` ModuleCall
      main.tf:5:1 `module "near"` module `near` is called here
    module.near.aws_vpc.this 
    nowhere
    module.lost.aws_vpc.this 
    main.tf:9:1 `module "lost"` ModuleCall
    "#);
}

#[test]
fn loops_end() {
    let root = directory(&[
        (
            "main.tf",
            "module \"a\" {\n  source = \"./a\"\n}\n\nmodule \"self\" {\n  source = \"./\"\n}\n\nlocals {\n  x = local.y\n  y = local.x\n  z = local.z[local.z]\n}\n\nresource \"x\" \"y\" {\n  a = local.x\n  b = local.z[local.z[local.z]]\n  c = module.self.o\n}\n\noutput \"o\" {\n  value = module.self.o\n}\n",
        ),
        ("a/main.tf", "module \"b\" {\n  source = \"../b\"\n}\n"),
        ("b/main.tf", "module \"a\" {\n  source = \"../a\"\n}\n\nresource \"x\" \"y\" {\n  a = 1\n}\n"),
    ]);
    insta::assert_snapshot!(problems(root.path()), @r"
    b/main.tf:2:3 module `a` calls itself
    main.tf:6:3 module `self` calls itself
    ");
    let root = root.path().canonicalize().unwrap();
    let found =
        located(&root, None, &[("x.y", "a"), ("x.y", "b"), ("module.self.module.self.module.a.module.b.x.y", "a")]);
    insta::assert_snapshot!(found, @r#"
    x.y a
    main.tf:16:3 `a = local.x` Attribute
      main.tf:10:3 `x = local.y` local `x`
      main.tf:11:3 `y = local.x` local `y`
    x.y b
    main.tf:17:3 `b = local.z[local.z[local.z]]` Attribute
      main.tf:12:3 `z = local.z[local.z]` local `z`
    module.self.module.self.module.a.module.b.x.y a
    b/main.tf:6:3 `a = 1` Attribute
      a/main.tf:1:1 `module "b"` module `b` is called here
      main.tf:1:1 `module "a"` module `a` is called here
      main.tf:5:1 `module "self"` module `self` is called here
      main.tf:5:1 `module "self"` module `self` is called here
    "#);
    let sources = Sources::open(&root);
    assert!(sources.locate_named("x.y", &path("c"), None).is_some());
}

#[test]
fn of_tofu_files_and_their_twins_both_are_read() {
    let root = directory(&[
        (
            "main.tf",
            "resource \"x\" \"both\" {\n  a = \"tf\"\n}\n\nresource \"x\" \"tf\" {\n  a = \"tf\"\n}\n\nlocals {\n  l = \"tf\"\n}\n",
        ),
        (
            "main.tofu",
            "resource \"x\" \"both\" {\n  a = \"tofu\"\n}\n\nresource \"x\" \"tofu\" {\n  a = local.l\n}\n\nlocals {\n  l = \"tofu\"\n}\n",
        ),
    ]);
    let root = root.path().canonicalize().unwrap();
    let found = located(&root, None, &[("x.both", "a"), ("x.tf", "a"), ("x.tofu", "a")]);
    insta::assert_snapshot!(found, @r#"
    x.both a
    main.tofu:2:3 `a = "tofu"` Attribute
    x.tf a
    main.tf:6:3 `a = "tf"` Attribute
    x.tofu a
    main.tofu:6:3 `a = local.l` Attribute
      main.tofu:10:3 `l = "tofu"` local `l`
    "#);
}

#[test]
fn blocks_that_nothing_tells_apart_are_all_shown() {
    let root = directory(&[(
        "main.tf",
        "resource \"x\" \"y\" {\n  rule {\n    port = var.a\n  }\n\n  rule {\n    port = var.b\n  }\n\n  rule {\n    port = 3\n  }\n}\n",
    )]);
    let root = root.path().canonicalize().unwrap();
    insta::assert_snapshot!(located(&root, None, &[("x.y", "rule[1].port")]), @r#"
    x.y rule[1].port
    main.tf:1:1 `resource "x" "y"` Block, without `rule[1].port`
      main.tf:2:3 `rule` perhaps this block `rule`
      main.tf:6:3 `rule` perhaps this block `rule`
      main.tf:10:3 `rule` perhaps this block `rule`
    "#);
    let at = |values: serde_json::Value, attribute: &str| {
        let located = Sources::open(&root).locate_named("x.y", &path(attribute), Some(&values)).unwrap();
        (located.place.start.line, located.what)
    };
    let rules = |ports: [u16; 3]| serde_json::json!({ "rule": ports.map(|port| serde_json::json!({ "port": port })) });
    // In the order of the configuration, as far as that can be seen.
    assert_eq!(at(rules([1, 2, 3]), "rule[1].port"), (7, What::Attribute));
    assert_eq!(at(rules([1, 2, 3]), "rule[2].port"), (11, What::Attribute));
    // In another one: it can't be told which of the two, but the third is none of them.
    assert_eq!(at(rules([3, 1, 2]), "rule[1].port"), (1, What::Block));
}

#[test]
fn paths_are_shown_as_the_root_was_given() {
    let root = directory(&[
        ("envs/prod/main.tf", "module \"m\" {\n  source = \"../../modules/m\"\n}\n\nresource \"x\" \"y\" {\n}\n"),
        ("modules/m/main.tf", "resource \"x\" \"y\" {\n}\n"),
    ]);
    std::os::unix::fs::symlink("envs/prod", root.path().join("link")).unwrap();
    let real = root.path().canonicalize().unwrap();
    let shown = |given: &Path, address: &str| {
        let located = Sources::open(given).locate_named(address, &path(""), None).unwrap();
        located
            .place
            .to_string()
            .replace(&real.display().to_string(), "REAL")
            .replace(&root.path().display().to_string(), "ROOT")
    };
    assert_eq!(shown(&real.join("envs/prod"), "x.y"), "REAL/envs/prod/main.tf:5:1");
    assert_eq!(shown(&real.join("envs/prod"), "module.m.x.y"), "REAL/modules/m/main.tf:1:1");
    assert_eq!(shown(&real.join("envs/../envs/prod/."), "module.m.x.y"), "REAL/modules/m/main.tf:1:1");
    assert_eq!(shown(&real.join("link"), "x.y"), "REAL/link/main.tf:5:1");
    assert_eq!(shown(&real.join("link"), "module.m.x.y"), "REAL/modules/m/main.tf:1:1");
}

/// Tests run in the directory of the crate.
#[test]
fn paths_below_the_working_directory_are_shown_without_it() {
    let shown = |given: &str, address: &str| {
        let located = Sources::open(Path::new(given)).locate_named(address, &path(""), None).unwrap();
        located.place.to_string()
    };
    assert_eq!(shown("tests/fixtures/shop", "aws_instance.web"), "tests/fixtures/shop/network.tf:92:1");
    assert_eq!(
        shown("./tests/fixtures/shop/", "module.media.output.id"),
        "tests/fixtures/shop/modules/bucket/main.tf:17:1"
    );
    assert_eq!(
        shown("tests/fixtures/shop/modules/archive", "module.copy.output.id"),
        "tests/fixtures/shop/modules/bucket/main.tf:17:1"
    );
    assert_eq!(
        shown("../source/tests/fixtures/shop/modules/archive", "module.copy.output.id"),
        "../source/tests/fixtures/shop/modules/bucket/main.tf:17:1"
    );
    assert!(!plangate_source::has_configuration(Path::new("")));
    let directories = ["", "src", "tests/fixtures/shop", "tests/fixtures/shop/modules/bucket"].map(Path::new);
    assert_eq!(plangate_source::find_root(directories), Some(Path::new("tests/fixtures/shop")));
}

#[test]
fn a_byte_order_mark_and_line_ends_of_windows_are_no_matter() {
    let root = directory(&[(
        "main.tf",
        "\u{feff}resource \"x\" \"y\" {\r\n  a = <<-E\r\n    ü ${var.b}\r\n  E\r\n  b = [\r\n    \"ü\", \"v\",\r\n  ]\r\n}\r\n",
    )]);
    let root = root.path().canonicalize().unwrap();
    insta::assert_snapshot!(located(&root, None, &[("x.y", ""), ("x.y", "a"), ("x.y", "b[1]")]), @r#"
    x.y 
    main.tf:1:1 `resource "x" "y"` Block
    x.y a
    main.tf:2:3 `a = <<-E ~ ü ${var.b} ~ E` Attribute
    x.y b[1]
    main.tf:6:10 `"v"` Element
    "#);
}

#[test]
fn an_empty_directory_has_nothing() {
    let root = directory(&[]);
    let sources = Sources::open(root.path());
    assert_eq!(sources.problems(), []);
    assert!(sources.suppressions().is_empty());
    assert_eq!(sources.locate_named("x.y", &path("a"), None), None);
    assert!(!plangate_source::has_configuration(root.path()));
    assert_eq!(problems(root.path()), "");
    assert_eq!(Sources::open(&root.path().join("nowhere")).problems().len(), 1);
}

#[test]
fn truncated_files_are_problems_and_no_panic() {
    for name in ["network.tf", "storage.tf.json", "main.tf"] {
        let text = std::fs::read_to_string(fixture("shop").join(name)).unwrap();
        let root = directory(&[("variables.tf", "variable \"region\" {}\n"), (name, "")]);
        for (at, _) in text.char_indices().step_by(23) {
            std::fs::write(root.path().join(name), &text[..at]).unwrap();
            let sources = Sources::open(root.path());
            let _ = (sources.problems().len(), sources.suppressions().len());
            for (address, attribute) in [
                ("aws_security_group.web", "ingress[1].cidr_blocks[1]"),
                ("aws_security_group.dynamic", "ingress[0].cidr_blocks[0]"),
                ("aws_security_group.json", "egress[0].cidr_blocks[0]"),
                ("provider.aws.west", "constants.region"),
            ] {
                let _ = sources.locate_named(address, &path(attribute), None);
            }
            assert!(sources.locate_named("var.region", &path(""), None).is_some());
        }
    }
}

#[test]
fn variable_files_are_named_or_count_by_their_names() {
    let root = directory(&[
        ("main.tf", "variable \"a\" {\n  default = 1\n}\n\nresource \"x\" \"y\" {\n  a = var.a\n}\n"),
        ("b.auto.tfvars", "a = 3\n"),
        ("a.auto.tfvars", "a = 2\n"),
        ("prod.tfvars", "a = 4\n"),
    ]);
    let first = |sources: Sources, a: i32| {
        let located = sources.locate_named("x.y", &path("a"), Some(&serde_json::json!({ "a": a }))).unwrap();
        let related = located.related.iter().map(|related| format!("{} {}", related.label, related.place.text()));
        related.collect::<Vec<_>>().join("; ")
    };
    assert_eq!(first(Sources::open(root.path()), 3), "value of variable `a` a = 3; variable `a` variable \"a\"");
    // From the command line or the environment.
    assert_eq!(first(Sources::open(root.path()), 5), "variable `a` variable \"a\"");
    let named = Sources::open(root.path()).with_variable_files([root.path().join("prod.tfvars")]);
    assert_eq!(first(named, 4), "value of variable `a` a = 4; variable `a` variable \"a\"");
}

#[test]
fn references_to_resources_lead_to_what_is_taken_from_them() {
    let root = directory(&[(
        "main.tf",
        "resource \"x\" \"y\" {\n  policy = data.doc.d.json\n  name   = x.z[0].name\n  other  = \"${x.z[0].name}-a\"\n\n  rule {\n  }\n\n  rule {\n  }\n}\n\n\
         data \"doc\" \"d\" {\n}\n\nresource \"x\" \"z\" {\n  count = 1\n  name  = \"z\"\n}\n",
    )]);
    let root = root.path().canonicalize().unwrap();
    let found = located(&root, None, &[("x.y", "policy"), ("x.y", "name"), ("x.y", "other"), ("x.y", "rule")]);
    insta::assert_snapshot!(found, @r#"
    x.y policy
    main.tf:2:3 `policy = data.doc.d.json` Attribute
      main.tf:13:1 `data "doc" "d"` from `data.doc.d`
    x.y name
    main.tf:3:3 `name   = x.z[0].name` Attribute
      main.tf:18:3 `name  = "z"` from `x.z`
    x.y other
    main.tf:4:3 `other  = "${x.z[0].name}-a"` Attribute
    x.y rule
    main.tf:6:3 `rule` NestedBlock
      main.tf:9:3 `rule` and this block `rule`
    "#);
}

#[test]
fn tasks_of_one_pool_share_a_configuration_and_none_waits_for_itself() {
    let text = "resource \"x\" \"y\" {\n  a = [1, 2, 3]\n}\n".repeat(50);
    let names: Vec<String> = (0..16).map(|number| format!("{number}.tf")).collect();
    let root = directory(&names.iter().map(|name| (name.as_str(), text.as_str())).collect::<Vec<_>>());
    let path = root.path().to_owned();
    let (done, is_done) = mpsc::channel();
    std::thread::spawn(move || {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        for _ in 0..40 {
            let sources = Sources::open(&path);
            let read = || pool.install(|| sources.suppressions().len() + sources.files());
            // The second and third come while files are read for the first.
            std::thread::scope(|scope| {
                let tasks = [0, 1, 2].map(|wait| {
                    let read = &read;
                    scope.spawn(move || {
                        std::thread::sleep(Duration::from_millis(wait));
                        read()
                    })
                });
                assert_eq!(tasks.map(|task| task.join().unwrap()), [16; 3]);
            });
        }
        done.send(()).unwrap();
    });
    is_done.recv_timeout(Duration::from_secs(60)).expect("all tasks end");
}
