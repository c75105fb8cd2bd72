//! Every kind of finding: one folder a code, with a dataset in which just this is found and what is printed
//! of it. `SNAPSHOTS=overwrite cargo test --test checks` writes that anew.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not as expected has failed")]

mod common;
#[path = "common/places.rs"]
mod places;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crossfoot::level::{CODES, Level};
use snapbox::Data;
use snapbox::cmd::OutputAssert;
use tempfile::TempDir;

use common::{crossfoot, directory, printed, write as write_file};
use places::assert_places_hold;

/// The day on which the datasets are looked at.
const TODAY: &str = "2026-01-31";

fn folder(code: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks").join(code)
}

/// What makes a dataset in an empty directory.
type Make = fn(&Path);

/// Codes whose datasets are too large to be kept, and what makes them.
const MADE: [(&str, Make); 1] = [("undecided", a_claim_a_day)];

/// One claim about everything in ten years, and one about each of many days in them.
fn a_claim_a_day(dir: &Path) {
    let mut text = "[dataset]\ntitle = \"Aid to Ruritania\"\ncurrency = \"USD\"\n\n".to_owned();
    for (table, name) in [("actor.army", "Army of Ruritania"), ("actor.north", "Northland")] {
        write!(text, "[{table}]\nname = \"{name}\"\n\n").unwrap();
    }
    text.push_str("[source.gazette]\nname = \"Gazette\"\ndate = 2021\nurl = \"https://gazette.example\"\n\n");
    let mut claim = |id: &str, period: &str| {
        write!(
            text,
            "[[claim]]\nid = \"{id}\"\nfigure = \"at least $5\"\nsource = \"gazette\"\n\
             scope = {{ payer = \"north\", payee = \"army\", period = {period} }}\n\n"
        )
        .unwrap();
    };
    claim("all", "\"2011/2020\"");
    for day in 0..1_500 {
        let (year, month, day) = (2011 + day / 336, day / 28 % 12 + 1, day % 28 + 1);
        claim(&format!("day-{year}-{month:02}-{day:02}"), &format!("{year}-{month:02}-{day:02}"));
    }
    write_file(&dir.join("claims/aid.toml"), text);
}

/// A directory with the dataset of a code, which lasts as long as what comes with it.
fn dataset(code: &str) -> (PathBuf, Option<TempDir>) {
    let Some((_, make)) = MADE.iter().find(|(made, _)| *made == code) else { return (folder(code), None) };
    let made = directory::<&str>(&[]);
    make(made.path());
    (made.path().to_owned(), Some(made))
}

/// What is found in a dataset when everything is told.
fn checked(dir: &Path, format: &str) -> OutputAssert {
    let told = CODES.iter().filter(|code| code.level == Level::Allow).flat_map(|code| ["--warn", code.name]);
    let run = crossfoot().args(["check", "--today", TODAY, "--format", format]).args(told);
    run.current_dir(dir).assert().stderr_eq("")
}

#[test]
fn each_code_has_a_folder_and_each_folder_is_a_code() {
    let entries = fs::read_dir(folder("")).expect("the folders are there");
    let folders: BTreeSet<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(folders, CODES.iter().map(|code| code.name.to_owned()).collect());
}

#[test]
fn each_code_is_found_alone() {
    for code in CODES {
        let (dir, _made) = dataset(code.name);
        let ran = checked(&dir, "short");
        let denied = code.level == Level::Deny;
        assert_eq!(ran.get_output().status.code(), Some(i32::from(denied)), "{}", code.name);
        let (found, _) = printed(&ran);
        let severity = if denied { "error" } else { "warning" };
        let expected = format!(": {severity}[{}]: ", code.name);
        assert!(!found.is_empty(), "{}", code.name);
        assert!(found.lines().all(|line| line.contains(&expected)), "{}: {found}", code.name);
    }
}

#[test]
fn each_code_is_told_as_it_should_be() {
    for code in CODES {
        let (dir, _made) = dataset(code.name);
        let expected = Data::read_from(&folder(code.name).join("stdout.txt"), None);
        let (text, _) = printed(&checked(&dir, "human").stdout_eq(expected));
        assert_places_hold(&dir, &text);
    }
}

#[test]
fn what_is_allowed_is_not_told() {
    for code in CODES {
        let (dir, _made) = dataset(code.name);
        let run = crossfoot().args(["check", "--today", TODAY, "-A", code.name]).current_dir(&dir);
        let (text, _) = printed(&run.assert().code(0).stderr_eq(""));
        assert!(text.starts_with("Nothing found in "), "{}: {text}", code.name);
    }
}
