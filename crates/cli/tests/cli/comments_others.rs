//! Comments for other tools that waive findings.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::comments::{commented, main, report, run, waived};
use crate::common::{check, plangate, root};
use crate::lines::door;
use crate::making::{DOOR, Place};
use crate::schema::expect_described;

#[test]
fn comments_of_other_tools_count_by_their_ids() {
    let inside_ =
        ["# checkov:skip=X_door:it is a shed", "# bridgecrew:skip=X_door", "# checkov:skip=CKV_9,X_door:both"];
    for comment in inside_ {
        assert_eq!(
            waived(&commented(&format!("  {comment}\n")), &[]),
            ["x-door x_door.front: comment main.tf:3:5"],
            "{comment}"
        );
        // These are about the block that they stand in.
        let above = door("x_door.front").file("main.tf", main("ABOVE", comment));
        assert_eq!(waived(&above, &[]), ["x-door x_door.front"], "{comment}");
    }
    for comment in [
        "#trivy:ignore:X_door",
        "# tfsec:ignore:X_door",
        "#tfsec:ignore:x tfsec:ignore:X_door",
        "# trivy:ignore:X_door:exp:2026-06-30",
    ] {
        for at in ["ABOVE", "BEHIND"] {
            let place = door("x_door.front").file("main.tf", main(at, comment));
            assert!(waived(&place, &[])[0].contains(": comment main.tf:"), "{at} {comment}");
        }
        // These are about what they stand above, and an empty line is nothing.
        assert_eq!(waived(&commented(&format!("  {comment}\n")), &[]), ["x-door x_door.front"], "{comment}");
    }
    assert_snapshot!(run(&commented("  # checkov:skip=X_door: it is a shed\n"), &["--verbose"]).code(0).stdout, @"
    plan.json: pass, no finding, 1 waived
      1 resource: 1 judged
      waived: x-door at x_door.front: the door is open
        it is a shed
        by main.tf:3:5
      1 of 1 rule ran: 0 pass, 0 fail, 0 undecided, 1 waived
        x-door  0 pass, 0 fail, 0 undecided, 1 waived
    ");
}

#[test]
fn comments_may_be_limited_to_a_workspace_or_a_value() {
    for (comment, workspace, counts) in [
        ("# trivy:ignore:X_door:ws:prod", "prod", true),
        ("# trivy:ignore:X_door:ws:prod", "dev", false),
        ("# trivy:ignore:X_door:ws:default", "", true),
        ("# trivy:ignore:X_door[name=a]", "", true),
        ("# trivy:ignore:X_door[name=b]", "", false),
        ("# kics-scan ignore-block", "", true),
        ("# kics-scan ignore-blocks", "", false),
    ] {
        let place =
            door("x_door.front").file("main.tf", main("ABOVE", comment)).file(".terraform/environment", workspace);
        assert_eq!(waived(&place, &[])[0].contains("comment"), counts, "{comment} in {workspace}");
    }
}

#[test]
fn ids_are_compared_whole() {
    // `X_door` is an alias, `X_door2` that of another rule.
    let long = DOOR.named("door2");
    let all = |comment: &str| {
        let place = door("x_door.front").rule(&long).file("main.tf", main("BEHIND", comment));
        waived(&place, &[])
            .iter()
            .filter(|it| it.contains("comment"))
            .map(|it| it[..7].trim().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(all("# tfsec:ignore:X_door"), ["x-door"]);
    assert_eq!(all("# tfsec:ignore:X_door2"), ["x-door2"]);
    assert_eq!(all("# trivy:ignore:X_door2,X_door"), ["x-door", "x-door2"]);
    assert_eq!(all("# checkov:skip=X_door:X_door2"), ["x-door"]);
    assert_eq!(all("# plangate:ignore x-door"), ["x-door"]);
    assert_eq!(all("# plangate:ignore x-door2"), ["x-door2"]);
    assert_eq!(all("# plangate:ignore x-door*"), ["x-door", "x-door2"]);
    for none in [
        "# tfsec:ignore:X_doo",
        "# tfsec:ignore:_door",
        "# tfsec:ignore:X_door22",
        "# tfsec:ignore:X_*",
        "# trivy:ignore:x_door",
        "# trivy:ignore:*",
        "# trivy:ignore:all",
        "# trivy:ignore:exposure",
        "# checkov:skip=X_door3:X_door",
        "# checkov:skip=X-door",
        "# plangate:ignore x-doo",
        "# plangate:ignore exposure",
    ] {
        assert_eq!(all(none), Vec::<String>::new(), "{none}");
    }
}

#[test]
fn what_other_tools_find_is_their_business() {
    for comment in [
        "# checkov:skip=CKV_AWS_1:x",
        "# tfsec:ignore:aws-s3-nothing",
        "# trivy:ignore:AVD-XYZ-0001:exp:2020-01-01",
        "# trivy:ignore:AVD-XYZ-0001:exp:soon",
        "# trivy:ignore:",
        "# checkov:skip=",
        "# tfsec:ignore:X_door:what:ever",
    ] {
        for at in ["ABOVE", "INSIDE", "BEHIND"] {
            let place = door("x_door.front").file("main.tf", main(at, comment));
            let answer = run(&place, &["--verbose", "--deny-unused-waivers"]).code(1);
            assert!(!answer.stdout.lines().any(|line| line.starts_with("main.tf:")), "{comment}:\n{}", answer.stdout);
            let report = report(&place, &[]);
            assert_eq!(report["waivers"], json!({"unused": [], "expired": [], "gone": []}), "{comment}");
        }
    }
}

/// A copy of a directory with its files edited.
fn edited(directory: &str, edit: impl Fn(&str, String) -> String) -> Place {
    let top = root().join(directory);
    let (mut place, mut folders) = (Place::new(), vec![top.clone()]);
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&top).unwrap().to_str().unwrap().to_owned();
            let text = edit(&name, std::fs::read_to_string(&path).unwrap());
            place = place.file(&name, text);
        }
    }
    place
}

