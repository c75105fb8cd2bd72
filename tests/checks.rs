//! Every kind of finding: one folder a code, with a dataset in which just this is found and what is printed
//! of it. `SNAPSHOTS=overwrite cargo test --test checks` writes that anew.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not as expected has failed")]

mod common;
#[path = "common/places.rs"]
mod places;
#[path = "common/unwritten.rs"]
mod unwritten;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crossfoot::level::{CODES, Code, Level};
use snapbox::Data;
use snapbox::cmd::OutputAssert;

use common::{crossfoot, printed};
use places::assert_places_hold;
use unwritten::UNWRITTEN;

/// The day on which the datasets are looked at.
const TODAY: &str = "2026-01-31";

fn folder(code: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks").join(code)
}

/// The codes that have a folder.
fn written() -> impl Iterator<Item = &'static Code> {
    CODES.iter().filter(|code| !UNWRITTEN.contains(&code.name))
}

/// What is found in the dataset of a folder when everything is told.
fn checked(code: &str, format: &str) -> OutputAssert {
    let told = CODES.iter().filter(|code| code.level == Level::Allow).flat_map(|code| ["--warn", code.name]);
    let run = crossfoot().args(["check", "--today", TODAY, "--format", format]).args(told);
    run.current_dir(folder(code)).assert().stderr_eq("")
}

#[test]
fn each_code_has_a_folder_and_each_folder_is_a_code() {
    let entries = fs::read_dir(folder("")).expect("the folders are there");
    let folders: BTreeSet<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(folders, written().map(|code| code.name.to_owned()).collect());
}

#[test]
fn each_code_is_found_alone() {
    for code in written() {
        let ran = checked(code.name, "short");
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
    for code in written() {
        let folder = folder(code.name);
        let ran = checked(code.name, "human").stdout_eq(Data::read_from(&folder.join("stdout.txt"), None));
        let (text, _) = printed(&ran);
        assert_places_hold(&folder, &text);
    }
}

#[test]
fn what_is_allowed_is_not_told() {
    for code in written() {
        let run =
            crossfoot().args(["check", "--today", TODAY, "-A", code.name]).current_dir(folder(code.name));
        let (text, _) = printed(&run.assert().code(0).stderr_eq(""));
        assert!(text.starts_with("Nothing found in "), "{}: {text}", code.name);
    }
}
