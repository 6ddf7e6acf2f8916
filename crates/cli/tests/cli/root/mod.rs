//! `plangate root`, with a `terraform` that is a script of the test.

mod cached;
mod changed;
mod planned;

use std::fs;
use std::path::PathBuf;

use serde_json::json;

use crate::common::{Answer, Plangate, plangate};
use crate::making::{DOOR, Place, create, plan};

/// Arguments that every run has.
const RULES: [&str; 4] = ["--policy", "rules", "--select", "x-door"];

/// Something that is only in the plan.
const SECRET: &str = "hunter2-hunter2";

/// Root modules with their `terraform`: a door is open if `main.tf` says so.
struct Stack(Place);

impl Stack {
    /// With an open door in `infra`.
    fn new() -> Self {
        let body = "case $1 in\n\
            init) mkdir -p .terraform ;;\n\
            plan) for a; do case $a in -out=*) echo a plan > \"${a#-out=}\" ;; esac; done ;;\n\
            show) ls -ld \"$4\" \"${4%/*}\" >> TOP/listing; if grep -q 'open = true' main.tf; then cat TOP/open.json; else cat TOP/shut.json; fi ;;\n\
            esac\n";
        let place = Place::new();
        let top = place.path().canonicalize().unwrap();
        let door = |open: bool| {
            let door = create("x_door.front", &json!({"open": open, "key": SECRET}));
            plan(&[crate::making::but(door, &json!({"after_sensitive": {"key": true}}))]).to_string()
        };
        let place = place
            .rule(&DOOR)
            .file("open.json", door(true))
            .file("shut.json", door(false))
            .file("tmp/.keep", "")
            .script("bin/terraform", &body.replace("TOP", top.to_str().unwrap()));
        Self(place).root("infra", true)
    }

    /// With one more root module.
    fn root(self, name: &str, open: bool) -> Self {
        self.file(&format!("{name}/main.tf"), &format!("resource \"x_door\" \"front\" {{\n  open = {open}\n}}\n"))
    }

    fn file(self, path: &str, contents: &str) -> Self {
        Self(self.0.file(path, contents))
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().canonicalize().unwrap().join(path)
    }

    fn write(&self, path: &str, contents: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), contents).unwrap();
    }

    /// `root` with these arguments, which may be written in one string.
    fn root_of(&self, arguments: &str) -> Plangate {
        plangate(["root"])
            .args(RULES)
            .args(arguments.split_whitespace())
            .at(&self.path(""))
            .env("PATH", self.path("bin"))
            .env("XDG_CACHE_HOME", self.path("cache"))
            .env("TMPDIR", self.path("tmp"))
    }

    /// How often a plan was made.
    fn plans(&self) -> usize {
        self.0.calls().iter().filter(|call| call.contains(": plan ")).count()
    }

    /// That nothing is left of a plan.
    #[track_caller]
    fn expect_tidy(&self) {
        let left: Vec<_> = fs::read_dir(self.path("tmp")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, [".keep"]);
    }
}

const UNCHANGED: &str = "unchanged since it was judged today; `--no-cache` plans again\n";

/// Runs it, and says whether the answer was kept.
#[track_caller]
fn is_kept(stack: &Stack, run: Plangate) -> (bool, Answer) {
    let before = stack.plans();
    let answer = run.run();
    let is_kept = stack.plans() == before;
    assert_eq!(answer.stdout.ends_with(UNCHANGED), is_kept, "{answer:?}");
    (is_kept, answer)
}
