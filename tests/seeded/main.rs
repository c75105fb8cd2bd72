//! Whether everything that is wrong is found, and nothing else: large datasets in which faults are seeded at
//! known places.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not as expected has failed")]

#[path = "../common/mod.rs"]
mod common;

mod dataset;
mod findings;
mod problems;
mod sound;

use std::collections::{BTreeMap, BTreeSet};

use crossfoot::level::CODES;
use crossfoot::problem::Fault;
use serde_json::Value;
use tempfile::TempDir;

use common::{crossfoot, directory, printed};
use dataset::{Dataset, Marked};

/// Problems that are not seeded [`FEWEST`] times, and why.
const SELDOM_PROBLEMS: [(&str, &str); 11] = [
    ("dataset-missing", "then there is nothing else"),
    ("unreadable-file", "no plain file"),
    ("not-utf8", "no plain file"),
    ("symbolic-link", "no plain file"),
    ("file-too-large", "it takes four gigabytes"),
    ("empty-dataset", "then there is nothing else"),
    ("no-dataset-table", "then there is no second one either"),
    ("groups-too-large", "it takes thousands of groups"),
    ("too-many-origins", "it takes thousands of sources"),
    ("order-of-one", "a dataset has one order"),
    ("setting-in-new-claims", "it takes new claims"),
];

/// How often each code is seeded at least.
const FEWEST: usize = 5;

/// How many faults are seeded at least.
const FEWEST_IN_ALL: usize = 200;

/// A directory with a dataset, and what is to be found in it.
fn on_disk(dataset: Dataset) -> (TempDir, BTreeSet<Marked>) {
    let (files, marked) = dataset.written();
    let files: Vec<(&str, &str)> = files.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect();
    (directory(&files), marked)
}

/// What is printed when everything is told, every code as a warning.
fn checked(dir: &TempDir, format: &str, status: i32) -> String {
    let told = CODES.iter().flat_map(|code| ["--warn", code.name]);
    let run = crossfoot().args(["check", "--today", "2026-01-31", "--format", format]).args(told);
    printed(&run.current_dir(dir.path()).assert().code(status).stderr_eq("")).0
}

/// The code and the first place of everything that is told.
fn told(dir: &TempDir, status: i32) -> Vec<Marked> {
    let found: Value = serde_json::from_str(&checked(dir, "json", status)).unwrap();
    let of_one = |finding: &Value| {
        let place = &finding["places"][0];
        let line = place["line"].as_u64().map_or(0, |line| usize::try_from(line).unwrap());
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (text(&finding["code"]), text(&place["file"]), line)
    };
    found["findings"].as_array().unwrap().iter().map(of_one).collect()
}

/// Asserts that what is seeded is told, once each, and nothing else.
fn assert_all_told(told: &[Marked], seeded: &BTreeSet<Marked>) {
    let found: BTreeSet<Marked> = told.iter().cloned().collect();
    let missing: Vec<&Marked> = seeded.difference(&found).collect();
    let wrong: Vec<&Marked> = found.difference(seeded).collect();
    assert!(missing.is_empty() && wrong.is_empty(), "missing: {missing:#?}\nfalse: {wrong:#?}");
    assert_eq!(told.len(), seeded.len(), "something is told twice");
}

/// Asserts that each code is seeded often enough.
fn assert_often<'a>(
    seeded: &BTreeSet<Marked>,
    codes: impl Iterator<Item = &'a str>,
    seldom: &[(&str, &str)],
) {
    assert!(seeded.len() >= FEWEST_IN_ALL, "{} are seeded", seeded.len());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (code, _, _) in seeded {
        *counts.entry(code).or_default() += 1;
    }
    for code in codes {
        let count = counts.remove(code).unwrap_or_default();
        let is_seldom = seldom.iter().any(|(known, _)| *known == code);
        assert!(is_seldom || count >= FEWEST, "{code} is seeded {count} times");
    }
    assert!(counts.is_empty(), "no such codes: {counts:?}");
}

/// Asserts that every other format tells just as many.
fn assert_counted(dir: &TempDir, count: usize, status: i32) {
    let short = checked(dir, "short", status);
    assert_eq!(short.lines().count(), count);
    let github = checked(dir, "github", status);
    let commands = ["::error ", "::warning "];
    assert_eq!(github.lines().filter(|line| commands.iter().any(|c| line.starts_with(c))).count(), count);
    let junit = checked(dir, "junit", status);
    assert_eq!(junit.matches("<testcase ").count(), count);
    let sarif: Value = serde_json::from_str(&checked(dir, "sarif", status)).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), count);
}

#[test]
fn nothing_is_found_in_a_sound_dataset() {
    let mut dataset = sound::sound();
    dataset.add("camps.toml", findings::SOUND);
    let (dir, marked) = on_disk(dataset);
    assert!(marked.is_empty());
    assert_all_told(&told(&dir, 0), &marked);
    let text = checked(&dir, "human", 0);
    let claims = text.strip_prefix("Nothing found in ").and_then(|rest| rest.split(' ').next());
    assert!(claims.unwrap().parse::<usize>().unwrap() > 500, "{text}");
}

#[test]
fn all_that_is_worth_a_look_is_found() {
    let (dir, seeded) = on_disk(findings::seeded());
    assert_often(&seeded, CODES.iter().map(|code| code.name), &[]);
    assert_all_told(&told(&dir, 0), &seeded);
    assert_counted(&dir, seeded.len(), 0);
}

#[test]
fn all_problems_are_told_at_once() {
    let (dir, seeded) = on_disk(problems::seeded());
    assert_all_told(&told(&dir, 2), &seeded);
    assert_often(&seeded, Fault::CODES.iter().copied(), &SELDOM_PROBLEMS);
    assert_counted(&dir, seeded.len(), 2);
}