#[test]
fn comments_of_other_tools_waive_findings_of_the_policies() {
    let place = edited("fixtures/plans/showcase-aws-web", |name, text| match name {
        "modules/network/security_groups.tf" => text.replace(
            "[\"0.0.0.0/0\"])",
            "[\"0.0.0.0/0\"]) #tfsec:ignore:aws-ec2-no-public-ingress-sgr trivy:ignore:CKV_AWS_24",
        ),
        "main.tf" => text.replace("module \"queue\"", "# plangate:ignore aws-sqs-encryption\nmodule \"queue\""),
        _ => text,
    });
    let before = check("fixtures/plans/showcase-aws-web/plan.json --format json").run().json();
    let after = plangate(["check", "plan.json", "--format", "json"]).at(place.path()).run().code(1).quiet().json();
    expect_described(&after, "a report with comments");
    let findings = |report: &Value| report["plans"][0]["findings"].as_array().unwrap().clone();
    let mut told = String::new();
    for (before, after) in findings(&before).iter().zip(&findings(&after)) {
        assert_eq!(before["fingerprint"], after["fingerprint"]);
        let by = &after["waived"]["place"];
        if let Some(file) = by["file"].as_str() {
            let (rule, address) = (after["rule"].as_str().unwrap(), after["address"].as_str().unwrap());
            told += &format!("{rule} {address}: {file}:{}\n", by["line"]);
        }
    }
    assert_snapshot!(told, @r#"
    aws-sg-ingress-ssh module.network.aws_security_group.bastion: modules/network/security_groups.tf:43
    aws-sqs-encryption module.queue["emails"].aws_sqs_queue.dead_letter: main.tf:121
    aws-sqs-encryption module.queue["orders"].aws_sqs_queue.dead_letter: main.tf:121
    "#);
}
