//! A configuration of several modules, each place with its line, its column and its text.

use serde_json::Value;

use crate::making::{fixture, located};

fn shop(wanted: &[(&str, &str)]) -> String {
    let root = fixture("shop");
    let plan: Value = serde_json::from_slice(&std::fs::read(root.join("plan.json")).unwrap()).unwrap();
    located(&root, Some(&plan), wanted)
}

#[test]
fn modules_with_the_same_resource_are_told_apart() {
    let found = shop(&[
        ("module.media.aws_s3_bucket.this", ""),
        ("module.archive.aws_s3_bucket.this", "force_destroy"),
        ("module.archive.module.copy.aws_s3_bucket.this", "bucket"),
        ("module.logs[\"access\"].aws_s3_bucket.this", "force_destroy"),
    ]);
    insta::assert_snapshot!(found, @r#"
    module.media.aws_s3_bucket.this 
    modules/bucket/main.tf:8:1 `resource "aws_s3_bucket" "this"` Block
      main.tf:19:1 `module "media"` module `media` is called here
    module.archive.aws_s3_bucket.this force_destroy
    modules/archive/main.tf:5:3 `force_destroy = true` Attribute
      main.tf:35:1 `module "archive"` module `archive` is called here
    module.archive.module.copy.aws_s3_bucket.this bucket
    modules/bucket/main.tf:9:3 `bucket = var.name` Attribute
      modules/archive/main.tf:10:3 `name   = "${var.name}"` given to the module as `name`
      main.tf:38:3 `name   = "archive"` given to the module as `name`
      modules/archive/main.tf:8:1 `module "copy"` module `copy` is called here
      main.tf:35:1 `module "archive"` module `archive` is called here
    module.logs["access"].aws_s3_bucket.this force_destroy
    modules/bucket/main.tf:8:1 `resource "aws_s3_bucket" "this"` Block, without `force_destroy`
      main.tf:26:1 `module "logs"` module `logs` is called here
    "#);
}

/// Ingress is a set, and stands in another order in the plan.
#[test]
fn blocks_are_found_by_what_is_in_them() {
    let found = shop(&[
        ("aws_security_group.web", "ingress[0].cidr_blocks[0]"),
        ("aws_security_group.web", "ingress[1].cidr_blocks[1]"),
        ("aws_security_group.web", "ingress[1].self"),
        ("aws_security_group.web", "ingress[2].cidr_blocks[1]"),
        ("aws_security_group.web", "egress[0].cidr_blocks[1]"),
    ]);
    insta::assert_snapshot!(found, @r#"
    aws_security_group.web ingress[0].cidr_blocks[0]
    network.tf:18:20 `"0.0.0.0/0"` Element
    aws_security_group.web ingress[1].cidr_blocks[1]
    network.tf:10:34 `"0.0.0.0/0"` Element
    aws_security_group.web ingress[1].self
    network.tf:5:3 `ingress` NestedBlock, without `self`
    aws_security_group.web ingress[2].cidr_blocks[1]
    network.tf:26:5 `cidr_blocks = var.office` Attribute
      terraform.tfvars:1:30 `"0.0.0.0/0"` value of variable `office`
      variables.tf:5:1 `variable "office"` variable `office`
    aws_security_group.web egress[0].cidr_blocks[1]
    network.tf:2:1 `resource "aws_security_group" "web"` Block, without `egress[0].cidr_blocks[1]`
    "#);
}

#[test]
fn dynamic_blocks_lead_to_their_content_and_collection() {
    let found = shop(&[
        ("aws_security_group.dynamic", "ingress[0].cidr_blocks[0]"),
        ("aws_security_group.dynamic", "ingress[1].cidr_blocks[1]"),
        ("aws_security_group.dynamic", "ingress[1].from_port"),
        ("aws_security_group.dynamic", "ingress[1].description"),
        ("aws_security_group.dynamic", "ingress[0].self"),
        ("aws_security_group.dynamic", "egress[0].cidr_blocks[0]"),
    ]);
    insta::assert_snapshot!(found, @r#"
    aws_security_group.dynamic ingress[0].cidr_blocks[0]
    network.tf:42:7 `cidr_blocks = rule.value.cidrs` Attribute
      network.tf:111:34 `"0.0.0.0/0"` local `rules`
      network.tf:34:5 `for_each = local.rules` a block `ingress` for each of these
    aws_security_group.dynamic ingress[1].cidr_blocks[1]
    network.tf:42:7 `cidr_blocks = rule.value.cidrs` Attribute
      network.tf:110:25 `cidrs = var.office` local `rules`
      terraform.tfvars:1:30 `"0.0.0.0/0"` value of variable `office`
      variables.tf:5:1 `variable "office"` variable `office`
      network.tf:34:5 `for_each = local.rules` a block `ingress` for each of these
    aws_security_group.dynamic ingress[1].from_port
    network.tf:39:7 `from_port   = rule.value.port` Attribute
      network.tf:110:14 `port = 22` local `rules`
      network.tf:34:5 `for_each = local.rules` a block `ingress` for each of these
    aws_security_group.dynamic ingress[1].description
    network.tf:38:7 `description = rule.key` Attribute
      network.tf:110:5 `ssh  = { port = 22, cidrs = var.office }` local `rules`
      network.tf:34:5 `for_each = local.rules` a block `ingress` for each of these
    aws_security_group.dynamic ingress[0].self
    network.tf:33:3 `dynamic "ingress"` NestedBlock, without `self`
      network.tf:34:5 `for_each = local.rules` a block `ingress` for each of these
    aws_security_group.dynamic egress[0].cidr_blocks[0]
    network.tf:53:22 `egress.value` Element
      network.tf:47:17 `"0.0.0.0/0"` this block `egress` is from here
      network.tf:47:5 `for_each = ["0.0.0.0/0"]` a block `egress` for each of these
    "#);
}

#[test]
fn instances_lead_to_their_element() {
    let found = shop(&[
        ("aws_security_group_rule.each[\"db\"]", "cidr_blocks[0]"),
        ("aws_security_group_rule.each[\"db\"]", "to_port"),
        ("aws_security_group_rule.counted[1]", "cidr_blocks[0]"),
        ("aws_ebs_volume.set[\"eu-central-1b\"]", "availability_zone"),
    ]);
    insta::assert_snapshot!(found, @r#"
    aws_security_group_rule.each["db"] cidr_blocks[0]
    network.tf:69:24 `each.value.cidr` Element
      network.tf:60:26 `cidr = "0.0.0.0/0"` instance `["db"]`
    aws_security_group_rule.each["db"] to_port
    network.tf:67:3 `to_port           = each.value["port"]` Attribute
      network.tf:60:13 `port = 5432` instance `["db"]`
    aws_security_group_rule.counted[1] cidr_blocks[0]
    network.tf:80:24 `var.team_cidrs[count.index]` Element
      variables.tf:11:29 `"0.0.0.0/0"` default of variable `team_cidrs`
    aws_ebs_volume.set["eu-central-1b"] availability_zone
    network.tf:86:3 `availability_zone = each.value` Attribute
      network.tf:84:38 `"eu-central-1b"` instance `["eu-central-1b"]`
    "#);
}

#[test]
fn variables_and_locals_are_followed() {
    let found = shop(&[
        ("aws_ebs_volume.set[\"eu-central-1b\"]", "size"),
        ("aws_ebs_volume.set[\"eu-central-1b\"]", "encrypted"),
        ("aws_ebs_volume.set[\"eu-central-1b\"]", "tags.Owner"),
        ("aws_instance.web", "tags.Owner"),
    ]);
    insta::assert_snapshot!(found, @r#"
    aws_ebs_volume.set["eu-central-1b"] size
    network.tf:87:3 `size              = var.size` Attribute
      terraform.tfvars:3:1 `size      = 40` value of variable `size`
      variables.tf:22:1 `variable "size"` variable `size`
    aws_ebs_volume.set["eu-central-1b"] encrypted
    network.tf:88:3 `encrypted         = (var.encrypted)` Attribute
      variables.tf:28:3 `default = false` default of variable `encrypted`
    aws_ebs_volume.set["eu-central-1b"] tags.Owner
    network.tf:89:3 `tags              = merge(local.tags, { Name = each.key })` Attribute, without `Owner`
    aws_instance.web tags.Owner
    network.tf:95:3 `tags          = local.tags` Attribute
      network.tf:119:5 `Owner = var.owner` local `tags`
      variables.tf:19:3 `default = "nobody"` default of variable `owner`
    "#);
}

#[test]
fn overrides_count() {
    let found = shop(&[
        ("aws_instance.web", "instance_type"),
        ("aws_instance.web", "ami"),
        ("aws_instance.web", "root_block_device[0].encrypted"),
        ("aws_instance.web", "root_block_device[0].kms_key_id"),
        ("aws_instance.web", "user_data"),
    ]);
    insta::assert_snapshot!(found, @r#"
    aws_instance.web instance_type
    override.tf:2:3 `instance_type = "t3.large"` Attribute
    aws_instance.web ami
    network.tf:93:3 `ami           = "ami-0123456789abcdef0"` Attribute
    aws_instance.web root_block_device[0].encrypted
    override.tf:6:5 `encrypted   = false` Attribute
    aws_instance.web root_block_device[0].kms_key_id
    override.tf:4:3 `root_block_device` NestedBlock, without `kms_key_id`
    aws_instance.web user_data
    network.tf:101:3 `user_data = <<-EOT ~ #!/bin/sh ~ # checkov:skip=CKV_AWS_8:no comment, but a script ~ echo ${var.region} ~ EOT` Attribute
    "#);
}

#[test]
fn json_is_located_alike() {
    let found = shop(&[
        ("aws_s3_bucket.json", "bucket"),
        ("aws_s3_bucket.json", "versioning"),
        ("aws_security_group.json", "ingress[0].cidr_blocks[1]"),
        ("aws_security_group.json", "egress[0].cidr_blocks[0]"),
        ("aws_security_group.json", "ingress[0].nothing"),
    ]);
    insta::assert_snapshot!(found, @r#"
    aws_s3_bucket.json bucket
    storage.tf.json:7:9 `"bucket": "${var.owner}"` Attribute
      variables.tf:19:3 `default = "nobody"` default of variable `owner`
    aws_s3_bucket.json versioning
    storage.tf.json:5:7 `"json"` Block, without `versioning`
    aws_security_group.json ingress[0].cidr_blocks[1]
    storage.tf.json:21:45 `"0.0.0.0/0"` Element
    aws_security_group.json egress[0].cidr_blocks[0]
    storage.tf.json:35:33 `"${egress.value}"` Element
      terraform.tfvars:1:30 `"0.0.0.0/0"` value of variable `office`
      variables.tf:5:1 `variable "office"` variable `office`
      storage.tf.json:30:15 `"for_each": "${var.office}"` a block `egress` for each of these
    aws_security_group.json ingress[0].nothing
    storage.tf.json:16:13 `{ ~ "description": "json", ~ "from_port": 22, ~ "to_port": 22, ~ "protocol": "tcp", ~ "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"], ~ "ipv6_cidr_blocks": [], ~ "prefix_list_ids": [], ~ "security_groups": [], ~ "self": false ~ }` Element, without `nothing`
    "#);
}

#[test]
fn arguments_are_followed_through_modules() {
    let found = shop(&[
        ("module.media.aws_s3_bucket_acl.this", "acl"),
        ("module.logs[\"access\"].aws_s3_bucket_acl.this", "acl"),
        ("module.logs[\"audit\"].aws_s3_bucket_acl.this", "acl"),
        ("module.logs[\"audit\"].aws_s3_bucket.this", "bucket"),
        ("module.archive.module.copy.aws_s3_bucket_acl.this", "acl"),
        ("module.teams[1].module.rule.aws_security_group_rule.in", "cidr_blocks[0]"),
    ]);
    insta::assert_snapshot!(found, @r#"
    module.media.aws_s3_bucket_acl.this acl
    modules/bucket/main.tf:14:3 `acl    = var.acl` Attribute
      main.tf:23:3 `acl  = "public-read"` given to the module as `acl`
      main.tf:19:1 `module "media"` module `media` is called here
    module.logs["access"].aws_s3_bucket_acl.this acl
    modules/bucket/main.tf:14:3 `acl    = var.acl` Attribute
      main.tf:31:3 `acl  = each.value.acl` given to the module as `acl`
      network.tf:114:16 `acl = "log-delivery-write"` local `logs`
      main.tf:26:1 `module "logs"` module `logs` is called here
    module.logs["audit"].aws_s3_bucket_acl.this acl
    modules/bucket/main.tf:14:3 `acl    = var.acl` Attribute
      main.tf:31:3 `acl  = each.value.acl` given to the module as `acl`
      network.tf:115:16 `acl = var.audit_acl` local `logs`
      audit.auto.tfvars.json:2:3 `"audit_acl": "public-read-write"` value of variable `audit_acl`
      variables.tf:14:1 `variable "audit_acl"` variable `audit_acl`
      main.tf:26:1 `module "logs"` module `logs` is called here
    module.logs["audit"].aws_s3_bucket.this bucket
    modules/bucket/main.tf:9:3 `bucket = var.name` Attribute
      main.tf:30:3 `name = each.key` given to the module as `name`
      network.tf:115:5 `audit  = { acl = var.audit_acl }` local `logs`
      main.tf:26:1 `module "logs"` module `logs` is called here
    module.archive.module.copy.aws_s3_bucket_acl.this acl
    modules/bucket/main.tf:14:3 `acl    = var.acl` Attribute
      modules/bucket/main.tf:4:3 `default = "private"` default of variable `acl`
      modules/archive/main.tf:8:1 `module "copy"` module `copy` is called here
      main.tf:35:1 `module "archive"` module `archive` is called here
    module.teams[1].module.rule.aws_security_group_rule.in cidr_blocks[0]
    modules/team/rule/main.tf:9:3 `cidr_blocks       = var.cidrs` Attribute
      modules/team/main.tf:6:13 `var.cidrs[var.number]` given to the module as `cidrs`
      main.tf:45:3 `cidrs  = var.team_cidrs` given to the module as `cidrs`
      variables.tf:11:29 `"0.0.0.0/0"` default of variable `team_cidrs`
      modules/team/main.tf:4:1 `module "rule"` module `rule` is called here
      main.tf:41:1 `module "teams"` module `teams` is called here
    "#);
}

#[test]
fn modules_from_registry_and_git_are_found() {
    let found = shop(&[
        ("module.vpc.aws_cloudwatch_log_group.flow_log", "retention_in_days"),
        ("module.dns.aws_route53_zone.this", "name"),
    ]);
    insta::assert_snapshot!(found, @r#"
    module.vpc.aws_cloudwatch_log_group.flow_log retention_in_days
    .terraform/modules/vpc/main.tf:7:3 `retention_in_days = var.flow_log_days` Attribute
      main.tf:53:3 `flow_log_days = 3` given to the module as `flow_log_days`
      main.tf:49:1 `module "vpc"` module `vpc` is called here
    module.dns.aws_route53_zone.this name
    .terraform/modules/dns/modules/zone/main.tf:4:3 `name = var.name` Attribute
      main.tf:58:3 `name   = "shop.example.com"` given to the module as `name`
      main.tf:56:1 `module "dns"` module `dns` is called here
    "#);
}

#[test]
fn what_is_no_resource_is_located_too() {
    let found = shop(&[
        ("provider.aws.west", "constants.region"),
        ("provider.aws", "constants.region"),
        ("provider.aws", "version_constraint"),
        ("provider.azurerm", "version_constraint"),
        ("module.vpc", "version_constraint"),
        ("module.media", "version_constraint"),
        ("module.vpc", "source"),
        ("check.health", "status"),
        ("var.region", ""),
        ("output.bucket", "value"),
        ("module.media.output.id", "value"),
    ]);
    insta::assert_snapshot!(found, @r#"
    provider.aws.west constants.region
    main.tf:16:3 `region = var.region` Attribute
      variables.tf:2:3 `default = "eu-west-1"` default of variable `region`
    provider.aws constants.region
    main.tf:11:3 `region = "eu-central-1"` Attribute
    provider.aws version_constraint
    main.tf:5:7 `version = "~> 6.25"` Element
    provider.azurerm version_constraint
    nowhere
    module.vpc version_constraint
    main.tf:51:3 `version = "5.1.0"` Attribute
    module.media version_constraint
    main.tf:19:1 `module "media"` Block, without `version`
    module.vpc source
    main.tf:50:3 `source  = "terraform-aws-modules/vpc/aws"` Attribute
    check.health status
    main.tf:61:1 `check "health"` Block, without `status`
    var.region 
    variables.tf:1:1 `variable "region"` Block
    output.bucket value
    main.tf:69:3 `value = module.media.id` Attribute
      modules/bucket/main.tf:18:3 `value = aws_s3_bucket.this.id` output `id`
      modules/bucket/main.tf:8:1 `resource "aws_s3_bucket" "this"` from `aws_s3_bucket.this`
    module.media.output.id value
    modules/bucket/main.tf:18:3 `value = aws_s3_bucket.this.id` Attribute
      modules/bucket/main.tf:8:1 `resource "aws_s3_bucket" "this"` from `aws_s3_bucket.this`
      main.tf:19:1 `module "media"` module `media` is called here
    "#);
}

#[test]
fn what_is_not_there_is_nowhere() {
    let found = shop(&[
        ("aws_s3_bucket.nowhere", "acl"),
        ("module.nowhere.aws_s3_bucket.this", "acl"),
        ("module.media.aws_s3_bucket.nowhere", "acl"),
        ("plan", ""),
        ("", ""),
    ]);
    insta::assert_snapshot!(found, @r"
    aws_s3_bucket.nowhere acl
    nowhere
    module.nowhere.aws_s3_bucket.this acl
    nowhere
    module.media.aws_s3_bucket.nowhere acl
    nowhere
    plan 
    nowhere
     
    nowhere
    ");
}
