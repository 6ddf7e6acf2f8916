//! Whatever may change a plan or a report is planned again; what may not is not.

use std::fs;
use std::os::unix::fs::symlink;

use super::{Stack, is_kept};
use crate::common::Plangate;

/// A root module that reads all over the place.
fn sprawling() -> Stack {
    let main = "resource \"x_door\" \"front\" {\n  open = true\n}\n\
        module \"near\" {\n  source = \"./near\"\n}\n\
        module \"far\" {\n  source = \"../modules/far\"\n}\n\
        locals {\n  text = file(\"${path.module}/../shared/text.txt\")\n  \
        page = templatefile(\"${path.module}/../pages/${var.page}.tpl\", {})\n  key = file(\"~/key.pub\")\n  late = fileexists(\"~/late.pub\")\n}\n";
    Stack::new()
        .file("infra/main.tf", main)
        .file("infra/near/main.tf", "")
        .file("infra/user-data.sh", "")
        .file("infra/terraform.tfstate", "{}")
        .file("infra/.gitignore", "*.tfvars\n")
        .file("infra/dev.tfvars", "")
        .file("infra/.terraform.lock.hcl", "")
        .file("infra/.terraform/modules/modules.json", "{\"Modules\":[{\"Key\":\"listed\",\"Dir\":\"../listed\"}]}")
        .file("infra/.terraform/modules/vpc/main.tf", "")
        .file("infra/.terraform/environment", "default")
        .file("infra/.terraform/terraform.tfstate", "{\"backend\":{\"config\":{\"path\":\"../states/main.tfstate\"}}}")
        .file("listed/main.tf", "")
        .file("modules/far/main.tf", "module \"deep\" {\n  source = \"../deep\"\n}\n")
        .file("modules/deep/main.tf", "")
        .file("modules/deep/policy.json", "")
        .file("shared/text.txt", "")
        .file("pages/one.tpl", "")
        .file("states/main.tfstate", "{}")
        .file("outside.tfvars", "")
        .file("home/key.pub", "")
        .file("home/.terraformrc", "")
        .file("linked/file", "")
        .file("plangate.toml", "")
        .file("base.json", "{\"version\": 1, \"findings\": []}")
}

fn run(stack: &Stack) -> Plangate {
    let run = stack.root_of("infra --baseline base.json -- -var-file=../outside.tfvars");
    run.env("HOME", stack.path("home"))
        .env("TF_CLI_ARGS_plan", "-refresh=false -var-file='../of the environment.tfvars'")
}

#[test]
fn a_changed_file_is_planned_again() {
    let stack = sprawling();
    symlink(stack.path("linked"), stack.path("infra/link")).unwrap();
    assert!(!is_kept(&stack, run(&stack)).0);
    for file in [
        "infra/main.tf",
        "infra/near/main.tf",
        "infra/near/new.tf",
        "infra/user-data.sh",
        "infra/terraform.tfstate",
        "infra/dev.tfvars",
        "infra/.terraform.lock.hcl",
        "infra/.terraform/modules/modules.json",
        "infra/.terraform/modules/vpc/main.tf",
        "infra/.terraform/environment",
        "infra/.terraform/terraform.tfstate",
        "infra/.hidden/new",
        "listed/main.tf",
        "modules/far/main.tf",
        "modules/far/new.tf",
        "modules/deep/main.tf",
        "modules/deep/policy.json",
        "shared/text.txt",
        "pages/one.tpl",
        "pages/two.tpl",
        "states/main.tfstate",
        "outside.tfvars",
        "of the environment.tfvars",
        "home/key.pub",
        "home/late.pub",
        "home/.terraformrc",
        "linked/file",
        "linked/new",
        "plangate.toml",
        "base.json",
        "rules/door.rego",
        "bin/terraform",
    ] {
        assert!(is_kept(&stack, run(&stack)).0, "before {file}");
        let text = fs::read_to_string(stack.path(file)).unwrap_or_default();
        stack.write(file, &format!("{text}\n"));
        let (kept, answer) = is_kept(&stack, run(&stack));
        assert_eq!((kept, answer.code), (false, 1), "{file}: {answer:?}");
    }
    assert!(is_kept(&stack, run(&stack)).0);
}

#[test]
fn files_that_come_go_and_trade_places_are_planned_again() {
    let stack = sprawling().file("infra/a.txt", "one").file("infra/b.txt", "two").file("modules/far/c.txt", "");
    symlink("user-data.sh", stack.path("infra/link")).unwrap();
    assert!(!is_kept(&stack, run(&stack)).0);
    let expect_again = |what: &str, change: &dyn Fn()| {
        assert!(is_kept(&stack, run(&stack)).0, "before {what}");
        change();
        assert!(!is_kept(&stack, run(&stack)).0, "{what}");
    };
    let path = |name: &str| stack.path(name);
    expect_again("deleted", &|| fs::remove_file(path("modules/far/c.txt")).unwrap());
    expect_again("renamed", &|| fs::rename(path("infra/a.txt"), path("infra/c.txt")).unwrap());
    expect_again("traded", &|| {
        stack.write("infra/c.txt", "two");
        stack.write("infra/b.txt", "one");
    });
    // Together they have the same bytes.
    expect_again("moved on", &|| {
        stack.write("infra/b.txt", "onet");
        stack.write("infra/c.txt", "wo");
    });
    expect_again("another link", &|| {
        fs::remove_file(path("infra/link")).unwrap();
        symlink("b.txt", path("infra/link")).unwrap();
    });
    expect_again("a broken link", &|| {
        fs::remove_file(path("infra/link")).unwrap();
        symlink("nowhere", path("infra/link")).unwrap();
    });
    expect_again("a directory", &|| fs::create_dir(path("infra/new")).unwrap());
}

