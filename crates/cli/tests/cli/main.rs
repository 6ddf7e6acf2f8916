//! The command line as a user meets it: the real binary, its streams and its exit codes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod baseline;
#[cfg(unix)]
mod binary_plans;
mod canaries;
mod comments;
mod comments_others;
mod comments_secrets;
mod common;
mod config;
mod config_errors;
mod config_found;
mod csv;
mod docs;
mod documents;
mod escapes;
mod everything;
mod exit_codes;
mod formats;
mod gate;
mod github;
mod gitlab;
mod gitlab_sast;
mod html;
mod html_hostile;
mod human;
mod human_plans;
mod input_command;
mod input_secrets;
mod inputs;
mod json;
mod junit;
mod lines;
mod lines_found;
mod lines_kinds;
mod links;
mod making;
mod markdown;
mod ndjson;
mod numbers;
mod page;
mod policy_dir;
mod policy_dir_open;
mod provenance;
mod refusals;
#[cfg(unix)]
mod root;
mod rules_explain;
mod sarif;
mod sarif_notes;
mod sarif_schema;
mod schema;
mod secrets;
mod sections;
mod sections_changes;
mod sections_declared;
mod selection;
mod sources;
mod truncation;
mod waivers;
