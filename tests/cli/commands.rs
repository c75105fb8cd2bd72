//! `init`, the help, and arguments that are none.

use std::fs;

use unicode_width::UnicodeWidthStr as _;

use crate::common::{directory, printed};
use crate::{compared, json, run, stdout};

#[test]
fn a_new_dataset_reports_cleanly() {
    let dir = directory::<&str>(&[]);
    run(dir.path(), "init").code(0).stderr_eq("");
    let report = json(run(dir.path(), "report -f json"));
    assert_eq!(report["counts"]["verdicts"]["conflict"], 0);
    assert_eq!(report["counts"]["verdicts"]["conditional-conflict"], 0);
    assert!(!compared(&report).is_empty());
    run(dir.path(), "init deeper/still").code(0).stderr_eq("");
    run(dir.path(), "report deeper/still").code(0).stderr_eq("");
}

#[test]
fn nothing_is_overwritten() {
    let dir = directory(&[("claims/claims.toml", "mine")]);
    let ran = run(dir.path(), "init").code(2).stdout_eq("");
    let (_, message) = printed(&ran);
    assert!(message.starts_with("error: `claims` already has `claims.toml`"), "{message}");
    assert_eq!(fs::read_to_string(dir.path().join("claims/claims.toml")).unwrap(), "mine");
    assert_eq!(fs::read_dir(dir.path().join("claims")).unwrap().count(), 1);
    run(dir.path(), "init claims/claims.toml").code(2).stdout_eq("");
}

#[test]
fn help_names_every_option() {
    let here = directory::<&str>(&[]);
    for (command, options) in [
        ("", &["report", "bounds", "init", "--help", "--version"][..]),
        (
            "report",
            &[
                "[DATASET]",
                "--format",
                "--output",
                "--reading",
                "--as-of",
                "--payer",
                "--payee",
                "--category",
                "--period",
                "table",
                "markdown",
                "csv",
                "json",
                "--help",
            ],
        ),
        (
            "bounds",
            &[
                "[DATASET]",
                "--payer",
                "--payee",
                "--category",
                "--stage",
                "--period",
                "--unit",
                "--format",
                "--output",
                "--reading",
                "--as-of",
                "table",
                "markdown",
                "json",
                "--help",
            ],
        ),
        ("init", &["[DIR]", "--help"]),
    ] {
        for flag in ["--help", "-h"] {
            let help = stdout(&run(here.path(), &format!("{command} {flag}")).code(0).stderr_eq(""));
            for option in options {
                assert!(help.contains(option), "{command} {flag} lacks {option}: {help}");
            }
            assert!(help.lines().all(|line| line.width() <= 100), "{help}");
        }
    }
}

#[test]
fn help_is_asked_for_or_an_error() {
    let here = directory::<&str>(&[]);
    run(here.path(), "").code(2).stdout_eq("");
    run(here.path(), "reprot").code(2).stdout_eq("");
    run(here.path(), "report one two").code(2).stdout_eq("");
    let version = concat!("crossfoot ", env!("CARGO_PKG_VERSION"), "\n");
    run(here.path(), "--version").code(0).stdout_eq(version).stderr_eq("");
}