#[test]
fn a_changed_environment_is_planned_again() {
    let stack = sprawling();
    assert!(!is_kept(&stack, run(&stack)).0);
    for (name, value) in [
        ("TF_VAR_x", "1"),
        ("TF_VAR_x", "2"),
        ("TF_WORKSPACE", "dev"),
        ("TF_DATA_DIR", "data"),
        ("TF_CLI_ARGS", "-compact-warnings"),
        ("TF_CLI_ARGS_plan", "-refresh=true"),
        ("AWS_PROFILE", "prod"),
        ("AWS_REGION", "eu-central-1"),
        ("ARM_SUBSCRIPTION_ID", "1"),
        ("GOOGLE_PROJECT", "p"),
        ("KUBECONFIG", "k"),
        ("SOMEBODYS_TOKEN", "t"),
    ] {
        let with = || run(&stack).env(name, value);
        assert!(!is_kept(&stack, with()).0, "{name}");
        assert!(is_kept(&stack, with()).0, "{name}");
    }
    assert!(is_kept(&stack, run(&stack)).0);
    // A variable that names a file is as good as its content.
    for value in ["../linked/file", "[\"x\", \"../linked/file\"]", "../linked"] {
        let with = || run(&stack).env("TF_VAR_file", value);
        assert!(!is_kept(&stack, with()).0, "{value}");
        stack.write("linked/file", &format!("for {value}"));
        assert!(!is_kept(&stack, with()).0, "{value}");
    }
    let with = || run(&stack).env("TF_CLI_ARGS_plan", "-state=../late.tfstate");
    assert!(!is_kept(&stack, with()).0);
    stack.write("late.tfstate", "{}");
    assert!(!is_kept(&stack, with()).0);
}

#[test]
fn other_arguments_are_another_question() {
    let stack = sprawling();
    for arguments in [
        "infra",
        "./infra",
        "infra -v",
        "infra --color always",
        "infra --fail-on high",
        "infra --undecided deny",
        "infra --gate introduced",
        "infra --no-inline",
        "infra --deny-unused-waivers",
        "infra --opt-in all",
        "infra --skip aws-s3-*",
        "infra --no-config",
        "infra --today 2031-01-01",
        "infra --today 2031-01-02",
        "infra -- -destroy",
        "infra -- -var=x=1",
    ] {
        let run = || stack.root_of(arguments);
        assert!(!is_kept(&stack, run()).0, "{arguments}");
        assert!(is_kept(&stack, run()).0, "{arguments}");
    }
    // Beside others, and from another directory with the same names.
    assert!(is_kept(&stack, stack.root_of("infra")).0);
    let before = stack.plans();
    stack.root_of("infra modules/far").run();
    assert_eq!(stack.plans(), before + 1);
}

#[test]
fn what_can_not_change_a_plan_is_not_planned_again() {
    let stack = sprawling();
    assert!(!is_kept(&stack, run(&stack)).0);
    for file in [
        "readme.md",
        "infra/.git/index",
        "infra/.terraform/providers/x",
        "infra/near/.terraform/x",
        "infra/terraform.tfstate.backup",
        "infra/terraform.tfstate.1700000000.backup",
        "infra/tfplan",
        "infra/dev.tfplan",
    ] {
        stack.write(file, "x");
        assert!(is_kept(&stack, run(&stack)).0, "{file}");
    }
    for name in ["TERM", "GIT_INDEX_FILE", "GIT_AUTHOR_DATE", "PRE_COMMIT", "TF_LOG", "SHLVL", "_"] {
        assert!(is_kept(&stack, run(&stack).env(name, "x")).0, "{name}");
    }
    assert!(is_kept(&stack, run(&stack).stdin("x")).0);
    // A directory of modules may have the name of a plan.
    stack.write("infra/tfplan.tfplan/main.tf", "x");
    assert!(!is_kept(&stack, run(&stack)).0);
    stack.write("infra/tfplan.tfplan/main.tf", "y");
    assert!(!is_kept(&stack, run(&stack)).0);
}

#[test]
fn a_link_in_a_circle_ends() {
    let stack = sprawling();
    symlink("..", stack.path("infra/near/up")).unwrap();
    symlink("loop", stack.path("infra/loop")).unwrap();
    assert!(!is_kept(&stack, run(&stack)).0);
    assert!(is_kept(&stack, run(&stack)).0);
}
