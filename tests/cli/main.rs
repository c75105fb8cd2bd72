//! What the commands do, as seen by those who run them: arguments, exit status, output, files.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not as expected has failed")]

#[path = "../common/mod.rs"]
mod common;

mod add;
mod bounds;
mod candidates;
mod check;
mod commands;
mod comparisons;
mod datasets;
mod explain;
mod findings;
mod outputs;
mod own_rates;
mod pages;
mod rates;
mod selection;
mod sets;
mod verdicts;

use std::path::Path;

use serde_json::Value;
use snapbox::cmd::OutputAssert;

use common::{crossfoot, printed};

/// Datasets that are kept as files.
const KEPT: [&str; 4] =
    ["claims", "tests/datasets/three-claims", "tests/datasets/every-verdict", "tests/datasets/facts"];

const THREE_CLAIMS: &str = "tests/datasets/three-claims";

/// Runs a command line, its words separated by spaces, in a directory.
fn run(dir: &Path, line: &str) -> OutputAssert {
    crossfoot().args(line.split_whitespace()).current_dir(dir).assert()
}

/// Runs a command line where the package is.
fn run_here(line: &str) -> OutputAssert {
    run(Path::new(env!("CARGO_MANIFEST_DIR")), line)
}

fn stdout(ran: &OutputAssert) -> String {
    printed(ran).0
}

fn json(ran: OutputAssert) -> Value {
    serde_json::from_str(&stdout(&ran.code(0).stderr_eq(""))).expect("the output is JSON")
}

/// A claim on payments of Northland, for a dataset that starts with [`common::BASE`].
fn claim(id: &str, figure: &str, source: &str, payee: &str, more: &str) -> String {
    format!(
        "\n[[claim]]\nid = \"{id}\"\nfigure = \"{figure}\"\nsource = \"{source}\"\n\
         scope = {{ payer = \"north\", payee = \"{payee}\", period = 2019 }}\n{more}\n"
    )
}

/// The verdict on two claims, the earlier row first, with all that belongs to it.
fn pair<'a>(report: &'a Value, first: &str, second: &str) -> &'a Value {
    let sections = report["sections"].as_array().into_iter().flatten();
    let mut pairs = sections.flat_map(|section| section["pairs"].as_array().into_iter().flatten());
    pairs
        .find(|pair| pair["first"] == first && pair["second"] == second)
        .unwrap_or_else(|| panic!("no pair of {first} and {second}"))
}

/// The ids of the claims that a report compares.
fn compared(report: &Value) -> Vec<&str> {
    let sections = report["sections"].as_array().into_iter().flatten();
    sections.map(|section| &section["rows"]).chain([&report["alone"]]).flat_map(ids).collect()
}

/// The ids of the claims in these rows.
fn ids(rows: &Value) -> Vec<&str> {
    rows.as_array().into_iter().flatten().filter_map(|row| row["id"].as_str()).collect()
}
