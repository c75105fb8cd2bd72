//! `crossfoot check`: levels, exit status, accepted conflicts, what is changed in files.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::common::{BASE, crossfoot, directory, printed, write};
use crate::{claim, run, stdout};

/// A total of Northland to the army that two sources cannot agree on.
fn dispute() -> String {
    BASE.to_owned()
        + &claim("one", "$4 million", "herald", "army", "")
        + &claim("two", "$9 million", "gazette", "army", "")
}

/// What is found, whatever comes of it.
fn found(dir: &Path, line: &str) -> Value {
    let ran = run(dir, &format!("check --today 2026-01-31 -f json {line}"));
    serde_json::from_str(&stdout(&ran)).expect("the output is JSON")
}

fn codes(found: &Value) -> Vec<&str> {
    found["findings"].as_array().unwrap().iter().map(|each| each["code"].as_str().unwrap()).collect()
}

fn status(dir: &Path, line: &str) -> Option<i32> {
    run(dir, &format!("check --today 2026-01-31 {line}")).get_output().status.code()
}

#[test]
fn the_status_says_whether_anything_is_denied() {
    let dir = directory(&[("claims/aid.toml", dispute())]);
    assert_eq!(status(dir.path(), ""), Some(1));
    assert_eq!(status(dir.path(), "--allow conflict"), Some(0));
    assert_eq!(status(dir.path(), "--warn conflict"), Some(0));
    assert_eq!(status(dir.path(), "--warn conflict --deny warnings"), Some(1));
    assert_eq!(status(dir.path(), "nowhere"), Some(2));
}

#[test]
fn the_dataset_says_what_is_made_of_findings() {
    for (level, severity, expected) in
        [("deny", Some("error"), 1), ("warn", Some("warning"), 0), ("allow", None, 0)]
    {
        let text = dispute() + &format!("\n[check]\nconflict = \"{level}\"\n");
        let dir = directory(&[("claims/aid.toml", text)]);
        assert_eq!(status(dir.path(), ""), Some(expected), "{level}");
        let found = found(dir.path(), "");
        let mut conflicts = found["findings"].as_array().unwrap().iter();
        let conflict = conflicts.find(|each| each["code"] == "conflict");
        assert_eq!(conflict.map(|each| each["severity"].as_str().unwrap()), severity);
        // The command line has the last word.
        assert_eq!(status(dir.path(), "-D conflict"), Some(1));
    }
}

#[test]
fn levels_that_make_no_sense_are_all_told() {
    let dir = directory(&[("claims/aid.toml", dispute())]);
    run(dir.path(), "check -D confict -W conflict -A conflict -A syntax").code(2).stdout_eq("").stderr_eq(
        "error: --deny: `confict` is no code of a finding
help: did you mean `conflict`?
error: `conflict` is given to --warn and to --allow
help: keep one of them
error: --allow: `syntax` keeps a dataset from being read, whatever is made of it
",
    );
}

#[test]
fn problems_are_told_in_every_format() {
    let dir = directory(&[("claims/aid.toml", dispute().replace("$9", "$nien"))]);
    run(dir.path(), "check -f short").code(2).stdout_eq(
        "claims/aid.toml:45:12: error[unreadable-figure]: `nien` is not a word that figures are read from\n",
    );
    let found = found(dir.path(), "");
    assert_eq!(codes(&found), ["unreadable-figure"]);
    assert_eq!(found["counts"]["problems"], 1);
}

#[test]
fn an_accepted_conflict_is_no_finding() {
    let known = |claims: &str, reason: &str| {
        format!("\n[[known-conflict]]\nclaims = [{claims}]\nreason = \"{reason}\"\n")
    };
    for (known, expected) in [
        (String::new(), Some("conflict")),
        (known("\"one\", \"two\"", "One counts loans."), None),
        (known("\"two\", \"one\"", "One counts loans."), None),
        (known("\"one\", \"two\"", ""), Some("unexplained-acceptance")),
        (known("\"one\", \"two\"", "  "), Some("unexplained-acceptance")),
    ] {
        let dir = directory(&[("claims/aid.toml", dispute() + &known)]);
        let found = found(dir.path(), "");
        let of_sets: Vec<&str> = codes(&found)
            .into_iter()
            .filter(|code| code.ends_with("conflict") || code.ends_with("acceptance"))
            .collect();
        assert_eq!(of_sets, Vec::from_iter(expected), "{known}");
        assert_eq!(status(dir.path(), ""), Some(i32::from(expected.is_some())), "{known}");
    }
}

