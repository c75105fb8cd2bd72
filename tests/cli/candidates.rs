//! `crossfoot check --new`: new claims held against a dataset.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use snapbox::cmd::OutputAssert;
use tempfile::TempDir;

use crate::common::{BASE, crossfoot, directory, printed, write};
use crate::{claim, run, stdout};

/// Claims on payments of Northland to the army and to all of Ruritania.
fn known() -> String {
    BASE.to_owned()
        + &claim("total", "$10 million", "herald", "ruritania", "")
        + &claim("army", "$6 million", "gazette", "army", "")
}

fn known_dir(new: &str) -> TempDir {
    directory(&[("claims/aid.toml", known()), ("new.toml", new.to_owned())])
}

fn held(dir: &Path, line: &str) -> Value {
    let ran = run(dir, &format!("check --today 2026-01-31 -f json {line}")).stderr_eq("");
    serde_json::from_str(&stdout(&ran)).expect("the output is JSON")
}

fn piped(dir: &Path, line: &str, input: &str) -> OutputAssert {
    let line = format!("check --today 2026-01-31 {line}");
    crossfoot().args(line.split_whitespace()).current_dir(dir).stdin(input.to_owned()).assert()
}

fn verdicts(held: &Value) -> Vec<(&str, &str)> {
    let relations = held["new-claims"][0]["relations"].as_array().unwrap();
    relations
        .iter()
        .map(|each| (each["verdict"].as_str().unwrap(), each["claim"].as_str().unwrap()))
        .collect()
}

#[test]
fn a_new_claim_is_told_by_what_it_is_to_the_others() {
    let dir = known_dir(&claim("again", "$6.1 million", "courier", "army", ""));
    let found = held(dir.path(), "--new new.toml");
    assert_eq!(verdicts(&found), [("agree", "army"), ("compatible", "total")]);
    let claim = &found["new-claims"][0];
    assert_eq!(claim["says"], "6.05M – 6.15M in total");
    assert_eq!(claim["voices"], serde_json::json!({"before": 1, "after": 2}));
    assert_eq!(claim["so-far"]["period"], "2019");
    assert_eq!(claim["so-far"]["low"], "5500000");
    assert_eq!(claim["so-far"]["high"], "6500000");
    assert_eq!(claim["place"]["file"], "new.toml");
    assert_eq!(claim["place"]["line"], 2);
}

#[test]
fn a_conflict_of_a_new_claim_is_a_finding() {
    let dir = known_dir(&claim("more", "$20 million", "courier", "ministry", ""));
    let ran = run(dir.path(), "check --new new.toml -f short").code(1);
    let (text, _) = printed(&ran);
    let conflict = "new.toml:4:10: error[conflict]: `total` and `more` cannot both be true\n";
    assert!(text.contains(conflict), "{text}");
    let found = held(dir.path(), "--new new.toml");
    assert_eq!(verdicts(&found), [("conflict", "total")]);
    assert_eq!(found["new-claims"][0]["not-comparable"], 1);
    assert_eq!(found["new-claims"][0]["voices"], serde_json::json!({"before": 0, "after": 1}));
    assert!(!dir.path().join("claims/new.toml").exists());
}

#[test]
fn findings_of_the_dataset_itself_are_only_counted() {
    let text = known() + &claim("other", "$30 million", "herald", "army", "");
    let new = claim("fits", "$1 million", "courier", "ministry", "");
    let dir = directory(&[("claims/aid.toml", text), ("new.toml", new)]);
    let found = held(dir.path(), "--new new.toml");
    let codes: Vec<&str> =
        found["findings"].as_array().unwrap().iter().map(|each| each["code"].as_str().unwrap()).collect();
    assert!(!codes.contains(&"conflict"), "{codes:?}");
    assert!(found["counts"]["not-told"].as_u64().unwrap() >= 2);
    let ran = run(dir.path(), "check --new new.toml").code(0);
    let last = stdout(&ran).lines().last().unwrap().to_owned();
    assert!(last.contains("1 new claim, held against 3 claims; "), "{last}");
}

#[test]
fn standard_input_is_read_once() {
    let dir = known_dir("");
    let new = claim("again", "$6 million", "courier", "army", "");
    let once = piped(dir.path(), "--new - -f json", &new).code(0);
    let twice = piped(dir.path(), "--new - --new - -f json", &new).code(0);
    assert_eq!(stdout(&once), stdout(&twice));
    let found: Value = serde_json::from_str(&stdout(&once)).unwrap();
    assert_eq!(found["new-claims"][0]["place"]["file"], "<stdin>");
    for empty in ["", " \n\t\n"] {
        piped(dir.path(), "--new -", empty).code(2).stdout_eq("").stderr_eq(
            "error: --new: standard input is empty\n\
             help: pipe the TOML of one or more [[claim]] tables, or name a file\n",
        );
    }
}

