//! Every fault that a dataset can have: one folder a code, with a dataset that has just this fault
//! and the message it gets. `SNAPSHOTS=overwrite cargo test --test codes` writes the messages anew.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not as expected has failed")]

mod common;
#[path = "common/places.rs"]
mod places;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crossfoot::problem::Fault;
use snapbox::Data;
use snapbox::cmd::OutputAssert;

use common::{BASE, crossfoot, directory, printed, write};
use places::assert_places_hold;

/// Codes without a folder, and why.
const EXEMPT: [(&str, &str); 2] = [
    ("file-too-large", "it takes a file of four gigabytes"),
    ("setting-in-new-claims", "it takes a file beside the dataset, which `cli` has"),
];

/// What makes a dataset in an empty directory.
type Make = fn(&Path);

/// Codes whose datasets cannot be kept in git, and what makes them.
const MADE: [(&str, Make); 5] = [
    ("groups-too-large", nested_groups),
    ("not-utf8", latin_1),
    ("symbolic-link", linked_file),
    ("too-many-origins", chained_sources),
    ("unreadable-file", link_to_itself),
];

fn nested_groups(dir: &Path) {
    let group = |level: u32| {
        let members =
            if level == 0 { String::new() } else { format!("members = [\"group-{}\"]\n", level - 1) };
        format!("[actor.group-{level}]\nname = \"Group {level}\"\n{members}")
    };
    let claim = claim("group-6999");
    write(
        &dir.join("claims/groups.toml"),
        BASE.to_owned() + &(0..7_000).map(group).collect::<String>() + &claim,
    );
}

fn chained_sources(dir: &Path) {
    let source = |step: u32| {
        let origin = step.checked_sub(1).map(|step| format!("derives-from = \"source-{step}\"\n"));
        format!("[source.source-{step}]\nname = \"Source {step}\"\n{}", origin.unwrap_or_default())
    };
    let sources: String = (0..1_500).map(source).collect();
    write(&dir.join("claims/sources.toml"), BASE.to_owned() + &sources + &claim("ruritania"));
}

fn latin_1(dir: &Path) {
    let text = (BASE.to_owned() + &claim("ruritania")).replace("Herald", "H\u{e9}raut");
    let bytes: Vec<u8> = text.chars().filter_map(|c| u8::try_from(u32::from(c)).ok()).collect();
    write(&dir.join("claims/aid.toml"), bytes);
}

fn linked_file(dir: &Path) {
    write(&dir.join("claims/aid.toml"), BASE.to_owned() + &claim("ruritania"));
    write(&dir.join("elsewhere.toml"), "");
    link("../elsewhere.toml", &dir.join("claims/more.toml"));
}

fn link_to_itself(dir: &Path) {
    link("claims", &dir.join("claims"));
}

#[cfg(unix)]
fn link(target: &str, path: &Path) {
    std::os::unix::fs::symlink(target, path).expect("links can be made");
}

#[cfg(windows)]
fn link(target: &str, path: &Path) {
    std::os::windows::fs::symlink_file(target, path).expect("links can be made");
}

fn claim(payee: &str) -> String {
    format!(
        "\n[[claim]]\nid = \"herald\"\nfigure = \"$5 million\"\nsource = \"herald\"\n\
         scope = {{ payer = \"north\", payee = \"{payee}\" }}\n"
    )
}

fn folder(code: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/codes").join(code)
}