#[test]
fn accepting_leaves_the_files_as_they_are_but_for_the_entries() {
    let text = dispute().replace("[actor.north]", "# the north\n[actor.north] # a payer")
        + &claim("three", "$2 million", "courier", "army", "");
    let dir = directory(&[("claims/aid.toml", &text)]);
    let ran = run(dir.path(), "check --accept -f short")
        .code(1)
        .stderr_eq("3 conflicts accepted: give each a reason, from claims/known-conflicts.toml:1 on\n");
    assert_eq!(stdout(&ran).matches("error[unexplained-acceptance]").count(), 3);
    assert!(!stdout(&ran).contains("[conflict]"));
    assert_eq!(fs::read_to_string(dir.path().join("claims/aid.toml")).unwrap(), text);
    let known = dir.path().join("claims/known-conflicts.toml");
    let written = fs::read_to_string(&known).unwrap();
    assert_eq!(
        written,
        "[[known-conflict]]\nclaims = [\"one\", \"two\"]\nreason = \"\"\n\n\
         [[known-conflict]]\nclaims = [\"one\", \"three\"]\nreason = \"\"\n\n\
         [[known-conflict]]\nclaims = [\"three\", \"two\"]\nreason = \"\"\n"
    );
    run(dir.path(), "check --accept -f short").code(1).stderr_eq("There is no conflict to accept\n");
    assert_eq!(fs::read_to_string(&known).unwrap(), written);
    write(&known, written.replace("\"\"", "\"Looked at.\""));
    assert_eq!(status(dir.path(), ""), Some(0));
}

#[test]
fn a_conflict_that_is_only_allowed_is_not_accepted() {
    let dir = directory(&[("claims/aid.toml", dispute())]);
    run(dir.path(), "check --accept -A conflict").code(0).stderr_eq("There is no conflict to accept\n");
    assert!(!dir.path().join("claims/known-conflicts.toml").exists());
}

#[test]
fn a_report_is_fresh_or_the_difference_is_shown() {
    let dir = directory(&[("claims/aid.toml", dispute())]);
    let check = "report --check -o table.md";
    run(dir.path(), check)
        .code(1)
        .stderr_eq("")
        .stdout_eq("`table.md` does not exist\nWithout --check the same command writes it anew\n");
    run(dir.path(), "report -o table.md").code(0);
    run(dir.path(), check).code(0).stdout_eq("").stderr_eq("");
    let fresh = fs::read_to_string(dir.path().join("table.md")).unwrap();
    write(&dir.path().join("table.md"), fresh.replacen("# Aid to Ruritania", "# Aid\u{1b}[2J", 1));
    let ran = run(dir.path(), check).code(1).stderr_eq("");
    assert!(stdout(&ran).starts_with(
        "`table.md` is not what the dataset gives now:\n\n--- table.md\n+++ what the dataset gives now\n\
         @@ -1,4 +1,4 @@\n-# Aid\\u{1b}[2J\n+# Aid to Ruritania\n"
    ));
    let left = fs::read_to_string(dir.path().join("table.md")).unwrap();
    assert!(left.contains('\u{1b}'), "nothing is written");
    write(&dir.path().join("table.md"), fresh.replace('\n', "\r\n"));
    run(dir.path(), check).code(1);
    run(dir.path(), "report --check").code(2).stdout_eq("");
}

#[test]
fn a_file_is_as_wide_on_every_terminal() {
    let dir = directory(&[("claims/aid.toml", dispute())]);
    let table = |columns: Option<&str>| {
        let command = crossfoot().args(["report", "-o", "table.txt"]).current_dir(dir.path());
        let command = match columns {
            Some(columns) => command.env("COLUMNS", columns),
            None => command.env_remove("COLUMNS"),
        };
        command.assert().code(0);
        fs::read_to_string(dir.path().join("table.txt")).unwrap()
    };
    assert_eq!(table(None), table(Some("80")));
}