#[test]
fn a_file_counts_once_and_is_new_wherever_it_lies() {
    let dir = directory(&[
        ("claims/aid.toml", known()),
        ("claims/new.toml", claim("again", "$6 million", "courier", "army", "")),
    ]);
    let once = held(dir.path(), "--new claims/new.toml");
    let twice = held(dir.path(), "--new claims/new.toml --new ./claims/../claims/new.toml");
    assert_eq!(once["new-claims"].as_array().unwrap().len(), 1);
    assert_eq!(once["new-claims"][0]["relations"], twice["new-claims"][0]["relations"]);
    assert_eq!(once["counts"], twice["counts"]);
}

#[test]
fn several_files_and_directories_are_held_together() {
    let dir = known_dir("");
    write(&dir.path().join("drafts/a.toml"), claim("again", "$6 million", "courier", "army", ""));
    write(&dir.path().join("drafts/more/b.toml"), claim("more", "$20 million", "courier", "ministry", ""));
    write(&dir.path().join("c.toml"), claim("third", "$3 million", "gazette", "ministry", ""));
    let found = held(dir.path(), "--new drafts --new c.toml");
    let claims: Vec<&str> =
        found["new-claims"].as_array().unwrap().iter().map(|each| each["claim"].as_str().unwrap()).collect();
    assert_eq!(claims, ["again", "more", "third"]);
    // New claims can contradict each other too.
    let conflicts = found["findings"].as_array().unwrap().iter().filter(|each| each["code"] == "conflict");
    let sets: BTreeSet<String> = conflicts.map(|each| each["conflict"]["claims"].to_string()).collect();
    assert!(sets.contains("[\"third\",\"more\"]") || sets.contains("[\"more\",\"third\"]"), "{sets:?}");
}

#[test]
fn what_is_wrong_with_new_claims_is_told_at_their_place() {
    let dir = known_dir(&claim("army", "$6 milion", "courier", "army", ""));
    let (text, _) = printed(&run(dir.path(), "check --new new.toml --new none.toml -f short").code(2));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[0].starts_with("error[unreadable-file]: `none.toml` cannot be read"), "{text}");
    assert!(
        lines[1].starts_with("new.toml:3:6: error[duplicate-id]: the claim id `army` is taken"),
        "{text}"
    );
    assert!(lines[2].starts_with("new.toml:4:14: error[unreadable-figure]: "), "{text}");
}

#[test]
fn new_files_may_bring_what_their_claims_refer_to() {
    let new = "[source.tribune]\nname = \"Tribune\"\ndate = 2020\n".to_owned()
        + &claim("again", "$6 million", "tribune", "army", "");
    let dir = known_dir(&new);
    assert_eq!(verdicts(&held(dir.path(), "--new new.toml")), [("agree", "army"), ("compatible", "total")]);
}

#[test]
fn accepting_is_for_what_is_in_the_dataset() {
    let dir = known_dir("");
    run(dir.path(), "check --new new.toml --accept").code(2).stdout_eq("");
    run(dir.path(), "check --new new.toml --fix").code(2).stdout_eq("");
}

/// A claim that is held against all others gives what the check of all of them says about it, though only what it
/// can bear on is compared.
#[test]
fn holding_a_claim_is_checking_the_dataset_with_it() {
    let about_sets = ["conflict", "conditional-conflict", "close", "self-contradiction", "garbled-echo"];
    let sets = |found: &Value, claim: Option<&str>| -> BTreeSet<String> {
        let findings = found["findings"].as_array().unwrap().iter();
        let told = findings.filter(|each| about_sets.iter().any(|code| each["code"] == *code));
        let about = told.filter(|each| {
            let message = each["message"].as_str().unwrap();
            claim.is_none_or(|claim| {
                message.contains(&format!("`{claim}`")) || message.contains(&format!("{claim} "))
            })
        });
        about.map(|each| each["fingerprint"].to_string() + &each["notes"].to_string()).collect()
    };
    let facts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/datasets/facts");
    let line = "-W close";
    for name in ["iran-hamas.toml", "lafarge-isis.toml", "pa-prisoners.toml"] {
        let text = std::fs::read_to_string(facts.join(name)).unwrap();
        let (head, claims) = text.split_once("[[claim]]").unwrap();
        let claims: Vec<&str> = claims.split("[[claim]]").collect();
        let all = held(&facts, &format!("{line} ."));
        for (position, each) in claims.iter().enumerate().step_by(5) {
            let others = claims.iter().enumerate().filter(|(other, _)| *other != position);
            let rest: String = others.flat_map(|(_, claim)| ["[[claim]]", claim]).collect();
            let dir = directory::<&str>(&[]);
            for entry in std::fs::read_dir(&facts).unwrap() {
                let path = entry.unwrap().path();
                std::fs::copy(&path, dir.path().join(path.file_name().unwrap())).unwrap();
            }
            write(&dir.path().join(name), head.to_owned() + &rest);
            let ran = piped(dir.path(), &format!(". --new - -f json {line}"), &format!("[[claim]]{each}"));
            let id = each.split('"').nth(1).unwrap();
            if ran.get_output().status.code() == Some(2) {
                // Something else refers to it.
                continue;
            }
            let found: Value = serde_json::from_str(&stdout(&ran)).unwrap();
            let expected: BTreeSet<String> = sets(&all, Some(id));
            assert_eq!(sets(&found, None), expected, "{id}");
        }
    }
}

