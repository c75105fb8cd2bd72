//! Running the program on datasets.

use std::fs;
use std::path::Path;

use snapbox::cmd::{Command, OutputAssert, cargo_bin};
use tempfile::TempDir;

/// What every small dataset starts with: two payers, a group of payees, three sources.
#[allow(dead_code, reason = "not every test program has small datasets")]
pub(crate) const BASE: &str = r#"
[dataset]
title = "Aid to Ruritania"
currency = "USD"

[actor.north]
name = "Northland"

[actor.south]
name = "Southland"

[actor.ruritania]
name = "Ruritania"
members = ["army", "ministry"]

[actor.army]
name = "Army of Ruritania"

[actor.ministry]
name = "Ministry of Finance"

[category.military]
name = "Military aid"

[source.herald]
name = "Herald"
date = 2020

[source.gazette]
name = "Gazette"
date = 2021

[source.courier]
name = "Courier"
"#;

/// The program as a user without any settings runs it, in a pipe of 100 columns.
pub(crate) fn crossfoot() -> Command {
    let plain = Command::new(cargo_bin!("crossfoot")).env("COLUMNS", "100");
    ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"].iter().fold(plain, Command::env_remove)
}

/// A directory with these files, each a path and its text.
pub(crate) fn directory<T: AsRef<[u8]>>(files: &[(&str, T)]) -> TempDir {
    let dir = TempDir::new().expect("a temporary directory can be made");
    for (path, text) in files {
        write(&dir.path().join(path), text);
    }
    dir
}

/// Writes a file and the directories it needs.
pub(crate) fn write(path: &Path, text: impl AsRef<[u8]>) {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).expect("directories can be made");
    }
    fs::write(path, text).expect("files can be written");
}

/// What the program printed to standard output and to standard error.
pub(crate) fn printed(ran: &OutputAssert) -> (String, String) {
    let output = ran.get_output();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("output is UTF-8");
    (text(&output.stdout), text(&output.stderr))
}