#[test]
fn what_git_ignores_is_not_read_and_it_is_said() {
    let ignored = claim("three", "$2 million", "courier", "army", "");
    let dir = directory(&[
        ("repo/claims/aid.toml", dispute()),
        ("repo/claims/draft.toml", ignored.clone()),
        ("repo/claims/old/a.toml", "not TOML".to_owned()),
        ("repo/.gitignore", "draft.toml\nold/\n".to_owned()),
    ]);
    let repo = dir.path().join("repo");
    // Outside of a repository nothing is ignored.
    let (text, _) = printed(&run(&repo, "check -f short").code(2));
    assert!(text.starts_with("claims/old/a.toml:1:"), "{text}");
    let init = |dir: &Path| Command::new("git").args(["init", "--quiet"]).current_dir(dir).status();
    if !init(&repo).is_ok_and(|status| status.success()) {
        assert!(std::env::var_os("CI").is_none(), "git is needed");
        // Nothing can be said without it.
        return;
    }
    let note =
        "note: `claims/draft.toml` and `claims/old/a.toml` are ignored by git, and nothing in them is read\n";
    let ran = run(&repo, "report -f json").code(0).stderr_eq(note);
    let report: Value = serde_json::from_str(&stdout(&ran)).unwrap();
    assert_eq!(report["counts"]["claims"], 2);
    run(&repo, "check -f short").code(1).stderr_eq(note);
    // A file that is named is read.
    let ran = run(&repo, "check -f json --new claims/draft.toml").code(1);
    let (_, said) = printed(&ran);
    assert_eq!(said, "note: `claims/old/a.toml` is ignored by git, and nothing in it is read\n");
    let found: Value = serde_json::from_str(&stdout(&ran)).unwrap();
    assert_eq!(found["new-claims"][0]["claim"], "three");
}

#[test]
fn nothing_is_written_over_the_dataset() {
    let dir = directory(&[("claims/aid.toml", dispute()), ("new.toml", String::new())]);
    for line in [
        "check -o claims/aid.toml",
        "check -o claims/../claims/aid.toml",
        "check -o claims/more.toml",
        "check --new new.toml -o new.toml",
        "report -o claims/aid.toml",
        "bounds --payer north -o claims/aid.toml",
        "explain one -o claims/aid.toml",
    ] {
        let (_, said) = printed(&run(dir.path(), line).code(2).stdout_eq(""));
        assert!(
            said.contains("would be read as a part of the dataset, and is not written"),
            "{line}: {said}"
        );
    }
    assert_eq!(fs::read_to_string(dir.path().join("claims/aid.toml")).unwrap(), dispute());
    assert!(!dir.path().join("claims/more.toml").exists());
    run(dir.path(), "report -o claims/table.md").code(0);
}

#[test]
fn what_git_tracks_is_read_whatever_it_is_told_to_ignore() {
    let dir = directory(&[("claims/aid.toml", dispute())]);
    let git = |arguments: &[&str]| Command::new("git").args(arguments).current_dir(dir.path()).status();
    if !git(&["init", "--quiet"]).is_ok_and(|status| status.success()) {
        assert!(std::env::var_os("CI").is_none(), "git is needed");
        return;
    }
    git(&["add", "claims"]).unwrap();
    write(&dir.path().join("claims/.gitignore"), "*.toml\n");
    let ran = run(dir.path(), "check -f short").code(1).stderr_eq("");
    assert!(stdout(&ran).contains("[conflict]"));
    // What would be ignored once it is written is not accepted into.
    run(dir.path(), "check --accept -f short").code(1);
}

#[test]
fn suggested_commands_are_for_the_dataset_at_hand() {
    let text = dispute() + "\n[reading.wide]\nmateriality = \"1%\"\n";
    let dir = directory(&[("data/aid.toml", text)]);
    let (told, _) = printed(&run(dir.path(), "check data").code(1));
    let suggested = |told: &str, what: &str| {
        let words = told.split_whitespace().collect::<Vec<_>>().join(" ");
        let (_, rest) = words.split_once(what).unwrap();
        let is_part =
            |word: &&str| word.starts_with("conflict-") || ["data", "--reading", "wide"].contains(word);
        let words: Vec<&str> = rest.split(' ').take_while(is_part).collect();
        what.to_owned() + &words.join(" ")
    };
    let explain = suggested(&told, "crossfoot explain ");
    assert!(explain.ends_with(" data"), "{explain}");
    run(dir.path(), explain.strip_prefix("crossfoot ").unwrap()).code(0).stderr_eq("");
    let (told, _) = printed(&run(dir.path(), "check data --reading wide").code(1));
    let explain = suggested(&told, "crossfoot explain ");
    assert!(explain.ends_with(" data --reading wide"), "{explain}");
    assert!(!told.contains("--accept"));
}
