//! How long it takes to read a large configuration: `cargo run --release --example index [FILES | DIRECTORY]`.
//!
//! Without a directory, one is made: a root module and modules of 20 files, each with security groups and buckets.

#![allow(clippy::print_stdout, clippy::expect_used, reason = "an example")]

use std::fmt::Write;
use std::path::Path;
use std::time::Instant;

use plangate_plan::{AttributePath, Step};
use plangate_source::Sources;

fn main() {
    let argument = std::env::args().nth(1).unwrap_or_else(|| "2000".to_owned());
    let made = argument.parse().ok().map(|files: usize| {
        let directory = tempfile::tempdir().expect("a temporary directory");
        make(directory.path(), files);
        directory
    });
    let root = made.as_ref().map_or(Path::new(&argument), |directory| directory.path());

    let start = Instant::now();
    let sources = Sources::open(root);
    let problems = sources.problems().len();
    let indexed = start.elapsed();
    let start = Instant::now();
    let suppressions = sources.suppressions().len();
    let suppressed = start.elapsed();
    println!("{} files with {problems} problems read in {indexed:?}", sources.files());
    println!("{suppressions} suppressions found in {suppressed:?}");

    let key = |key: &str| Step::Key(key.to_owned());
    let path = AttributePath(vec![key("ingress"), Step::Index(1), key("cidr_blocks"), Step::Index(0)]);
    let values = serde_json::json!({ "ingress": [{ "from_port": 443 }, { "from_port": 22 }] });
    let start = Instant::now();
    let located = (0..1000).filter_map(|at| {
        let address = format!("module.m{}.aws_security_group.f{}", at % 100, at % 20);
        sources.locate_named(&address, &path, Some(&values))
    });
    println!("{} of 1000 paths located in {:?}", located.count(), start.elapsed());
}

const IN_MODULE: usize = 20;

fn make(root: &Path, files: usize) {
    let mut calls = String::new();
    for module in 0..files.div_ceil(IN_MODULE) {
        let directory = root.join(format!("modules/m{module}"));
        std::fs::create_dir_all(&directory).expect("a directory");
        write!(calls, "module \"m{module}\" {{\n  source = \"./modules/m{module}\"\n  office = var.office\n}}\n\n")
            .expect("text");
        for file in 0..IN_MODULE {
            std::fs::write(directory.join(format!("f{file}.tf")), content(file)).expect("a file");
        }
    }
    calls.push_str("variable \"office\" {\n  default = [\"10.0.0.0/8\"]\n}\n");
    std::fs::write(root.join("main.tf"), calls).expect("a file");
}

fn content(file: usize) -> String {
    let mut text = String::new();
    if file == 0 {
        text.push_str("variable \"office\" {}\n\n");
    }
    write!(
        text,
        r#"resource "aws_security_group" "f{file}" {{
  name = "f{file}"

  ingress {{
    description = "ssh"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = var.office # tfsec:ignore:aws-ec2-no-public-ingress-sgr
  }}

  ingress {{
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8", "192.168.0.0/16"]
  }}
}}

"#
    )
    .expect("text");
    for bucket in 0..4 {
        write!(
            text,
            r#"# plangate:ignore aws-s3-versioning reason="scratch"
resource "aws_s3_bucket" "f{file}_{bucket}" {{
  bucket        = "${{var.prefix}}-f{file}-{bucket}"
  force_destroy = true

  tags = merge(local.tags, {{
    Name  = "f{file}-{bucket}"
    Index = {bucket} + 1
  }})
}}

resource "aws_s3_bucket_policy" "f{file}_{bucket}" {{
  bucket = aws_s3_bucket.f{file}_{bucket}.id
  policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [
      for name in var.office : {{ Effect = "Allow", Action = "s3:GetObject", Resource = name, Principal = "*" }}
    ]
  }})
}}

"#
        )
        .expect("text");
    }
    text
}
