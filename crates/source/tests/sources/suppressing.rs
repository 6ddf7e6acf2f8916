//! Comments that suppress rules: what they say, what they are bound to, and what they cover.

use plangate_plan::Date;
use plangate_source::Sources;
use serde_json::json;

use crate::making::{directory, fixture, path};

/// The suppressions of a configuration, one a line.
fn listed(sources: &Sources, root: &std::path::Path) -> String {
    let root = format!("{}/", root.display());
    let mut text = String::new();
    for found in sources.suppressions() {
        let place = found.place.to_string();
        text +=
            &format!("{} {}: {}", place.strip_prefix(&root).unwrap_or(&place), found.dialect_and_ids(), found.target());
        if let Some(problem) = &found.problem {
            text += &format!(" ({problem})");
        }
        text.push('\n');
    }
    text
}

trait Shown {
    fn dialect_and_ids(&self) -> String;
    fn target(&self) -> String;
}

impl Shown for plangate_source::Suppression {
    fn dialect_and_ids(&self) -> String {
        let until = self.until.as_ref().map(|until| format!(" until {}", until.text)).unwrap_or_default();
        let reason = self.reason.as_ref().map(|reason| format!(" because {reason}")).unwrap_or_default();
        format!("{:?} {}{until}{reason}", self.dialect, self.ids.join(","))
    }

    fn target(&self) -> String {
        let Some(binding) = &self.binding else { return "nothing".to_owned() };
        let lines = format!("{}-{}", binding.place.start.line, binding.place.end.line);
        format!("{:?} {lines} of {}", binding.bound, binding.block.as_deref().unwrap_or("no block"))
    }
}

