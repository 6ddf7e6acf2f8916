//! The lines of findings that are not about a value that is written: what is left out, whole resources, providers, modules; and of
//! other forms of configurations and plans.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::check;
use crate::lines::{door, located, places, shown};
use crate::making::{DOOR, Place, Whole, but, create, plan, refers};
use crate::sections::{MODULES, PROVIDERS, about};

#[test]
fn what_is_left_out_is_not_set_here() {
    let rule = DOOR.saying(
        "deny contains finding.at(door, [\"lock\"], \"there is no lock\") if {\n\tsome door in input.resources.x_door\n\tnot door.values.lock\n}\n\n\
        deny contains finding.at(door, [\"lock\", i, \"strong\"], \"the lock is weak\") if {\n\tsome door in input.resources.x_door\n\tsome i, lock in door.values.lock\n\tnot lock.strong\n}\n",
    );
    let place = |main: &str, values: &Value| {
        Place::with_plan(&[create("x_door.front", values)]).rule(&rule).file("main.tf", main)
    };
    let bare = place("resource \"x_door\" \"front\" {\n  name = \"a\"\n}\n", &json!({"name": "a"}));
    assert_snapshot!(shown(&bare), @r#"
    x-door (medium)

      ⚠ there is no lock
       ╭─[main.tf:1:1]
     1 │ resource "x_door" "front" {
       · ────────────┬────────────
       ·             ╰── x_door.front: `lock` is not set here
     2 │   name = "a"
     3 │ }
       ╰────
      help: Close the door.

    plan.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    "#);
    assert_snapshot!(located(&bare), @"x_door.front: main.tf:1:1 to 1:26, without `lock`");
    let weak =
        place("resource \"x_door\" \"front\" {\n  lock {\n    keys = 2\n  }\n}\n", &json!({"lock": [{"keys": 2}]}));
    assert_snapshot!(shown(&weak), @r#"
    x-door (medium)

      ⚠ the lock is weak
       ╭─[main.tf:2:3]
     1 │ resource "x_door" "front" {
     2 │   lock {
       ·   ──┬─
       ·     ╰── x_door.front: `strong` is not set here
     3 │     keys = 2
     4 │   }
       ╰────
      help: Close the door.

    plan.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    "#);
    assert_snapshot!(located(&weak), @"x_door.front: main.tf:2:3 to 2:7, without `strong`");
}

#[test]
fn a_finding_of_a_whole_resource_stands_at_its_head() {
    let rule =
        DOOR.saying("deny contains finding.whole(door, \"it is a door\") if some door in input.resources.x_door\n");
    let place = Place::with_plan(&[create("x_door.front", &json!({"open": true}))])
        .rule(&rule)
        .file("main.tf", "resource \"x_door\" \"front\" {\n  open = true\n}\n");
    assert_snapshot!(shown(&place), @r#"
    x-door (medium)

      ⚠ it is a door
       ╭─[main.tf:1:1]
     1 │ resource "x_door" "front" {
       · ────────────┬────────────
       ·             ╰── x_door.front
     2 │   open = true
     3 │ }
       ╰────
      help: Close the door.

    plan.json: violations, 1 finding (1 medium)
      1 resource: 1 judged
    "#);
    assert_snapshot!(located(&place), @"x_door.front: main.tf:1:1 to 1:26");
}

#[test]
fn undecided_findings_stand_where_the_unknown_value_does() {
    let late = but(create("x_door.late", &json!({})), &json!({"after_unknown": {"open": true}}));
    let place = Whole::of(&[late])
        .written("x_door.late", &json!({"open": refers(&["x_key.k.id", "x_key.k"])}))
        .place()
        .rule(&DOOR)
        .file("main.tf", "resource \"x_door\" \"late\" {\n  open = x_key.k.id\n}\n");
    let answer = place.check("x-door").args(["--format", "json"]).run().code(0).quiet();
    assert_snapshot!(places(&answer), @"x_door.late: main.tf:2:3 to 2:20");
}

#[test]
fn a_finding_of_a_provider_stands_at_its_block_or_requirement() {
    let providers = json!({
        "x": {"name": "x", "full_name": "registry.terraform.io/example/x", "version_constraint": "> 1"},
        "x.west": {"name": "x", "full_name": "registry.terraform.io/example/x", "alias": "west"},
        "module.net:x": {"name": "x", "full_name": "registry.terraform.io/example/x", "module_address": "module.net"},
    });
    let root = json!({"module_calls": {"net": {"source": "./net", "module": {}}}});
    let body = "deny contains finding.at(provider, [\"version_constraint\"], \"no good version\") if some provider in input.providers\n";
    let place = Whole::of(&[create("x_door.front", &json!({}))])
        .with("configuration", json!({"provider_config": providers, "root_module": root}))
        .place()
        .rule(&about(PROVIDERS, body))
        .file("main.tf", "terraform {\n  required_providers {\n    x = {\n      source  = \"example/x\"\n      version = \"> 1\"\n    }\n  }\n}\n\nprovider \"x\" {\n  alias = \"west\"\n}\n\nmodule \"net\" {\n  source = \"./net\"\n}\n")
        .file("net/main.tf", "provider \"x\" {}\n");
    assert_snapshot!(located(&place), @"
    module.net.provider.x: net/main.tf:1:1 to 1:13, without `version`
      module `net` is called here: main.tf:14:1
    provider.x: main.tf:5:7 to 5:22
    provider.x.west: main.tf:5:7 to 5:22
    ");
}

#[test]
fn a_finding_of_a_module_stands_at_its_call() {
    let deep = json!({"module_calls": {"deep": {"source": "example/deep/x", "module": {}}}});
    let root = json!({"module_calls": {"net": {"source": "./net", "module": deep}}});
    let body = "deny contains finding.at(call, [\"source\"], call.source) if some call in input.modules\n\n\
        deny contains finding.at(call, [\"version_constraint\"], \"no version\") if {\n\tsome call in input.modules\n\tnot call.version_constraint\n}\n";
    let place = Whole::of(&[create("x_door.front", &json!({}))])
        .with("configuration", json!({"root_module": root}))
        .place()
        .rule(&about(MODULES, body))
        .file("main.tf", "module \"net\" {\n  source = \"./net\"\n}\n")
        .file("net/main.tf", "module \"deep\" {\n  source = \"example/deep/x\"\n}\n");
    assert_snapshot!(located(&place), @"
    module.net: main.tf:2:3 to 2:19
    module.net.module.deep: net/main.tf:2:3 to 2:28
      module `net` is called here: main.tf:1:1
    module.net: main.tf:1:1 to 1:13, without `version`
    module.net.module.deep: net/main.tf:1:1 to 1:14, without `version`
      module `net` is called here: main.tf:1:1
    ");
}

#[test]
fn findings_of_a_genuine_plan_stand_in_the_files_beside_it() {
    let answer = check("fixtures/plans/showcase-aws-web/plan.json --format json").run().code(1).quiet();
    assert_snapshot!(places(&answer), @r#"
    module.security.aws_iam_role_policy.deploy: fixtures/plans/showcase-aws-web/modules/security/main.tf:183:3 to 183:24
      module `security` is called here: fixtures/plans/showcase-aws-web/main.tf:47:1
    module.security.aws_iam_role.audit: fixtures/plans/showcase-aws-web/modules/security/main.tf:228:3 to 228:70
      from `data.aws_iam_policy_document.assume_audit`: fixtures/plans/showcase-aws-web/modules/security/main.tf:207:1
      module `security` is called here: fixtures/plans/showcase-aws-web/main.tf:47:1
    module.app.aws_ebs_volume.search_index["eu-central-1a"]: fixtures/plans/showcase-aws-web/modules/app/main.tf:94:1 to 94:41, without `encrypted`
      module `app` is called here: fixtures/plans/showcase-aws-web/main.tf:91:1
    module.app.aws_ebs_volume.search_index["eu-central-1b"]: fixtures/plans/showcase-aws-web/modules/app/main.tf:94:1 to 94:41, without `encrypted`
      module `app` is called here: fixtures/plans/showcase-aws-web/main.tf:91:1
    module.app.aws_ebs_volume.search_index["eu-central-1c"]: fixtures/plans/showcase-aws-web/modules/app/main.tf:94:1 to 94:41, without `encrypted`
      module `app` is called here: fixtures/plans/showcase-aws-web/main.tf:91:1
    module.cache.aws_elasticache_replication_group.sessions: fixtures/plans/showcase-aws-web/modules/cache/main.tf:14:1 to 14:56, without `transit_encryption_enabled`
      module `cache` is called here: fixtures/plans/showcase-aws-web/main.tf:131:1
    module.load_balancer.aws_lb_listener.warehouse: fixtures/plans/showcase-aws-web/modules/load_balancer/main.tf:59:3 to 59:29
      module `load_balancer` is called here: fixtures/plans/showcase-aws-web/main.tf:79:1
    module.security.aws_iam_policy.app: fixtures/plans/showcase-aws-web/modules/security/main.tf:136:3 to 136:54
      from `data.aws_iam_policy_document.app`: fixtures/plans/showcase-aws-web/modules/security/main.tf:104:1
      module `security` is called here: fixtures/plans/showcase-aws-web/main.tf:47:1
    module.database.aws_db_instance.analytics: fixtures/plans/showcase-aws-web/modules/database/main.tf:58:1 to 58:39, without `storage_encrypted`
      module `database` is called here: fixtures/plans/showcase-aws-web/main.tf:110:1
    module.database.aws_db_instance.analytics: fixtures/plans/showcase-aws-web/modules/database/main.tf:72:3 to 72:45
      module `database` is called here: fixtures/plans/showcase-aws-web/main.tf:110:1
    module.database.aws_rds_cluster_instance.catalogue[0]: fixtures/plans/showcase-aws-web/modules/database/main.tf:103:3 to 103:30
      module `database` is called here: fixtures/plans/showcase-aws-web/main.tf:110:1
    module.database.aws_rds_cluster_instance.catalogue[1]: fixtures/plans/showcase-aws-web/modules/database/main.tf:103:3 to 103:30
      module `database` is called here: fixtures/plans/showcase-aws-web/main.tf:110:1
    module.storage.aws_s3_bucket_acl.this["assets"]: fixtures/plans/showcase-aws-web/modules/storage/main.tf:70:3 to 70:22
      instance `["assets"]`: fixtures/plans/showcase-aws-web/modules/storage/main.tf:65:5
      module `storage` is called here: fixtures/plans/showcase-aws-web/main.tf:71:1
    module.app.aws_security_group_rule.debug[0]: fixtures/plans/showcase-aws-web/modules/app/main.tf:115:24 to 115:30
      module `app` is called here: fixtures/plans/showcase-aws-web/main.tf:91:1
    module.app.aws_security_group_rule.debug[0]: fixtures/plans/showcase-aws-web/modules/app/main.tf:115:24 to 115:30
      module `app` is called here: fixtures/plans/showcase-aws-web/main.tf:91:1
    module.network.aws_vpc_security_group_ingress_rule.reports["rdp"]: fixtures/plans/showcase-aws-web/modules/network/security_groups.tf:129:3 to 129:34
      module `network` is called here: fixtures/plans/showcase-aws-web/main.tf:59:1
    module.network.aws_security_group.bastion: fixtures/plans/showcase-aws-web/modules/network/security_groups.tf:43:5 to 43:58
      module `network` is called here: fixtures/plans/showcase-aws-web/main.tf:59:1
    module.network.aws_vpc_security_group_ingress_rule.reports["ssh"]: fixtures/plans/showcase-aws-web/modules/network/security_groups.tf:129:3 to 129:34
      module `network` is called here: fixtures/plans/showcase-aws-web/main.tf:59:1
    module.queue["emails"].aws_sqs_queue.dead_letter: fixtures/plans/showcase-aws-web/modules/queue/main.tf:12:3 to 12:36
      module `queue` is called here: fixtures/plans/showcase-aws-web/main.tf:121:1
    module.queue["orders"].aws_sqs_queue.dead_letter: fixtures/plans/showcase-aws-web/modules/queue/main.tf:12:3 to 12:36
      module `queue` is called here: fixtures/plans/showcase-aws-web/main.tf:121:1
    module.security.aws_kms_key.data: fixtures/plans/showcase-aws-web/modules/security/main.tf:52:1 to 52:30, without `enable_key_rotation`
      module `security` is called here: fixtures/plans/showcase-aws-web/main.tf:47:1
    module.network.aws_vpc.this: fixtures/plans/showcase-aws-web/modules/network/main.tf:14:1 to 14:26
      module `network` is called here: fixtures/plans/showcase-aws-web/main.tf:59:1
    module.storage.aws_s3_bucket_ownership_controls.this["assets"]: fixtures/plans/showcase-aws-web/modules/storage/main.tf:59:5 to 59:94
      module `storage` is called here: fixtures/plans/showcase-aws-web/main.tf:71:1
    module.storage.aws_s3_bucket.this["assets"]: fixtures/plans/showcase-aws-web/modules/storage/main.tf:9:1 to 9:32
      module `storage` is called here: fixtures/plans/showcase-aws-web/main.tf:71:1
    module.app.aws_launch_template.app: fixtures/plans/showcase-aws-web/modules/app/main.tf:16:3 to 16:46
      module `app` is called here: fixtures/plans/showcase-aws-web/main.tf:91:1
    "#);
    let answer = check("fixtures/plans/showcase-aws-web/plan.json --select aws-sg-ingress-ssh").run().code(1).quiet();
    assert_snapshot!(answer.stdout, @r#"
    aws-sg-ingress-ssh (high)

      × SSH (port 22) is open to 0.0.0.0/0
        ╭─[fixtures/plans/showcase-aws-web/modules/network/security_groups.tf:43:5]
     41 │     from_port   = 22
     42 │     to_port     = 22
     43 │     cidr_blocks = concat(var.office_cidrs, ["0.0.0.0/0"])
        ·     ──────────────────────────┬──────────────────────────
        ·                               ╰── module.network.aws_security_group.bastion
     44 │   }
     45 │ 
        ╰────
      help: Narrow the source range to a VPN or a bastion, or drop the rule and use Session Manager.
            module `network` is called here: fixtures/plans/showcase-aws-web/main.tf:59:1

    aws-sg-ingress-ssh (high)

      × SSH (port 22) is open to 0.0.0.0/0
         ╭─[fixtures/plans/showcase-aws-web/modules/network/security_groups.tf:129:3]
     127 │   description       = each.key
     128 │   security_group_id = aws_security_group.reports.id
     129 │   cidr_ipv4         = "0.0.0.0/0"
         ·   ───────────────┬───────────────
         ·                  ╰── module.network.aws_vpc_security_group_ingress_rule.reports["ssh"]
     130 │   ip_protocol       = "tcp"
     131 │   from_port         = each.value
         ╰────
      help: Narrow the source range to a VPN or a bastion, or drop the rule and use Session Manager.
            module `network` is called here: fixtures/plans/showcase-aws-web/main.tf:59:1

    fixtures/plans/showcase-aws-web/plan.json: violations, 2 findings (2 high)
      106 resources: 12 judged, 94 of types that no rule looks at
    "#);
}

#[test]
fn configurations_in_json_are_located() {
    let main =
        json!({"resource": {"x_door": {"front": {"open": "${var.open}"}}}, "variable": {"open": {"default": true}}});
    let place = door("x_door.front").file("main.tf.json", serde_json::to_string_pretty(&main).unwrap());
    assert_snapshot!(located(&place), @"
    x_door.front: main.tf.json:5:9 to 5:30
      default of variable `open`: main.tf.json:11:7
    ");
}

#[test]
fn two_plans_have_their_own_lines() {
    let other = plan(&[create("x_door.front", &json!({"open": true, "other": 1}))]).to_string();
    let place = door("x_door.front")
        .file("main.tf", "resource \"x_door\" \"front\" {\n  open = true\n}\n")
        .file("other/plan.json", other)
        .file("other/door.tf", "\n\nresource \"x_door\" \"front\" {\n  open = true\n}\n");
    let answer = place.check("x-door").args(["other/plan.json", "--format", "json"]).run().code(1).quiet();
    assert_snapshot!(places(&answer), @"
    x_door.front: main.tf:2:3 to 2:14
    x_door.front: other/door.tf:4:3 to 4:14
    ");
}
