//! Workflow commands of GitHub Actions.

use serde_json::json;

use crate::common::{check_by, plangate};
use crate::making::{DOOR, Place, create, plan};

#[test]
fn a_finding_is_an_annotation_at_its_line() {
    let answer =
        check_by("aws-sg-ingress-ssh", "fixtures/plans/showcase-aws-web/plan.json --format github").code(1).quiet();
    assert_eq!(
        answer.stdout.lines().next().unwrap(),
        "::error file=fixtures/plans/showcase-aws-web/modules/network/security_groups.tf,line=43,endLine=43,col=5,endColumn=58,\
         title=aws-sg-ingress-ssh (high)::module.network.aws_security_group.bastion: SSH (port 22) is open to 0.0.0.0/0\
         %0ANarrow the source range to a VPN or a bastion, or drop the rule and use Session Manager."
    );
    assert_eq!(answer.stdout.lines().count(), 2);
}

#[test]
fn what_is_alike_is_one_and_the_bar_tells_errors_from_the_rest() {
    let doors: Vec<_> =
        ["a", "b", "c"].map(|key| create(&format!("x_door.side[\"{key}\"]"), &json!({"open": true}))).to_vec();
    let place = Place::with_plan(&doors).rule(&DOOR).file("other.json", plan(&doors).to_string());
    let run = |more: &[&str]| place.check("x-door").args(["other.json", "--format", "github"]).args(more).run();
    let said = "file=plan.json,title=x-door (medium)::x_door.side[\"a\"]: the door is open%0Aand at 2 more%0Ain plan.json and 1 more plan%0AClose the door.\n";
    assert_eq!(run(&[]).code(1).stdout, format!("::error {said}"));
    assert_eq!(run(&["--fail-on", "high"]).code(0).stdout, format!("::warning {said}"));
}

#[test]
fn what_could_not_be_judged_is_an_error() {
    let place = Place::with_plan(&[]).rule(&DOOR).file("a%b,c:d.json", "[1]");
    let answer = place.check("x-door").args(["a%b,c:d.json", "--format", "github"]).run().code(2);
    let line = answer.stdout.lines().next().unwrap();
    assert!(line.starts_with("::error file=a%25b%2Cc%3Ad.json,title=could not judge::"), "{line}");
}

#[test]
fn text_of_a_plan_ends_no_command_and_begins_none() {
    let hostile = [
        "a\n::error::b",
        "a::b,c=d",
        "##[error]x",
        "\r\n::set-env name=x::y",
        "%0A::warning::z",
        "\u{1b}[31m|`<script>",
    ];
    let doors: Vec<_> = hostile
        .iter()
        .map(|key| create(&format!("x_door.side[{}]", json!(key)), &json!({"open": true, "name": key})))
        .collect();
    let place = Place::with_plan(&doors).rule(&DOOR.saying(
        "deny contains finding.at(door, [\"open\"], sprintf(\"the door %s is open\", [door.values.name])) if {\n\
         \tsome door in input.resources.x_door\n}\n",
    ));
    let answer = plangate(["check", "plan.json", "--policy", "rules", "--select", "x-door", "--format", "github"])
        .at(place.path())
        .run()
        .code(1);
    let lines: Vec<&str> = answer.stdout.lines().collect();
    assert_eq!(lines.len(), hostile.len(), "{lines:#?}");
    for line in &lines {
        assert!(line.starts_with("::error file=plan.json,title=x-door (medium)::x_door.side["), "{line}");
        assert!(line.chars().all(|c| !c.is_control()) && !line.contains("##["), "{line}");
    }
    let said = answer.stdout;
    assert!(said.contains("%250A::warning::z"), "a percent sign is one: {said}");
}
