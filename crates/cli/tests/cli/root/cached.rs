//! Answers that are kept: the same text and code, for nobody else to read or to make.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use super::{Stack, UNCHANGED, is_kept};

fn entries(stack: &Stack, directory: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(stack.path(directory)).into_iter().flatten();
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}

#[test]
fn a_second_run_says_the_same_without_terraform() {
    for (root, code) in [("infra", 1), ("other", 0)] {
        let stack = Stack::new().root("other", false);
        let (kept, first) = is_kept(&stack, stack.root_of(root));
        assert!(!kept);
        let (kept, second) = is_kept(&stack, stack.root_of(root));
        assert!(kept);
        assert_eq!((first.code, second.code), (code, code));
        assert_eq!(second.stdout, first.stdout + UNCHANGED);
    }
}

#[test]
fn they_are_beside_what_init_fetched_or_with_the_user() {
    let stack = Stack::new();
    stack.root_of("infra").run().code(1);
    assert_eq!((entries(&stack, "cache/plangate/roots").len(), entries(&stack, "infra").len()), (1, 1));
    fs::create_dir(stack.path("infra/.terraform")).unwrap();
    stack.root_of("infra").run().code(1);
    let kept = entries(&stack, "infra/.terraform/plangate");
    assert_eq!((kept.len(), entries(&stack, "cache/plangate/roots").len()), (1, 1));
    for file in [&kept[0], &stack.path("cache/plangate/key")] {
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let elsewhere = || stack.root_of("infra").env("TF_DATA_DIR", "data");
    fs::create_dir(stack.path("infra/data")).unwrap();
    assert!(!is_kept(&stack, elsewhere()).0);
    assert_eq!(entries(&stack, "infra/data/plangate").len(), 1);
    assert!(is_kept(&stack, elsewhere()).0);
}

#[test]
fn what_init_makes_is_part_of_the_question() {
    let stack = Stack::new();
    assert!(!is_kept(&stack, stack.root_of("infra --init")).0);
    assert!(is_kept(&stack, stack.root_of("infra --init")).0);
    assert!(is_kept(&stack, stack.root_of("infra")).0);
}

#[test]
fn no_cache_plans_again_and_keeps_the_answer() {
    let stack = Stack::new();
    assert!(!is_kept(&stack, stack.root_of("infra --no-cache")).0);
    assert!(is_kept(&stack, stack.root_of("infra")).0);
    assert!(!is_kept(&stack, stack.root_of("infra --no-cache")).0);
}

#[test]
fn what_could_not_be_judged_is_not_kept() {
    let stack = Stack::new().file("infra/x.tf", "");
    let stack = Stack(stack.0.script("bin/terraform", "exit 1\n"));
    for _ in 0..2 {
        assert!(!is_kept(&stack, stack.root_of("infra")).0);
    }
    let stack = Stack::new().file("rules/bad.rego", "package rules.custom.bad\n\n{{{\n");
    for _ in 0..2 {
        let (kept, answer) = is_kept(&stack, stack.root_of("infra"));
        assert_eq!((kept, answer.code), (false, 2));
    }
    assert!(entries(&stack, "cache/plangate/roots").is_empty());
}

#[test]
fn a_damaged_or_forged_answer_is_none() {
    let stack = Stack::new();
    stack.root_of("infra").run().code(1);
    let [file] = entries(&stack, "cache/plangate/roots").try_into().unwrap();
    let good = fs::read_to_string(&file).unwrap();
    let cut = &good[..good.len() - 1];
    for bad in [
        "",
        "0",
        cut,
        &good.replacen('1', "0", 1),
        &good.replacen('1', "2", 1),
        &good.replace("violations", "pass"),
        "0 \ninfra: pass\n",
        &good.replace('\n', "\r\n"),
    ] {
        fs::write(&file, bad).unwrap();
        let (kept, answer) = is_kept(&stack, stack.root_of("infra"));
        assert_eq!((kept, answer.code), (false, 1), "{bad}");
        assert_eq!(fs::read_to_string(&file).unwrap(), good);
    }
    fs::write(&file, [0xff, 0xfe]).unwrap();
    assert!(!is_kept(&stack, stack.root_of("infra")).0);
}

#[test]
fn an_answer_of_somebody_else_is_none() {
    let stack = Stack::new().root("other", false).file("infra/.terraform/x", "").file("other/.terraform/x", "");
    stack.root_of("infra other").run().code(1);
    // Under the name of another question.
    let [open] = entries(&stack, "infra/.terraform/plangate").try_into().unwrap();
    let [shut] = entries(&stack, "other/.terraform/plangate").try_into().unwrap();
    fs::copy(shut, open).unwrap();
    assert!(!is_kept(&stack, stack.root_of("infra")).0);
    // Of another user: a commit that brings `.terraform/plangate` along.
    assert!(!is_kept(&stack, stack.root_of("infra").env("XDG_CACHE_HOME", stack.path("tmp"))).0);
    fs::write(stack.path("cache/plangate/key"), "short").unwrap();
    assert!(!is_kept(&stack, stack.root_of("infra")).0);
    assert!(is_kept(&stack, stack.root_of("infra")).0);
}

#[test]
fn without_a_place_nothing_is_kept_and_that_is_said_to_who_asks() {
    let stack = Stack::new();
    let run = |verbose: &str| {
        stack.root_of(&format!("infra {verbose}")).env("XDG_CACHE_HOME", "relative").run().code(1).quiet()
    };
    run("").omits("note: this answer");
    run("-v").says("note: this answer is not kept: the user has no cache directory: neither `XDG_CACHE_HOME` nor `HOME` names one\n");
    assert_eq!(stack.plans(), 2);
    stack.root_of("infra -v").env("XDG_CACHE_HOME", "").env("HOME", stack.path("tmp")).run().omits("note: this answer");
    assert_eq!(entries(&stack, "tmp/.cache/plangate/roots").len(), 1);
    stack
        .root_of("infra -v")
        .env("XDG_CACHE_HOME", stack.path("open.json"))
        .run()
        .code(1)
        .says("is not kept: it can't be written to");
}

#[test]
fn what_is_too_large_or_no_file_keeps_an_answer_from_being_kept() {
    let stack = Stack::new();
    let large = fs::File::create(stack.path("infra/large.bin")).unwrap();
    large.set_len(257 << 20).unwrap();
    let reason = |words: &str| {
        let (kept, answer) = is_kept(&stack, stack.root_of("infra -v"));
        assert!(!kept);
        answer.says(&format!("note: this answer is not kept: {words}"));
    };
    reason("there are more than 256 MB that it could depend on\n");
    fs::remove_file(stack.path("infra/large.bin")).unwrap();
    let pipe = stack.path("infra/pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    reason(&format!("`{}` is neither a file nor a directory\n", pipe.display()));
    fs::remove_file(pipe).unwrap();
    let settings = stack.path("settings");
    fs::write(&settings, "provider_installation {\n  dev_overrides {}\n}\n").unwrap();
    let (kept, answer) = is_kept(&stack, stack.root_of("infra -v").env("TF_CLI_CONFIG_FILE", &settings));
    assert!(!kept);
    answer.says("names providers in development (`dev_overrides`)\n");
}

#[test]
fn a_tree_of_too_many_files_keeps_an_answer_from_being_kept() {
    let stack = Stack::new();
    for directory in 0..101 {
        fs::create_dir_all(stack.path(&format!("infra/many/{directory}"))).unwrap();
        for file in 0..200 {
            fs::write(stack.path(&format!("infra/many/{directory}/{file}")), "").unwrap();
        }
    }
    let (kept, answer) = is_kept(&stack, stack.root_of("infra -v"));
    assert!(!kept);
    answer.says("is not kept: there are more than 20000 files that it could depend on\n");
}

#[test]
fn what_is_edited_while_the_plan_is_made_is_planned_again() {
    // Into something else, and into the same again.
    for edit in ["touch edited", "sleep 0.01; cp main.tf copy; cat copy > main.tf; rm copy"] {
        let stack = Stack::new();
        let body = fs::read_to_string(stack.path("bin/terraform")).unwrap();
        let body = body.split_once("calls'\n").unwrap().1;
        let edits = format!("[ $1 != show ] || [ -e ../done ] || {{ {edit}; touch ../done; }}\n{body}");
        let stack = Stack(stack.0.script("bin/terraform", &edits));
        let (kept, answer) = is_kept(&stack, stack.root_of("infra -v"));
        assert!(!kept);
        answer.says("note: this answer is not kept: what it depends on changed in the meantime\n");
        assert!(!is_kept(&stack, stack.root_of("infra -v")).0, "{edit}");
        assert!(is_kept(&stack, stack.root_of("infra -v")).0, "{edit}");
    }
}

#[test]
fn old_answers_are_deleted_and_nothing_else() {
    let stack = Stack::new().file("infra/.terraform/plangate/mine.report", "");
    for number in 0..18 {
        stack.root_of(&format!("infra -- -var=x={number}")).run().code(1);
    }
    assert_eq!(entries(&stack, "infra/.terraform/plangate").len(), 17);
    assert!(is_kept(&stack, stack.root_of("infra -- -var=x=17")).0);
    assert!(is_kept(&stack, stack.root_of("infra -- -var=x=3")).0);
    assert!(!is_kept(&stack, stack.root_of("infra -- -var=x=0")).0);
}