fn folders() -> BTreeSet<String> {
    let entries = fs::read_dir(folder("")).expect("the folders are there");
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// The message on the dataset `claims` of a directory, which is shown but not reported.
fn refused(dir: &Path) -> OutputAssert {
    crossfoot().arg("report").current_dir(dir).assert().code(2).stdout_eq("")
}

#[test]
fn each_code_has_a_folder_and_each_folder_is_a_code() {
    let exempt = EXEMPT.map(|(code, _)| code);
    let codes = Fault::CODES.iter().filter(|code| !exempt.contains(code));
    assert_eq!(folders(), codes.map(|&code| code.to_owned()).collect());
}

#[test]
fn each_code_has_its_message() {
    for code in folders() {
        let (dir, _made) = match MADE.iter().find(|(made, _)| *made == code) {
            None => (folder(&code), None),
            Some((_, make)) => {
                let made = directory::<&str>(&[]);
                make(made.path());
                (made.path().to_owned(), Some(made))
            }
        };
        let ran = refused(&dir).stderr_eq(Data::read_from(&folder(&code).join("stderr.txt"), None));
        let (_, message) = printed(&ran);
        assert!(message.starts_with(&format!("error[{code}]: ")), "{code}: {message}");
        let faults = message.lines().filter(|line| line.starts_with("error[")).count();
        assert_eq!(faults, 1, "{code}: {message}");
        assert_places_hold(&dir, &message);
    }
}

#[test]
fn what_a_message_proposes_is_accepted() {
    for (code, wrong, right) in [
        ("bad-duration", "a while", "2 weeks"),
        ("bad-magnitude", "[99, 10]", "[10, 99]"),
        ("bad-percentage", "\"10\"", "\"10%\""),
        ("bad-rate", "40,15", "40.15"),
        ("bad-year", "prices = 20", "prices = 2015"),
        ("no-currency", "high = \"61000000000\"", "high = \"61000000000\", currency = \"USD\""),
        ("unknown-id", "\"united-state\"", "\"united-states\""),
        ("unknown-key", "notes", "note"),
        ("unknown-word", "commited", "committed"),
        ("unreadable-date", "24 April 2024", "2024-04-24"),
        ("unreadable-figure", "billoin", "billion"),
        ("unreadable-fiscal-year", "October", "10-01"),
        ("unreadable-period", "2022-2024", "2022/2024"),
    ] {
        let message = fs::read_to_string(folder(code).join("stderr.txt")).unwrap();
        let help = message.lines().find(|line| line.contains("= help: ")).unwrap();
        let proposed = right.trim_matches('"').trim_start_matches("prices = ");
        let proposed = proposed.rsplit_once("0\", ").map_or(proposed, |(_, added)| added);
        assert!(help.contains(proposed), "{code} does not propose {proposed}: {help}");
        let files: Vec<(String, String)> = fs::read_dir(folder(code).join("claims"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy();
                (format!("claims/{name}"), fs::read_to_string(&path).unwrap())
            })
            .collect();
        assert!(files.iter().any(|(_, faulty)| faulty.contains(wrong)), "{code}");
        let mended: Vec<(&str, String)> =
            files.iter().map(|(path, faulty)| (path.as_str(), faulty.replace(wrong, right))).collect();
        let mended = directory(&mended);
        crossfoot().arg("report").current_dir(mended.path()).assert().code(0).stderr_eq("");
    }
}

#[test]
fn the_quoted_number_that_a_message_proposes_is_accepted() {
    let faulty = fs::read_to_string(folder("float-amount").join("claims/aid.toml")).unwrap();
    for float in ["60.5", "60.50", "+60.5", "1_000_000.5", "60.5e9", "6E+1", "60.5e-3"] {
        let dir = directory(&[("claims/aid.toml", faulty.replace("60.5e9", float))]);
        let (_, message) = printed(&refused(dir.path()));
        assert!(message.starts_with("error[float-amount]: "), "{message}");
        let (_, proposed) = message.split_once("put it in quotes: ").unwrap();
        let proposed = proposed.lines().next().unwrap();
        let mended = directory(&[("claims/aid.toml", faulty.replace("60.5e9", proposed))]);
        crossfoot().arg("report").current_dir(mended.path()).assert().code(0).stderr_eq("");
    }
}

#[test]
fn what_is_no_number_is_not_to_be_put_in_quotes() {
    let faulty = fs::read_to_string(folder("float-amount").join("claims/aid.toml")).unwrap();
    for float in ["nan", "inf", "-inf"] {
        let dir = directory(&[("claims/aid.toml", faulty.replace("60.5e9", float))]);
        let (_, message) = printed(&refused(dir.path()));
        assert!(!message.contains(&format!("\"{float}\"")), "{message}");
    }
}