#[test]
fn new_claims_bring_no_settings_of_their_own() {
    let claims = claim("more", "$20 million", "courier", "ministry", "");
    for (setting, table) in [
        ("[check]\nconflict = \"allow\"\n", "check"),
        ("[reading]\nmateriality = \"99%\"\n", "reading"),
        ("[reading.mine]\nmateriality = \"99%\"\n", "reading"),
        ("[stage]\norder = [\"pledged\", \"paid\"]\n", "stage"),
        ("[rates]\nprefer = { ILS = \"ecb\" }\n", "rates"),
        ("[prices]\nfiles = []\n", "prices"),
    ] {
        let dir = known_dir(&(setting.to_owned() + &claims));
        let (text, _) = printed(&run(dir.path(), "check --new new.toml -f short").code(2));
        let expected =
            format!("[setting-in-new-claims]: `[{table}]` is for the dataset to say, not for new claims\n");
        assert!(text.starts_with("new.toml:1:") && text.ends_with(&expected), "{text}");
        // A file of the dataset may well have them.
        let dir =
            directory(&[("claims/aid.toml", known()), ("claims/new.toml", setting.to_owned() + &claims)]);
        let ran = run(dir.path(), "check --new claims/new.toml -f short");
        assert_ne!(ran.get_output().status.code(), Some(2), "{setting}");
    }
}

#[test]
fn a_claim_that_is_not_known_yet_says_so() {
    let dir = known_dir(&claim("again", "$6 million", "gazette", "army", ""));
    let found = held(dir.path(), "--new new.toml --as-of 2020");
    assert_eq!(found["new-claims"][0]["takes-no-part"], "not known by 2020");
}

fn codes(held: &Value) -> Vec<&str> {
    held["findings"].as_array().unwrap().iter().map(|each| each["code"].as_str().unwrap()).collect()
}

#[test]
fn a_new_claim_that_bears_on_none_is_isolated() {
    let new = "[[claim]]\nid = \"other\"\nfigure = \"$1 million\"\nsource = \"gazette\"\n\
               scope = { payer = \"south\", payee = \"ministry\", period = 2019 }\n";
    let dir = known_dir(new);
    assert_eq!(
        codes(&held(dir.path(), "-A source-without-url -W isolated-claim --new new.toml")),
        ["isolated-claim"]
    );
    // As the only one of a dataset it cannot but bear on none.
    let alone = directory(&[("claims/aid.toml", BASE), ("new.toml", new)]);
    assert_eq!(codes(&held(alone.path(), "-A source-without-url -W isolated-claim --new new.toml")), [""; 0]);
}

#[test]
fn a_new_rate_is_held_against_those_of_claims_that_it_does_not_bear_on() {
    let known = known() + &claim("shekels", "NIS 330 million ($100 million)", "herald", "army", "");
    let new = "[[claim]]\nid = \"other\"\nfigure = \"NIS 330 million ($10 million)\"\nsource = \"herald\"\n\
               scope = { payer = \"south\", payee = \"ministry\", period = 2019 }\n";
    let dir = directory(&[("claims/aid.toml", known), ("new.toml", new.to_owned())]);
    let found = held(dir.path(), "-A source-without-url --new new.toml");
    assert_eq!(codes(&found), ["equivalent-off-rate"]);
    assert_eq!(found["new-claims"][0]["relations"], serde_json::json!([]));
}

#[test]
fn accepting_what_does_not_bear_on_each_other_is_found_before_it_is_added() {
    let new = "[[claim]]\nid = \"other\"\nfigure = \"$1 million\"\nsource = \"gazette\"\n\
               scope = { payer = \"south\", payee = \"ministry\", period = 2019 }\n\
               [[known-conflict]]\nclaims = [\"other\", \"total\"]\nreason = \"Seen\"\n";
    assert_eq!(
        codes(&held(known_dir(new).path(), "-A source-without-url --new new.toml")),
        ["unneeded-acceptance"]
    );
}