#[test]
fn comments_are_bound_in_their_module() {
    let root = fixture("shop");
    let sources = Sources::open(&root);
    insta::assert_snapshot!(listed(&sources, &root), @r"
    main.tf:34:3 Checkov CKV_AWS_99 because above the call and so in no block: nothing (stands at nothing that it could cover)
    main.tf:36:5 Checkov CKV_AWS_18 because what is archived is written once: Block 35-39 of module.archive
    modules/archive/main.tf:5:26 Tfsec aws-s3-force-destroy: Attribute 5-5 of aws_s3_bucket.this
    modules/bucket/main.tf:7:3 Plangate aws-s3-versioning until 2027-01-31 because buckets of this module are scratch: Block 8-10 of aws_s3_bucket.this
    storage.tf.json:2:3 Plangate aws-json because stands in no block: nothing (stands at nothing that it could cover)
    storage.tf.json:6:9 Plangate aws-s3-versioning because scratch: Block 5-9 of aws_s3_bucket.json
    ");
    let covering = |address: &str, attribute: &str| {
        let located = sources.locate_named(address, &path(attribute), None).unwrap();
        let all = sources.suppressions().iter().filter(|found| found.covers(&located));
        all.map(|found| found.ids.join(",")).collect::<Vec<_>>().join(" ")
    };
    // The module is called by three, and its comment holds in all; the archive has its own.
    assert_eq!(covering("module.media.aws_s3_bucket.this", ""), "aws-s3-versioning");
    assert_eq!(covering("module.logs[\"audit\"].aws_s3_bucket.this", "bucket"), "aws-s3-versioning");
    assert_eq!(covering("module.media.aws_s3_bucket_acl.this", "acl"), "");
    assert_eq!(covering("module.archive.aws_s3_bucket.this", "force_destroy"), "CKV_AWS_18 aws-s3-force-destroy");
    assert_eq!(covering("module.archive.aws_s3_bucket.this", "bucket"), "CKV_AWS_18");
    // The call of the archive covers what the archive calls.
    assert_eq!(covering("module.archive.module.copy.aws_s3_bucket.this", ""), "CKV_AWS_18 aws-s3-versioning");
    assert_eq!(covering("aws_s3_bucket.json", "bucket"), "aws-s3-versioning");
    assert_eq!(covering("aws_security_group.json", ""), "");
}

const CONFIGURATION: &str = r#"# kics-scan disable=11-22,33-44

# plangate:ignore above-block
// tfsec:ignore:above-block
resource "aws_security_group" "a" { # trivy:ignore:on-header
  # plangate:ignore above-attribute
  name = "a"

  # plangate:ignore alone reason="a b"

  description = "b" // tfsec:ignore:on-attribute

  /* trivy:ignore:above-nested:exp:2027-01-31 */
  ingress {
    # checkov:skip=CKV_1:anywhere
    from_port = 22 # plangate:ignore on-attribute
    cidr_blocks = [
      "10.0.0.0/8",
      "0.0.0.0/0", # tfsec:ignore:on-element
    ] # trivy:ignore:behind-list
    # kics-scan ignore-line
    to_port = 22
  }

  # trivy:ignore:dangling

  tags = { x = "1" } # trivy:ignore:with[name=a] trivy:ignore:without[name=b] trivy:ignore:other[ingress.from_port=2*]
}

# tfsec:ignore:dangling

/* kics-scan ignore-block */
resource "x" "y" { /* tfsec:ignore:y */ a = "${ /* tfsec:ignore:z */ 1 }" }

# checkov:skip=CKV_2:outside

locals {
  # plangate:ignore local-value
  a = 1
} # plangate:ignore closing

# kics-scan ignore
# plangate:ignore dangling until=2027-31-01
"#;

#[test]
fn each_dialect_binds_in_its_way() {
    let root = directory(&[
        ("main.tf", CONFIGURATION),
        (
            "crlf.tf",
            &CONFIGURATION.replace('\n', "\r\n").replace("_group\" \"a", "_group\" \"b").replace("\"y\"", "\"z\""),
        ),
    ]);
    let sources = Sources::open(root.path());
    assert_eq!(sources.problems(), []);
    let text = listed(&sources, &root.path().canonicalize().unwrap());
    let (crlf, lf): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with("crlf.tf"));
    assert_eq!(
        crlf.join("\n").replace("crlf.tf", "main.tf").replace("group.b", "group.a").replace("x.z", "x.y"),
        lf.join("\n")
    );
    insta::assert_snapshot!(lf.join("\n"), @r"
    main.tf:1:3 Kics 11-22,33-44: File 1-44 of no block
    main.tf:3:3 Plangate above-block: Block 5-28 of aws_security_group.a
    main.tf:4:4 Tfsec above-block: Block 5-28 of aws_security_group.a
    main.tf:5:39 Trivy on-header: Block 5-28 of aws_security_group.a
    main.tf:6:5 Plangate above-attribute: Attribute 7-7 of aws_security_group.a
    main.tf:9:5 Plangate alone because a b: Block 5-28 of aws_security_group.a
    main.tf:11:24 Tfsec on-attribute: Attribute 11-11 of aws_security_group.a
    main.tf:13:6 Trivy above-nested until 2027-01-31: NestedBlock 14-23 of aws_security_group.a
    main.tf:15:7 Checkov CKV_1 because anywhere: Block 5-28 of aws_security_group.a
    main.tf:16:22 Plangate on-attribute: Attribute 16-16 of aws_security_group.a
    main.tf:19:22 Tfsec on-element: Attribute 19-19 of aws_security_group.a
    main.tf:20:9 Trivy behind-list: Attribute 17-20 of aws_security_group.a
    main.tf:21:7 Kics : Line 22-22 of aws_security_group.a
    main.tf:25:5 Trivy dangling: nothing (stands at nothing that it could cover)
    main.tf:27:24 Trivy with: Attribute 27-27 of aws_security_group.a
    main.tf:27:50 Trivy without: Attribute 27-27 of aws_security_group.a (`name` is not `b` in the block)
    main.tf:27:79 Trivy other: Attribute 27-27 of aws_security_group.a
    main.tf:30:3 Tfsec dangling: nothing (stands at nothing that it could cover)
    main.tf:32:4 Kics : Block 33-33 of x.y
    main.tf:33:23 Tfsec y: Block 33-33 of x.y
    main.tf:33:52 Tfsec z: Block 33-33 of x.y
    main.tf:35:3 Checkov CKV_2 because outside: nothing (stands at nothing that it could cover)
    main.tf:38:5 Plangate local-value: Attribute 39-39 of no block
    main.tf:40:5 Plangate closing: Block 37-40 of no block
    main.tf:42:3 Kics : nothing (stands at nothing that it could cover)
    main.tf:43:3 Plangate dangling until 2027-31-01: nothing (`2027-31-01` is no date; a date is written `2027-01-31`)
    ");
}

#[test]
fn a_comment_holds_up_to_its_day_and_in_its_workspace() {
    let root = directory(&[(
        "main.tf",
        "# plangate:ignore a until=2027-01-31\n# trivy:ignore:b:ws:prod\n# plangate:ignore c until=soon\nresource \"x\" \"y\" {}\n",
    )]);
    let sources = Sources::open(root.path());
    let in_force = |day: &str, workspace: Option<&str>| {
        let day: Date = day.parse().unwrap();
        let found = sources.suppressions().iter().filter(|found| found.is_in_force(day, workspace));
        found.flat_map(|found| found.ids.clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(in_force("2027-01-31", None), "a");
    assert_eq!(in_force("2027-02-01", None), "");
    assert_eq!(in_force("2027-02-01", Some("prod")), "b");
    assert_eq!(in_force("2026-01-01", Some("test")), "a");
}

#[test]
fn a_block_that_does_not_count_suppresses_nothing() {
    let root = directory(&[
        ("main.tf", "# plangate:ignore a\nresource \"x\" \"y\" {\n}\n"),
        ("main.tofu", "# plangate:ignore b\nresource \"x\" \"y\" {\n  a = 1\n}\n"),
        ("override.tf", "# plangate:ignore c\nresource \"x\" \"y\" {\n  b = 1 # plangate:ignore d\n}\n"),
    ]);
    let sources = Sources::open(root.path());
    let covering = |attribute: &str| {
        let located = sources.locate_named("x.y", &path(attribute), None).unwrap();
        let all = sources.suppressions().iter().filter(|found| found.covers(&located));
        all.flat_map(|found| found.ids.clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(covering("a"), "b c");
    assert_eq!(covering("b"), "b c d");
}

/// Without the attributes of a block, nothing tells which of them a comment is about.
#[test]
fn comments_in_a_block_that_cannot_be_read_are_not_widened() {
    let root = directory(&[(
        "main.tf",
        "# plangate:ignore a\nresource \"x\" \"y\" {\n  # plangate:ignore b\n  a = 1\n  # checkov:skip=C_1\n  tags = { n = 1, n = 2 }\n}\n",
    )]);
    let sources = Sources::open(root.path());
    assert_eq!(sources.problems().len(), 1);
    insta::assert_snapshot!(listed(&sources, &root.path().canonicalize().unwrap()), @r"
    main.tf:1:3 Plangate a: Block 2-7 of x.y
    main.tf:3:5 Plangate b: nothing (stands at nothing that it could cover)
    main.tf:5:5 Checkov C_1: Block 2-7 of x.y
    ");
}

#[test]
fn what_may_stand_elsewhere_is_not_covered_by_what_is_narrower() {
    let root = directory(&[(
        "main.tf",
        r#"resource "aws_security_group" "a" {
  # plangate:ignore first
  ingress {
    from_port   = 22
    cidr_blocks = concat(var.office, [])
  }
  # plangate:ignore second
  ingress {
    from_port   = 22
    cidr_blocks = concat(var.world, [])
  }
  # plangate:ignore list
  egress = [
    { port = 1, to = f(1) }, # plangate:ignore item
    { port = 1, to = f(2) },
  ]
  # plangate:ignore told
  rule {
    port = f(1)
    to   = f(2)
  }
  rule {
    port = 2
  }
}
"#,
    )]);
    let sources = Sources::open(root.path());
    let values = json!({
        "ingress": [{"from_port": 22, "cidr_blocks": ["0.0.0.0/0"]}, {"from_port": 22, "cidr_blocks": ["10.0.0.0/8"]}],
        "egress": [{"port": 1, "to": 2}, {"port": 1, "to": 1}],
        "rule": [{"port": 2}, {"port": 1}],
    });
    let covering = |attribute: &str| {
        let located = sources.locate_named("aws_security_group.a", &path(attribute), Some(&values)).unwrap();
        let all = sources.suppressions().iter().filter(|found| found.covers(&located));
        (located.place.start.line, all.map(|found| found.ids.join(",")).collect::<Vec<_>>().join(" "))
    };
    // Sets have an order of their own, and nothing tells which block the first element is.
    assert_eq!(covering("ingress[0].cidr_blocks[0]"), (5, String::new()));
    assert_eq!(covering("ingress[1].cidr_blocks[0]"), (10, String::new()));
    // All of them are meant.
    assert_eq!(covering("ingress"), (3, String::new()));
    assert_eq!(covering("egress[0].to"), (14, "list".to_owned()));
    // What can be nothing else is told.
    assert_eq!(covering("rule[1].port"), (19, "told".to_owned()));
    assert_eq!(covering("rule[0].port"), (23, String::new()));
}

#[test]
fn a_comment_within_an_expression_is_about_no_more_than_that() {
    let root = directory(&[(
        "main.tf",
        r#"module "a" {
  source = "./a"
  providers = {
    # plangate:ignore one
  }
  cidrs = [
    "10.0.0.0/8",
    # plangate:ignore two
  ]
  # plangate:ignore three
}
"#,
    )]);
    let sources = Sources::open(root.path());
    insta::assert_snapshot!(listed(&sources, root.path()), @r"
    main.tf:4:7 Plangate one: Attribute 3-5 of module.a
    main.tf:8:7 Plangate two: Attribute 6-9 of module.a
    main.tf:10:5 Plangate three: Block 1-11 of module.a
    ");
}
